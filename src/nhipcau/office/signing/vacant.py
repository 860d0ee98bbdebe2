"""Steps of a chain that nobody can take: said before something is presented, since it would wait for ever."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.permissions import KEEP_ACCOUNTS
from nhipcau.office.signing.kinds import Kind, Missing
from nhipcau.office.signing.rules import EDITOR

MOST_NAMED = 3


def vacant(kind: Kind, subject: Any, agency: Agency | None) -> Iterator[Missing]:
    """What keeps a draft from being presented because no account may check or sign for the agency, and who can name one.

    Whoever last wrote on the draft does not count where the step asks for another; named signers are the kind's to check.
    """
    if agency is None:
        return
    editor = kind.editor(subject)
    for step in kind.chain.steps:
        people = Officer.objects.who_may(step.permission, agency)
        if EDITOR in step.by_other_than and editor is not None:
            people = people.exclude(pk=editor.pk)
        if not people.exists():
            words = gettext(
                "Bước “%(step)s” chưa có ai của %(agency)s làm được (người soạn không tự làm). "
                "Người giao được vai trò: %(who)s."
            )
            said = {"step": gettext(step.label), "agency": agency.name, "who": _who_names()}
            yield Missing(words % said, reverse("agencies:officers"))


def _who_names() -> str:
    """Whoever gives roles, by name."""
    named = [str(one) for one in Officer.objects.who_may(KEEP_ACCOUNTS).in_order()[: MOST_NAMED + 1]]
    shown = ", ".join(named[:MOST_NAMED])
    return f"{shown}, …" if len(named) > MOST_NAMED else shown or gettext("quản trị viên hệ thống")
