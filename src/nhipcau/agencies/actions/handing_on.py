"""What an agency that is no more left under way is given to another: by rule where it has one heir, else by a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from nhipcau.agencies import rules
from nhipcau.agencies.models import Agency, Officer, Succession
from nhipcau.agencies.open_work import left_behind, open_work, pass_work_on
from nhipcau.agencies.permissions import KEEP_AGENCIES, KEEP_OWN
from nhipcau.agencies.queries import who_may
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.kernel import audit, rows
from nhipcau.kernel.access import demand
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import Sentence

CAME, LEFT = "agencies.work_came", "agencies.work_left"
SENTENCES = {
    "agencies.work_came": N_("Tiếp nhận việc của %(agency)s"),
    "agencies.work_came.what": N_("%(count)s việc đang mở đã chuyển sang %(successor)s."),
    "agencies.work_left": N_("%(agency)s không còn hoạt động, việc đang mở chưa có nơi nhận"),
    "agencies.work_left.what": N_(
        "%(count)s việc đang mở. Hãy chọn cơ quan tiếp nhận trên trang của cơ quan này."
    ),
}


@transaction.atomic
def hand_on(*, predecessor: Agency, successor: Agency, today: date, by: Officer, document: str = "") -> int:
    """Say that a living agency does the work on external information of one that is no more: what is under way goes to
    it, and it is the heir from now on.  Returns how many things moved.

    document: the ground.  Numbers and what was signed stay with the agency that gave and signed them.  Raises Refused.
    """
    demand(by, KEEP_AGENCIES)
    predecessor = rows.held(predecessor)
    rules.check_handing_on(
        predecessor_alive=predecessor.is_alive(today),
        successor_alive=successor.is_alive(today),
        leads_back=Succession.objects.lineage().leads(successor.pk, predecessor.pk),
    )
    moved = _pass_on(predecessor, successor, today, by)
    if not moved:
        raise Refused(N_("Cơ quan này không còn việc nào đang mở."))
    Succession.objects.update_or_create(
        predecessor=predecessor,
        successor=successor,
        on=today,
        defaults={"what": f"Công tác {rules.THIS_WORK}", "document": document},
    )
    audit.record("agency.took_over", target=successor, by=by, data={"predecessor": predecessor, "on": today})
    return moved


def hand_on_by_rule(*, today: date) -> int:
    """Give what agencies that are no more left under way to the one heir that each has; tell the coordinators of the
    others, once each.  Returns how many agencies' work moved."""
    lineage = Succession.objects.lineage()
    moved = 0
    for agency in left_behind(today).order_by("valid_to", "pk"):
        heirs = lineage.heirs(agency, today)
        if len(heirs) == 1:
            with transaction.atomic():
                kept = rows.held(agency)
                begins = (kept.valid_to or today) + timedelta(days=1)
                moved += bool(_pass_on(kept, Agency.objects.get(pk=heirs[0]), begins, None))
    for agency in left_behind(today):
        _tell_keepers(agency)
    return moved


def _pass_on(predecessor: Agency, successor: Agency, on: date, by: Officer | None) -> int:
    moved = pass_work_on(predecessor=predecessor, successor=successor, on=on, by=by)
    if moved:
        data = {"to": successor, "on": on, "moved": moved}
        audit.record("agency.work_handed_on", target=predecessor, by=by, data=data)
        tell_heir(predecessor=predecessor, successor=successor, moved=moved, on=on)
    return moved


def tell_heir(*, predecessor: Agency, successor: Agency, moved: int, on: date) -> None:
    """Tell an agency's own people that another's work came to them; nothing where none came."""
    if moved:
        _tell(
            people_of([successor.pk], KEEP_OWN).get(successor.pk, ()),
            CAME,
            f"{CAME}:{predecessor.pk}:{successor.pk}:{on.isoformat()}:{moved}",
            about=predecessor,
            count=moved,
            successor=successor.name,
        )


def _tell_keepers(agency: Agency) -> None:
    count = sum(each.count for each in open_work(agency))
    _tell(who_may(KEEP_AGENCIES), LEFT, f"{LEFT}:{agency.pk}:{agency.valid_to}", about=agency, count=count)


def _tell(people: Iterable[Officer], kind: str, once: str, *, about: Agency, **said: object) -> None:
    notify(
        recipients=people,
        kind=kind,
        once=once,
        title=Sentence(kind, {"agency": about.name}),
        text=Sentence(f"{kind}.what", said),
        url=reverse("agencies:agency", args=[about.code]),
    )
