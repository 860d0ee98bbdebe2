"""A row of which an act has been told, as it stands now: of two who act on it at once, the second sees what the first did.

An act is given a row as its page read it.  Between that and its write somebody else may have ended, changed or deleted
it: whoever saves what was read undoes that, and writes a second entry into the log for what happened once.
"""

from __future__ import annotations

from typing import TypeVar

from django.db import models

from nhipcau.kernel.refusal import N_, Refused

R = TypeVar("R", bound=models.Model)
GONE = N_("Mục này vừa được người khác xóa hoặc thay đổi nên chưa làm gì. Hãy xem lại rồi làm lại.")


def held(row: R) -> R:
    """The row as it stands now, locked until the caller's transaction ends.  Raises Refused where it is gone."""
    rows = type(row)._base_manager.select_for_update(of=("self",))
    found = rows.filter(pk=row.pk).first()
    if found is None:
        raise Refused(GONE)
    return found


def held_with(rows: models.QuerySet[R], pk: object, *related: str) -> R:
    """A row locked among ``rows`` (which are asked for with ``select_for_update``), then read with what it points to.

    In two statements: whoever waits for a row on PostgreSQL and joins others to it gets those as they stood before the
    wait, and no row at all where it points to another one now.
    """
    rows.only("pk").get(pk=pk)
    return rows.model._base_manager.select_related(*related).get(pk=pk)


def removed(row: models.Model) -> None:
    """Delete a row, in the caller's transaction.  Raises Refused where somebody else has deleted it."""
    key = row.pk
    if not row.delete()[1].get(row._meta.label, 0):
        row.pk = key
        raise Refused(GONE)
