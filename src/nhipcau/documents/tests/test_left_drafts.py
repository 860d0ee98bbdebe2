"""What an agency had under way when it ceased goes on at its heir; numbers and what was signed stay as they are."""

# ruff: noqa: F811
from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from nhipcau.agencies.actions import handing_on
from nhipcau.agencies.actions.succession import merge
from nhipcau.agencies.models import Agency, AgencyName, Succession
from nhipcau.agencies.open_work import left_behind, open_work
from nhipcau.agencies.rules import AgencyKind, Role
from nhipcau.agencies.tasks import hand_on_by_rule
from nhipcau.digests import queries as digests
from nhipcau.documents.letters import actions
from nhipcau.documents.letters.models import Letter
from nhipcau.documents.tests.test_letters import (  # noqa: F401
    DAY,
    NOW,
    _today,
    house,
    issued,
    letter,
    somebody,
)
from nhipcau.kernel.models import LogEntry, Notice
from nhipcau.kernel.refusal import Refused
from nhipcau.office.registers.models import Book
from nhipcau.office.signing import actions as signing
from nhipcau.office.signing.deeds import returned_of, state_of
from nhipcau.office.signing.rules import State
from nhipcau.office.tests.test_proofs import found

pytestmark = pytest.mark.django_db(transaction=True)
AFTER = DAY + timedelta(days=1)


@pytest.fixture
def heir(db) -> Agency:
    made = Agency.objects.create(
        code="so-moi", name="Sở Thông tin", kind=AgencyKind.DEPARTMENT, valid_from=date(2020, 1, 1)
    )
    AgencyName.objects.create(agency=made, name="STT", kind="abbreviation")
    return made


@pytest.fixture
def newcomers(installation, heir):
    """People of the heir, who never were at the old agency."""
    return {
        "drafter": somebody("soanmoi", "Đỗ Soạn Mới", Role.OFFICER, heir, "Chuyên viên"),
        "checker": somebody("soatmoi", "Ngô Soát Mới", Role.OFFICER, heir, "Trưởng phòng"),
        "director": somebody("kymoi", "Vũ Giám Đốc Mới", Role.AGENCY_LEADER, heir, "Giám đốc"),
        "clerk": somebody("vanthumoi", "Hồ Văn Thư Mới", Role.CLERK, heir, "Văn thư"),
    }


@pytest.fixture
def merged(monkeypatch, other_agency, heir, coordinator):
    def do(**rest) -> None:
        monkeypatch.setenv("NHIPCAU_TODAY", AFTER.isoformat())
        ends = {
            "predecessor": other_agency,
            "successor": heir,
            "on": AFTER,
            "today": AFTER,
            "by": coordinator,
        }
        merge(**ends | rest)

    return do


@pytest.fixture
def ended(monkeypatch, other_agency):
    """The agency is dissolved: its last day is past, and nobody is named who takes over."""

    def do(*heirs: Agency) -> None:
        Agency.objects.filter(pk=other_agency.pk).update(valid_to=DAY)
        for each in heirs:
            Succession.objects.create(predecessor=other_agency, successor=each, on=AFTER)
        monkeypatch.setenv("NHIPCAU_TODAY", AFTER.isoformat())

    return do


def test_a_draft_goes_on_at_the_heir_who_signs_it_with_a_number_of_its_own_book(
    letter,
    house,
    merged,
    heir,
    newcomers,
    client_of,
):
    merged()
    letter.refresh_from_db()
    assert letter.agency == heir
    page = client_of(newcomers["drafter"]).get(reverse("documents:letter", args=[letter.pk])).text
    assert "Sở Thông tin" in page
    letter = actions.edit(
        letter=letter,
        fields={"signer": newcomers["director"]},
        receivers=[
            actions.Receiver(each.name, each.agency, actions.RecipientRole(each.role))
            for each in letter.recipients.all()
        ],
        edited=letter.edited,
        by=newcomers["drafter"],
    )
    version = issued(letter, newcomers)
    assert version.agency == heir and version.issue.number.book.issuer == heir
    assert version.issue.symbol.startswith("01/") and not Book.objects.exclude(issuer=heir).exists()
    assert found() == {}


def test_a_version_on_its_way_is_drawn_back_with_the_reason_and_stays_as_it_was(
    letter,
    house,
    merged,
    coordinator,
    newcomers,
):
    version = signing.present(subject=letter, by=house["drafter"])
    seal, content = version.seal, version.content
    merged()
    version = type(version).objects.with_deeds().get(pk=version.pk)
    assert state_of(version) is State.RETURNED
    assert "chuyển sang cơ quan tiếp nhận" in returned_of(version).reason
    assert (version.seal, version.content, version.agency.name) == (
        seal,
        content,
        "Sở Văn hóa, Thể thao và Du lịch",
    )
    letter.refresh_from_db()
    assert state_of(signing.present(subject=letter, by=newcomers["drafter"])) is State.PRESENTED
    assert found() == {}


def test_what_is_signed_or_given_up_does_not_move(letter, house, merged, other_agency, heir):
    version = issued(letter, house)
    dropped = actions.draft(kind=letter.kind, agency=other_agency, by=house["drafter"])
    actions.discard(letter=dropped, by=house["drafter"])
    merged()
    assert set(Letter.objects.values_list("agency", flat=True)) == {other_agency.pk}
    version.refresh_from_db()
    assert version.agency == version.issue.number.book.issuer == other_agency


def test_the_merger_is_previewed_told_to_the_heir_and_logged(
    letter,
    merged,
    other_agency,
    heir,
    newcomers,
    coordinator,
    client_of,
):
    wish = {"successor": heir.code, "on": DAY.isoformat(), "move_work": "on"}
    page = client_of(coordinator).post(reverse("agencies:merge", args=[other_agency.code]), wish).text
    assert "1 việc đang mở sẽ chuyển sang Sở Thông tin" in page and "Dự thảo văn bản chưa ký: 1" in page
    merged()
    told = Notice.objects.get(recipient=newcomers["drafter"], kind=handing_on.CAME)
    assert told.title == "Tiếp nhận việc của Sở Văn hóa, Thể thao và Du lịch"
    assert told.text == "1 việc đang mở đã chuyển sang Sở Thông tin."
    entry = LogEntry.objects.get(action="letter.passed_on_to")
    assert (entry.by, entry.data["to"]["name"]) == (coordinator, "Sở Thông tin")


def test_an_agency_that_ended_with_one_heir_gives_it_its_work_by_the_clock(
    letter,
    ended,
    heir,
    newcomers,
):
    ended(heir)
    assert hand_on_by_rule.call("slot") == 1
    letter.refresh_from_db()
    assert letter.agency == heir and Notice.objects.filter(recipient=newcomers["drafter"]).exists()
    assert hand_on_by_rule.call("slot") == 0
    assert found() == {}


@pytest.mark.parametrize("several", [False, True])
def test_with_several_heirs_or_none_the_coordinator_gives_it_on(
    letter,
    ended,
    other_agency,
    agency,
    heir,
    newcomers,
    coordinator,
    client_of,
    several,
):
    ended(*([agency, heir] if several else []))
    for _ in range(2):
        assert hand_on_by_rule.call("slot") == 0
    told = Notice.objects.get(recipient=coordinator, kind=handing_on.LEFT)
    assert "Sở Văn hóa, Thể thao và Du lịch không còn hoạt động" in told.title
    client = client_of(coordinator)
    assert "1 cơ quan không còn hoạt động có việc chưa nơi nào nhận" in client.get("/").text
    listed = client.get(reverse("agencies:agencies"), {"xem": "het", "loc": "con-viec"}).text
    assert other_agency.name in listed
    page = client.get(told.url).text
    assert "Việc chưa có nơi nhận" in page and "Dự thảo văn bản chưa ký: 1" in page
    address = reverse("agencies:hand_on", args=[other_agency.code])
    assert address in page
    form = client.get(address).text
    assert ("chia cho: Sở Công Thương, Sở Thông tin" if several else "chưa ghi cơ quan nào") in form
    done = client.post(address, {"successor": heir.code}, follow=True).text
    assert "Đã chuyển 1 việc đang mở sang Sở Thông tin." in done and "Việc chưa có nơi nhận" not in done
    letter.refresh_from_db()
    assert letter.agency == heir and not left_behind(AFTER).exists()
    assert LogEntry.objects.get(action="agency.work_handed_on").by == coordinator
    assert Notice.objects.filter(recipient=newcomers["drafter"], kind=handing_on.CAME).exists()
    assert found() == {}


def test_a_version_on_its_way_waits_for_a_person_not_for_the_clock(
    letter,
    house,
    ended,
    other_agency,
    heir,
    coordinator,
):
    version = signing.present(subject=letter, by=house["drafter"])
    ended(heir)
    assert hand_on_by_rule.call("slot") == 0
    letter.refresh_from_db()
    assert letter.agency == other_agency
    assert Notice.objects.filter(recipient=coordinator, kind=handing_on.LEFT).exists()
    handing_on.hand_on(predecessor=other_agency, successor=heir, today=AFTER, by=coordinator)
    assert state_of(type(version).objects.with_deeds().get(pk=version.pk)) is State.RETURNED
    assert found() == {}


def test_who_may_hand_on_from_whom_and_to_whom(letter, house, ended, other_agency, heir, agency, coordinator):
    ends = {"today": DAY, "by": coordinator}
    with pytest.raises(Refused, match="đang hoạt động"):
        handing_on.hand_on(predecessor=other_agency, successor=heir, **ends)
    ended()
    ends["today"] = AFTER
    Agency.objects.filter(pk=agency.pk).update(valid_to=DAY)
    with pytest.raises(Refused, match="không còn hoạt động"):
        handing_on.hand_on(predecessor=other_agency, successor=Agency.objects.get(pk=agency.pk), **ends)
    with pytest.raises(PermissionDenied):
        handing_on.hand_on(predecessor=other_agency, successor=heir, **ends | {"by": house["drafter"]})
    handing_on.hand_on(predecessor=other_agency, successor=heir, **ends)
    with pytest.raises(Refused, match="không còn việc nào"):
        handing_on.hand_on(predecessor=other_agency, successor=heir, **ends)
    assert open_work(other_agency) == []


def test_the_digests_to_come_are_issued_by_the_heir(installation, merged, other_agency, heir, coordinator):
    setting = digests.setting()
    setting.agency = other_agency
    setting.save()
    merged()
    assert digests.setting().agency == heir
    assert LogEntry.objects.get(action="digest.setting").after["agency"]["name"] == "Sở Thông tin"
