"""Focal officers: named by their agency, reminded by the coordinator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from nhipcau.agencies import rules
from nhipcau.agencies.models import Agency, FocalOfficer, FocalReminder, Officer
from nhipcau.agencies.rules import FocalDuty
from nhipcau.agencies.witnessing import FOCAL
from nhipcau.kernel import audit, notifications, rows, witness
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import Sentence, in_each
from nhipcau.kernel.shapes import shape

SENTENCES = {
    "agencies.focal": N_("Đề nghị cử cán bộ đầu mối thông tin đối ngoại"),
    "agencies.focal.leader": N_(
        "%(agency)s chưa cử lãnh đạo phụ trách. Mỗi cơ quan cử một lãnh đạo và một cán bộ làm đầu mối."
    ),
    "agencies.focal.officer": N_(
        "%(agency)s chưa cử cán bộ thực hiện. Mỗi cơ quan cử một lãnh đạo và một cán bộ làm đầu mối."
    ),
    "agencies.focal.both": N_(
        "%(agency)s chưa cử lãnh đạo phụ trách và cán bộ thực hiện. Mỗi cơ quan cử một lãnh đạo và một cán bộ làm đầu mối."
    ),
}
ENDED = N_("Cán bộ đầu mối này đã thôi làm đầu mối. Hãy tải lại trang để xem ai đang làm.")
_FIELDS = ("name", "position", "officer", "since", "until")
_CONTACT = ("email", "phone")


@transaction.atomic
def name_focal(
    *,
    agency: Agency,
    duty: FocalDuty,
    name: str,
    since: date,
    today: date,
    by: Officer | None,
    position: str = "",
    email: str = "",
    phone: str = "",
    officer: Officer | None = None,
) -> FocalOfficer:
    """Name an agency's leader or officer for this work; the one before stays in the history until that day.

    officer: the person's account, if there is one.  Raises Refused.
    """
    rows.held(agency)
    current = agency.focal_officers.filter(duty=duty, until=None).first()
    rules.check_focal(
        since=since,
        today=today,
        current_since=current.since if current else None,
        agency_alive=agency.is_alive(today),
        ended=agency.ended,
    )
    before = audit.snapshot(current, _FIELDS) if current else {}
    if current is not None:
        current.until = since
        current.save(update_fields=["until"])
    named = FocalOfficer.objects.create(
        agency=agency,
        duty=duty,
        name=name.strip(),
        position=position.strip(),
        email=email,
        phone=phone.strip(),
        officer=officer,
        since=since,
    )
    audit.record(
        "agency.focal_named",
        target=agency,
        by=by,
        data={"duty": duty},
        before=before,
        after=audit.snapshot(named, _FIELDS),
        personal=audit.changed({}, audit.snapshot(named, _CONTACT)),
    )
    witness.changed(FOCAL, agencies=[agency.pk])
    return named


@transaction.atomic
def name_holder(
    *, officer: Officer, agency: Agency, since: date, today: date, by: Officer | None
) -> FocalOfficer | None:
    """Record whoever was given the role of a focal officer (``Role.OFFICER``) as the one that the agency has named.

    None, and nothing is done, where the agency has named somebody already or the role begins later.  Raises Refused.
    """
    if since > today or FocalDuty.OFFICER not in missing_duties(agency, today):
        return None
    return name_focal(
        agency=agency,
        duty=FocalDuty.OFFICER,
        name=officer.full_name or officer.username,
        position=officer.position,
        email=officer.email,
        officer=officer,
        since=since,
        today=today,
        by=by,
    )


@transaction.atomic
def correct_focal(
    *,
    focal: FocalOfficer,
    name: str,
    position: str,
    email: str,
    phone: str,
    officer: Officer | None,
    by: Officer | None,
) -> FocalOfficer:
    """Correct what is known of the same person (a new phone, a misspelt name)."""
    focal = rows.held(focal)
    if focal.until is not None:
        raise Refused(ENDED)
    before, reached = audit.snapshot(focal, _FIELDS), audit.snapshot(focal, _CONTACT)
    focal.name, focal.position, focal.email = name.strip(), position.strip(), email
    focal.phone, focal.officer = phone.strip(), officer
    focal.save()
    audit.record(
        "agency.focal_corrected",
        target=focal.agency,
        by=by,
        data={"duty": focal.duty},
        before=before,
        after=audit.snapshot(focal, _FIELDS),
        personal=audit.changed(reached, audit.snapshot(focal, _CONTACT)),
    )
    return focal


@transaction.atomic
def end_focal(*, focal: FocalOfficer, on: date, by: Officer | None) -> None:
    """End a focal officer's time without a successor; contact data that is no longer needed goes.

    The name stays as history; e-mail and telephone are erased (Law 91/2025: only what is needed).
    """
    focal = rows.held(focal)
    if focal.until is not None:
        raise Refused(ENDED)
    before = audit.snapshot(focal, ("name", "until"))
    focal.until = max(on, focal.since)
    focal.email = focal.phone = ""
    focal.save()
    audit.record(
        "agency.focal_ended",
        target=focal.agency,
        by=by,
        data={"duty": focal.duty},
        before=before,
        after=audit.snapshot(focal, ("name", "until")),
    )
    witness.changed(FOCAL, agencies=[focal.agency_id])


@dataclass(frozen=True, slots=True)
class Reminded:
    """How a round of reminders went, in agencies: told in the app, written to by mail, already reminded today,
    with nobody to reach."""

    told: int = 0
    mailed: int = 0
    before: int = 0
    unreachable: tuple[Agency, ...] = ()


@transaction.atomic
def remind(*, agencies: Iterable[Agency], today: date, by: Officer | None) -> Reminded:
    """Remind agencies to name their missing focal officers, each at most once a day.

    Officers with an account get a notice; where an agency has none, a letter goes to its own address
    or to the focal officer already named.  Agencies that miss nobody are passed over.
    """
    told = mailed = before = 0
    unreachable: list[Agency] = []
    for agency in agencies:
        missing = missing_duties(agency, today)
        if not missing or not agency.is_alive(today):
            continue
        accounts = list(Officer.objects.working_for([agency]))
        address = "" if accounts else _address(agency, today)
        if not accounts and not address:
            unreachable.append(agency)
            continue
        reminder, is_new = FocalReminder.objects.get_or_create(agency=agency, on=today, defaults={"by": by})
        if not is_new:
            before += 1
            continue
        if accounts:
            reminder.told = notifications.notify(
                recipients=accounts,
                kind="agencies.focal",
                once=f"agencies.focal:{agency.pk}:{today.isoformat()}",
                title=Sentence("agencies.focal"),
                text=_missing_sentence(agency, missing),
                url=reverse("agencies:agency", args=[agency.code]) + "#dau-moi",
            )
            reminder.save(update_fields=["told"])
            told += 1
        else:
            mailed += 1
            _write(agency, missing, address, today)
        audit.record(
            "agency.focal_reminded",
            target=agency,
            by=by,
            data={"missing": missing, "accounts": len(accounts)},
            personal={"mail_to": address} if address else None,
        )
    return Reminded(told, mailed, before, tuple(unreachable))


def missing_duties(agency: Agency, today: date) -> list[FocalDuty]:
    """Which of the two an agency has not named."""
    named = _named(agency=agency.pk, on=today)
    return [duty for duty in FocalDuty if duty.value not in named]


@shape
def _named(agency: int, on: date) -> QuerySet[FocalOfficer, str]:
    return FocalOfficer.objects.current(on).filter(agency=agency).values_list("duty", flat=True)


def _address(agency: Agency, today: date) -> str:
    if agency.email:
        return agency.email
    known = agency.focal_officers.current(today).exclude(email="").first()
    return known.email if known else ""


def missing_words(agency: Agency, today: date) -> Sentence:
    """Which of the two an agency that misses one has still to name."""
    return _missing_sentence(agency, missing_duties(agency, today))


def _missing_sentence(agency: Agency, missing: list[FocalDuty]) -> Sentence:
    what = missing[0].value if len(missing) == 1 else "both"
    return Sentence(f"agencies.focal.{what}", {"agency": agency.name})


def _write(agency: Agency, missing: list[FocalDuty], address: str, today: date) -> None:
    """A letter to the agency's own address, written with the reminder; the office sends it, once."""

    def text() -> str:
        return "\n\n".join(
            (
                _("Kính gửi %(agency)s,") % {"agency": agency.name},
                str(_missing_sentence(agency, missing)),
                _(
                    "Đề nghị quý cơ quan gửi họ tên, chức vụ, điện thoại và thư điện tử công vụ của cán bộ đầu mối "
                    "về cơ quan chủ trì."
                ),
            )
        )

    notifications.write_to(
        address=address,
        kind="agencies.focal",
        once=f"agencies.focal:{agency.pk}:{today.isoformat()}",
        title=Sentence("agencies.focal"),
        text=in_each(text),
    )
