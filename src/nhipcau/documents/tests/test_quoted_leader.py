"""The leader whose word a paper passes on is told by the house; nobody else is left out for being called alike."""

from __future__ import annotations

from datetime import date

import pytest

from nhipcau.agencies.models import Agency, AgencyName
from nhipcau.documents.letters import actions
from nhipcau.documents.letters.actions import Receiver
from nhipcau.documents.letters.models import RecipientRole
from nhipcau.documents.letters.receivers import read_receivers
from nhipcau.documents.letters.rules import PaperKind
from nhipcau.documents.letters.screens import letter_page
from nhipcau.kernel import clock
from nhipcau.office.signing import actions as signing

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())


@pytest.fixture
def sent(agency, other_agency, coordinator, departments):
    """sent(leader, copies, …) → what the page says of where a paper that quotes the leader goes."""
    AgencyName.objects.create(agency=other_agency, name="SVHTTDL", kind="abbreviation")

    def names(leader, copies: str, addressed: str = "[…]"):
        letter = actions.draft(
            kind=PaperKind.LETTER,
            agency=other_agency,
            by=coordinator,
            said_by=leader,
            receivers=[
                *read_receivers(addressed, RecipientRole.ADDRESSED, on=DAY),
                *read_receivers(copies, RecipientRole.COPY, on=DAY),
            ],
        )
        return letter_page(letter, reader=coordinator, now=clock.now()).going

    return names


def named(leader, post: str, name: str):
    leader.position, leader.full_name = post, name
    leader.save(update_fields=["position", "full_name"])
    return leader


@pytest.mark.parametrize(
    "line", ["Phó Chủ tịch Phạm Lãnh Đạo (để báo cáo)", "- Phó  Chủ tịch Phạm Lãnh Đạo;"]
)
def test_the_leader_gets_no_paper_copy(sent, leader, line):
    assert not sent(named(leader, "Phó Chủ tịch", "Phạm Lãnh Đạo"), line).unknown


@pytest.mark.parametrize(
    ("post", "name"),
    [
        ("Sở", "Công Thương"),
        ("Sở Công Thương", "(Nguyễn Văn A)"),
        ("Sở Công Thương (để báo cáo)", "."),
        ("Sở Công", "Thương;"),
    ],
)
def test_an_agency_gets_its_copy_however_a_leader_is_called(sent, leader, officer, post, name):
    assert sent(named(leader, post, name), "Sở Công Thương (để thực hiện)").inside == ("Sở Công Thương",)


def test_nor_are_the_members_of_a_group_left_out(sent, leader, officer):
    assert "Sở Công Thương" in sent(named(leader, "Các Sở,", "ban, ngành"), "Các Sở, ban, ngành").inside


@pytest.mark.parametrize("name", ["(Nguyễn Văn A)", "(để báo cáo)", ";"])
def test_nor_is_a_receiver_on_paper_whose_name_is_the_leaders_post(sent, leader, name):
    found = sent(named(leader, "Ban Quản lý Vịnh", name), "Ban Quản lý Vịnh")
    assert found.unknown == ("Ban Quản lý Vịnh",)


def test_whom_the_paper_is_addressed_to_gets_it_also_where_it_quotes_him(sent, leader):
    named(leader, "Phó Chủ tịch", "Phạm Lãnh Đạo")
    line = "Phó Chủ tịch Phạm Lãnh Đạo"
    assert sent(leader, "Như trên", addressed=line).unknown == (line,)
    assert sent(leader, line, addressed=line).unknown == (line,)


def test_a_post_that_changed_since_the_draft_loses_nobody(sent, leader):
    """The old line is another one than the leader's now: it goes on paper, and the page says so before it is sent."""
    named(leader, "Chủ tịch", "Phạm Lãnh Đạo")
    assert sent(leader, "Phó Chủ tịch Phạm Lãnh Đạo").unknown == ("Phó Chủ tịch Phạm Lãnh Đạo",)


def test_another_of_the_same_name_gets_the_copy(sent, leader):
    named(leader, "Phó Chủ tịch", "Phạm Lãnh Đạo")
    found = sent(leader, "Phó Chủ tịch Phạm Lãnh Đạo\nGiám đốc Sở Y tế Phạm Lãnh Đạo")
    assert found.unknown == ("Giám đốc Sở Y tế Phạm Lãnh Đạo",)


def test_it_is_so_at_the_issue_too(leader, agency, other_agency, coordinator, officer):
    """What is signed decides, not what the account says since."""
    from nhipcau.documents.letter_kind import LETTER
    from nhipcau.office.signing.models import Version

    AgencyName.objects.create(agency=other_agency, name="SVHTTDL", kind="abbreviation")
    named(leader, "Sở", "Công Thương")
    letter = actions.draft(
        kind=PaperKind.LETTER,
        agency=other_agency,
        by=coordinator,
        said_by=leader,
        fields={"summary": "thử", "body": "Nội dung.", "signer": coordinator},
        receivers=[
            Receiver("Sở Công Thương", agency, RecipientRole.ADDRESSED),
            Receiver("Sở Công Thương"),
            Receiver("Phó Chủ tịch Phạm Lãnh Đạo"),
        ],
    )
    version: Version = signing.present(subject=letter, by=coordinator)
    named(leader, "Phó Chủ tịch", "Phạm Lãnh Đạo")
    found = LETTER.going(version, DAY)
    assert found.inside == ("Sở Công Thương",)
    assert found.unknown == ("Phó Chủ tịch Phạm Lãnh Đạo",)
    assert Agency.objects.count() == 2
