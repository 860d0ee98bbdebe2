"""A small kind of paper to sign, and those who sign and number it."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import pypdfium2 as pdfium
import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cast import hold
from tests.laid import apart, laid

from nhipcau.agencies.models import Agency, AgencyGroup, Officer
from nhipcau.agencies.rules import Role
from nhipcau.engines.officialdoc.write.model import Draft, Letterhead, Paragraph, Signature
from nhipcau.office import about, permissions
from nhipcau.office.signing import rules
from nhipcau.office.signing.kinds import BookKey, Kind, Mark, Missing, Private, StepKind, kinds

NOW = datetime(2026, 6, 18, 8, 0, tzinfo=UTC)
DAY = date(2026, 6, 18)


def scan_pdf() -> bytes:
    """A scan as the smallest PDF that opens: one page, no words."""
    made = pdfium.PdfDocument.new()
    made.new_page(200, 280)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture
@apart
def at(monkeypatch):
    """at(ahead): the machine's clock stands that much ahead, until it is said otherwise."""
    true = timezone.now()

    def say(ahead: timedelta) -> None:
        monkeypatch.setattr(timezone, "now", lambda: true + ahead)

    yield say
    monkeypatch.undo()


@pytest.fixture
@laid
def mute(db) -> Agency:
    """An agency without accounts, reached by its own address."""
    return Agency.objects.create(
        code="so-y-te",
        name="Sở Y tế",
        kind="department",
        valid_from=date(2020, 1, 1),
        email="syt@example.org",
    )


@pytest.fixture
@laid
def checker(installation, agency) -> Officer:
    """A colleague of the focal officer who writes."""
    made = Officer.objects.create_user(
        username="soatxet", full_name="Hồ Soát Xét", agency=agency, position="Trưởng phòng"
    )
    hold(made, Role.OFFICER)
    return made


def _content(draft: AgencyGroup) -> dict:
    return {
        "title": draft.name,
        "lines": draft.kinds,
        "issuer": Agency.objects.get(code="so-cong-thuong").name,
    }


def _paper(content, mark: Mark) -> Draft:
    signer = mark.signer
    return Draft(
        letterhead=Letterhead(
            issuer=content["issuer"],
            symbol="TB-SCT",
            place="Lâm Đồng",
            number=mark.number,
            issued=mark.issued_on,
        ),
        kind="THÔNG BÁO",
        summary=content["title"],
        body=tuple(Paragraph(line) for line in content["lines"]),
        signature=Signature(
            position=signer.post if signer else "GIÁM ĐỐC",
            name=signer.name if signer else "",
            authority=signer.authority if signer else (),
        ),
    )


def _unfinished(draft: AgencyGroup) -> list[Missing]:
    return [] if draft.kinds else [Missing("Văn bản chưa có nội dung", "/soan/")]


def _editor(draft: AgencyGroup) -> Officer | None:
    return Officer.objects.filter(username="canbo").first()


def _private(draft: AgencyGroup) -> Private | None:
    if not draft.levels:
        return None
    return Private({"people": draft.levels}, DAY + timedelta(days=30))


def _book(version, day: date) -> BookKey:
    return BookKey(version.agency, "thong-bao", day.year, "Sổ thông báo")


NOTICE_PAPER = Kind(
    name="notice-paper",
    label="Thông báo",
    model=AgencyGroup,
    steps=(
        StepKind("check", "Soát xét", permissions.CHECK, by_other_than=(rules.EDITOR,)),
        StepKind("sign", "Ký", permissions.SIGN, by_other_than=("check",)),
    ),
    content=_content,
    paper=_paper,
    url=lambda draft: f"/soan/{draft.pk}/",
    reads=lambda officer, draft: officer.agency_id is not None,
    unfinished=_unfinished,
    agency=lambda draft: Agency.objects.get(code="so-cong-thuong"),
    editor=_editor,
    private=_private,
    book=_book,
    symbol=lambda version, number: f"{number}/TB-SCT",
)


@pytest.fixture
@apart
def paper_kind(monkeypatch) -> Kind:
    """Papers of one kind: checked by somebody else than the editor, signed by a third, numbered by the clerk."""
    monkeypatch.setitem(kinds._items, NOTICE_PAPER.name, NOTICE_PAPER)
    return NOTICE_PAPER


@pytest.fixture
@laid
def draft(paper_kind, officer) -> AgencyGroup:
    """A finished draft, written by the focal officer."""
    return AgencyGroup.objects.create(
        code="thong-bao-1", name="Lịch tiếp đoàn báo chí", kinds=["Đoàn đến ngày 20/6/2026."]
    )


@pytest.fixture
@laid
def presented(draft, officer):
    """The draft's words, waiting to be checked."""
    from nhipcau.office.signing import actions

    return actions.present(subject=draft, by=officer)


@pytest.fixture
@laid
def signed(presented, checker, agency_leader):
    """Checked and signed, without a number yet."""
    from nhipcau.office.signing import actions

    for person, step in ((checker, "check"), (agency_leader, "sign")):
        actions.take_step(version=presented, step=step, seen_seal=presented.seal, by=person, now=NOW)
    return presented


@pytest.fixture
@laid
def issued(signed, clerk):
    """Numbered and gone out."""
    from nhipcau.office.signing import actions

    actions.issue(version=signed, by=clerk, day=DAY)
    return signed


@pytest.fixture
@apart
def one_click(paper_kind, monkeypatch):
    """The kind as one that is signed and issued by one person at once."""
    from dataclasses import replace

    from nhipcau.office.signing.kinds import StepKind, kinds

    alone = replace(paper_kind, steps=(StepKind("sign", "Ký", "office.sign"),), issued_at_once=True)
    monkeypatch.setitem(kinds._items, paper_kind.name, alone)


@pytest.fixture
@apart
def agencies_are_asked_about(monkeypatch):
    """Agencies may be asked about: nothing that an app above offers is needed."""
    kinds = about.about_kinds.copy()
    kinds.register(
        about.AboutKind(
            name="agency",
            label="Cơ quan",
            model=Agency,
            title=str,
            url=lambda agency: reverse("agencies:agency", args=[agency.pk]),
            visible=lambda officer, keys: Agency.objects.filter(pk__in=keys),
        )
    )
    monkeypatch.setattr(about, "about_kinds", kinds)
