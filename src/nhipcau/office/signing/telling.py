"""Who is told of a version on its way: whoever acts next, and its makers when it comes back or goes out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused, Words
from nhipcau.kernel.sentences import Sentence
from nhipcau.office.permissions import NUMBER
from nhipcau.office.signing import deeds, permissions
from nhipcau.office.signing.kinds import chain_of
from nhipcau.office.signing.models import Issue, Returned, Version
from nhipcau.office.signing.rules import State

WAITS = "office.waits"
RETURNED = "office.returned"
ISSUED = "office.issued"
SENTENCES = {
    "office.waits": N_("Chờ bạn – %(deed)s: %(title)s"),
    "office.waits.urged": N_("Đôn đốc – %(deed)s: %(title)s"),
    "office.returned": N_("%(who)s trả lại: %(title)s"),
    "office.returned.why": N_("Lý do: %(why)s"),
    "office.issued": N_("Đã phát hành %(number)s: %(title)s"),
}


def tell_who_is_next(version: Version, by: Officer) -> None:
    """A notice for those of the agency who may check, sign or number now, once a step.

    Whoever holds a role of the whole house finds it in the list of what waits, and is not written to.
    """
    version = Version.objects.with_deeds().get(pk=version.pk)
    state = deeds.state_of(version)
    if version.agency is None:
        return
    if state is State.PRESENTED and (step := deeds.next_step(version)) is not None:
        people = _of(version, step.permission)
        taking = {officer.pk for officer in permissions.who_may_take(version, step)}
        people = [officer for officer in people if officer.pk in taking]
        done, deed = step.name, Words(step.label)
    elif state is State.SIGNED and not chain_of(version).at_once:
        people, done, deed = _of(version, NUMBER), "number", Words(N_("Cấp số, phát hành"))
    else:
        return
    notify(
        recipients=[officer for officer in people if officer.pk != by.pk],
        kind=WAITS,
        once=f"{WAITS}:{version.pk}:{done}",
        title=Sentence("office.waits", {"deed": deed, "title": version.title}),
        text="",
        url=reverse("office:version", args=[version.pk]),
    )


def urge_next(version: Version, today: date, by: Officer) -> int:
    """Remind whoever is to check, sign or number a version now, at most once a day; how many were told.

    Raises Refused where it waits for nobody, or for nobody who could be told.
    """
    version = Version.objects.with_deeds().get(pk=version.pk)
    state, step = deeds.state_of(version), deeds.next_step(version)
    people: Iterable[Officer]
    if state is State.PRESENTED and step is not None:
        people, deed = permissions.who_may_take(version, step), Words(step.label)
    elif state in {State.SIGNED, State.NUMBERED} and not chain_of(version).at_once:
        people, deed = Officer.objects.who_may(NUMBER, version.agency), Words(N_("Cấp số, phát hành"))
    else:
        raise Refused(N_("không chờ ai soát xét, ký hay cấp số."))
    others = [officer for officer in people if officer.pk != by.pk]
    if not others:
        raise Refused(N_("đang chờ chính bạn, hoặc chưa có ai được giao bước này."))
    return notify(
        recipients=others,
        kind=WAITS,
        once=f"{WAITS}:{version.pk}:{today.isoformat()}",
        title=Sentence("office.waits.urged", {"deed": deed, "title": version.title}),
        text="",
        url=reverse("office:version", args=[version.pk]),
    )


def tell_returned(returned: Returned, reason: str | Words) -> None:
    """The makers of a version that somebody else sent back are told, with the reason; one that the machine gives, each
    in his language."""
    version = returned.version
    notify(
        recipients=_makers(version, returned.by),
        kind=RETURNED,
        once=f"{RETURNED}:{version.pk}",
        title=Sentence("office.returned", {"who": returned.by, "title": version.title}),
        text=Sentence("office.returned.why", {"why": reason}) if isinstance(reason, Words) else reason,
        url=reverse("office:version", args=[version.pk]),
    )


def tell_issued(issue: Issue) -> None:
    """The makers are told of the number under which their paper went out."""
    version = issue.version
    notify(
        recipients=_makers(version, issue.issued_by),
        kind=ISSUED,
        once=f"{ISSUED}:{version.pk}",
        title=Sentence("office.issued", {"number": issue.symbol, "title": version.title}),
        text="",
        url=reverse("office:version", args=[version.pk]),
    )


def _of(version: Version, permission: str) -> list[Officer]:
    return people_of([version.agency_id or 0], permission).get(version.agency_id or 0, [])


def _makers(version: Version, but: Officer) -> Iterable[Officer]:
    makers = {officer.pk: officer for officer in (version.made_by, version.edited_by) if officer is not None}
    makers.pop(but.pk, None)
    return makers.values()
