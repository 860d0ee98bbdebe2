"""A house for the flows of papers: who drafts, checks, signs, numbers, answers and receives."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

RECEIVERS = ("so-b", "so-c")
OUTSIDE = "Hội Hữu nghị tỉnh"
CHAIN = {"checked": "soat", "signed": "ky"}


def prepare() -> None:
    """An agency that writes papers, two that receive them, and the province's coordinator."""
    from nhipcau.agencies.models import Agency, AgencyName
    from nhipcau.agencies.rules import Role
    from nhipcau.kernel import jobs, schedule
    from nhipcau.kernel.models import Installation

    Installation.objects.create(province="Lâm Đồng")
    house = Agency.objects.create(code="so-a", name="Sở A", valid_from=date(2020, 1, 1))
    AgencyName.objects.create(agency=house, name="SA", kind="abbreviation")
    for username, role, position in (
        ("soan", Role.OFFICER, "Chuyên viên"),
        ("soat", Role.OFFICER, "Trưởng phòng"),
        ("ky", Role.AGENCY_LEADER, "Giám đốc"),
        ("vanthu", Role.CLERK, "Văn thư"),
    ):
        _somebody(username, role, house, position)
    _somebody("dieuphoi", Role.COORDINATOR, house, "Trưởng phòng", of_agency=False)
    _somebody("lanhdao", Role.LEADER, None, "Phó Chủ tịch")
    _somebody("quantri", Role.ADMINISTRATOR, None, "Quản trị")
    for code in RECEIVERS:
        agency = Agency.objects.create(code=code, name=f"Sở {code[-1].upper()}", valid_from=date(2020, 1, 1))
        _somebody(f"canbo-{code}", Role.OFFICER, agency, "Chuyên viên")
    # The turns of the clock are over: only the flow writes.
    jobs.discover()
    schedule.enqueue_due()
    jobs.kept().delete()


def _somebody(username: str, role: Any, agency: Any, position: str, *, of_agency: bool = True) -> None:
    from nhipcau.agencies.models import Officer, RoleHolding

    made = Officer.objects.create(username=username, full_name=username, agency=agency, position=position)
    RoleHolding.objects.create(
        officer=made, role=role, agency=agency if of_agency else None, since=date(2020, 1, 1)
    )


def officer(username: str) -> Any:
    from nhipcau.agencies.models import Officer

    return Officer.objects.get(username=username)


def agency(code: str) -> Any:
    from nhipcau.agencies.models import Agency

    return Agency.objects.get(code=code)


def receivers() -> list[Any]:
    """Two agencies inside the system, one receiver for paper, and the office's own copy."""
    from nhipcau.documents.letters.actions import Receiver
    from nhipcau.documents.letters.models import RecipientRole

    addressed, copied = (agency(code) for code in RECEIVERS)
    return [
        Receiver(addressed.name, addressed, RecipientRole.ADDRESSED),
        Receiver(copied.name, copied),
        Receiver(OUTSIDE),
        Receiver("Lưu: VT"),
    ]


def draft(summary: str) -> Any:
    """A finished draft."""
    from nhipcau.documents.letters import actions
    from nhipcau.documents.letters.rules import PaperKind

    return actions.draft(
        kind=PaperKind.LETTER,
        agency=agency("so-a"),
        by=officer("soan"),
        fields={
            "summary": summary,
            "body": "Đề nghị cơ quan báo cáo trước ngày 25/6.",
            "signer": officer("ky"),
        },
        receivers=receivers(),
    )


def sign(version: Any) -> None:
    """The steps that are left, each by its person."""
    from django.utils import timezone

    from nhipcau.office.signing import actions
    from nhipcau.office.signing.models import Version

    taken = {step.name for step in Version.objects.with_deeds().get(pk=version.pk).steps.all()}
    for step, username in CHAIN.items():
        if step not in taken:
            actions.take_step(
                version=version, step=step, seen_seal=version.seal, by=officer(username), now=timezone.now()
            )


def soon() -> date:
    from django.utils import timezone

    return timezone.localdate() + timedelta(days=5)
