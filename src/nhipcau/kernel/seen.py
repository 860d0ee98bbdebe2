"""What a page showed of a row when a deed was asked of it: nobody writes over words, or decides on them, that he has not read.

A form that writes carries how often the row had been changed (``check_edited``).  A button that accepts, takes up or declines
carries the mark of all rows that its page showed for it (``mark``, in a field named ``FIELD``); the act compares it with the rows
that it holds (``check_shown``).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.states import Since

FIELD = "da_xem"
_EDITED = N_("Nội dung này vừa được sửa%(since)s. Phần bạn viết vẫn ở trong ô; hãy đối chiếu rồi lưu lại.")
OTHER = N_("Nội dung đã khác với trang bạn đang xem%(since)s nên chưa ghi gì. Hãy đọc lại rồi quyết định.")


def check_edited(row: Any, seen: int) -> None:
    """Raise Refused where somebody wrote on a row (``edited``, ``edited_at``, ``edited_by``) since a form was made."""
    if row.edited != seen:
        raise Refused(_EDITED, since=Since(row.edited_at, row.edited_by).told)


def mark(*rows: models.Model | None) -> str:
    """What a page keeps of the rows that it shows: how often each was written on, and since when it stands as it does."""
    return " ".join(_mark(row) for row in rows if row is not None)


def check_shown(seen: str, *rows: models.Model | None) -> None:
    """Raise Refused, saying since when and by whom, where one of some held rows is not as its page showed it.

    seen: their ``mark`` of that page; "" where no page showed them one by one (rows chosen in a list).
    """
    if not seen:
        return
    known = set(seen.split())
    for row in rows:
        if row is not None and _mark(row) not in known:
            raise Refused(OTHER, since=_since(row).told)


def _mark(row: Any) -> str:
    stands: datetime | None = getattr(row, "state_at", None)
    moment = f"{stands.timestamp():.6f}" if stands is not None else ""
    return f"{row._meta.model_name}-{row.pk}-{getattr(row, 'edited', '')}-{moment}"


def _since(row: Any) -> Since:
    """The newest that is known of a row: it was written on, or brought where it stands."""
    edited, stands = getattr(row, "edited_at", None), getattr(row, "state_at", None)
    if stands is None or (edited is not None and edited > stands):
        return Since(edited, row.edited_by)
    return Since(stands, row.state_by)
