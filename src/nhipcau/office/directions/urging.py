"""Urging (đôn đốc) what leaders have said: whoever must do it or write what was done is told, at most once a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries import who_may
from nhipcau.kernel import audit, lists, undo
from nhipcau.kernel.access import demand
from nhipcau.kernel.notifications import Said, notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.standing import written
from nhipcau.office.about import kind_of
from nhipcau.office.directions import queries, work
from nhipcau.office.directions.actions import NOTICE
from nhipcau.office.directions.models import Direction
from nhipcau.office.directions.permissions import FOLLOW, URGE, may_pass_on
from nhipcau.office.directions.rules import DirectionState

URGED = "office.direction_urged"
SENTENCES = {
    "office.direction.urged": N_("Đôn đốc thực hiện ý kiến chỉ đạo của %(who)s"),
    "office.direction.urged.until": N_("%(text)s (thời hạn %(limit)s)"),
}


@transaction.atomic
def urge(*, directions: Iterable[Direction], today: date, by: Officer) -> int:
    """Remind whoever answers for directions, each at most once a day; returns for how many somebody was told.

    Raises Refused, naming them, for those that are done, that are another's to see to, or that nobody could be told of.
    """
    demand(by, URGE)
    chosen = list(directions)
    # A direction is written once and cannot be locked: who said it stands for it (``actions.follow``).
    said_by = {one.said_by_id for one in chosen}
    list(Officer.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=said_by).order_by("pk"))
    states = {row.direction.pk: row.state for row in queries.rows(chosen, today)}
    following = list(who_may(FOLLOW))
    told: dict[int, list[Officer]] = {}

    def take(one: Direction) -> None:
        if not may_pass_on(by, one):
            raise Refused(N_("không phải ý kiến do bạn cho, ghi hoặc theo dõi."))
        if states[one.pk] == DirectionState.DONE:
            raise Refused(N_("đã thực hiện."))
        answering = work.people_of(one.made) if one.made is not None else following
        told[one.pk] = [each for each in answering if each.pk != by.pk]
        if not told[one.pk]:
            raise Refused(
                N_("không có ai khác để báo.") if answering else N_("chưa có tài khoản nào nhận được.")
            )

    lists.each(chosen, take)

    def tell() -> int:
        reached = [one for one in chosen if _tell(one, told[one.pk], today)]
        for one in reached:
            about = one.about
            audit.record(
                URGED,
                target=kind_of(about).logged_on(about) if about is not None else one,
                by=by,
                data={"text": one.text, "to": one.agency},
            )
        return len(reached)

    return undo.telling(URGED, target=chosen[0], by=by, data={"text": chosen[0].text}, tell=tell)


def _tell(one: Direction, people: list[Officer], today: date) -> int:
    about = one.about
    text: Said = one.text[:300]
    if one.due is not None:
        text = Sentence("office.direction.urged.until", {"text": text, "limit": written(one.due)})
    return notify(
        recipients=people,
        kind=NOTICE,
        once=f"{NOTICE}.urged:{one.pk}:{today.isoformat()}",
        title=Sentence("office.direction.urged", {"who": one.said_by}),
        text=text,
        url=one.made_url or (kind_of(about).url(about) if about is not None else ""),
    )
