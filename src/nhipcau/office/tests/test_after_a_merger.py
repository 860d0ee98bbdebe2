"""An agency is merged while its papers are on their way: its successor's people finish what it left, in its name."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cast import _officer

from nhipcau.agencies.actions.succession import merge
from nhipcau.agencies.models import Agency, Officer, Succession
from nhipcau.agencies.rules import AgencyKind, Role
from nhipcau.engines.vntext import fold
from nhipcau.kernel.models import Notice
from nhipcau.kernel.refusal import Refused
from nhipcau.office.asks import actions as asking
from nhipcau.office.asks import queries as ask_queries
from nhipcau.office.asks.models import Ask
from nhipcau.office.asks.rules import Verdict
from nhipcau.office.certificates import queries as certificates
from nhipcau.office.deliveries import actions as sending
from nhipcau.office.deliveries import queries as sent
from nhipcau.office.deliveries.addressing import Addressed
from nhipcau.office.deliveries.channels import INSIDE
from nhipcau.office.deliveries.handing_out import hand_out
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import Receiver, State
from nhipcau.office.registers import queries as books
from nhipcau.office.registers.actions import give_up
from nhipcau.office.registers.models import Number
from nhipcau.office.signing import actions
from nhipcau.office.signing.deeds import state_of
from nhipcau.office.signing.permissions import may_issue, may_recall, may_wait_for
from nhipcau.office.signing.rules import State as Signing
from nhipcau.office.tests.conftest import DAY
from nhipcau.office.tests.test_issuing_over_turns import again, killed_after_the_number
from nhipcau.office.tests.test_proofs import found

pytestmark = pytest.mark.django_db
AFTER = DAY + timedelta(days=1)
LATER = timezone.make_aware(datetime(2026, 6, 19, 9, 0))


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())


@pytest.fixture
def heir(db) -> Agency:
    """Whoever takes the agency over; with people of its own who never were at the old one."""
    return Agency.objects.create(
        code="so-moi", name="Sở Kinh tế", kind=AgencyKind.DEPARTMENT, valid_from=date(2020, 1, 1)
    )


@pytest.fixture
def new_leader(installation, heir) -> Officer:
    return _officer("giamdocmoi", "Giám Đốc Mới", Role.AGENCY_LEADER, heir)


@pytest.fixture
def new_clerk(installation, heir) -> Officer:
    return _officer("vanthumoi", "Văn Thư Mới", Role.CLERK, heir)


@pytest.fixture
def merged(monkeypatch, agency, heir, coordinator):
    """merged(): from the next day on the heir does the agency's work; every account is loaded anew, as for a request."""

    def do(predecessor=agency, successor=heir, on=AFTER) -> None:
        monkeypatch.setenv("NHIPCAU_TODAY", on.isoformat())
        merge(predecessor=predecessor, successor=successor, on=on, by=coordinator, today=on)

    return do


def anew(officer: Officer) -> Officer:
    return Officer.objects.get(pk=officer.pk)


def test_nothing_more_is_signed_in_the_name_of_an_agency_that_is_no_more(
    presented, checker, agency_leader, merged, new_leader
):
    merged()
    for person in (checker, agency_leader, new_leader):
        with pytest.raises(Refused, match="Sở Công Thương không còn"):
            actions.take_step(
                version=presented, step="check", seen_seal=presented.seal, by=anew(person), now=LATER
            )
    assert state_of(again(presented)) is Signing.PRESENTED


def test_its_drafter_draws_back_what_can_no_longer_be_signed(presented, officer, merged):
    merged()
    actions.send_back(version=presented, reason="Cơ quan đã sáp nhập", by=anew(officer))
    assert state_of(again(presented)) is Signing.RETURNED and found() == {}


@pytest.mark.parametrize("who", ["clerk", "new_clerk"])
def test_what_it_had_signed_goes_out_in_its_name_by_its_last_day(signed, merged, request, who):
    by = request.getfixturevalue(who)
    merged()
    assert again(signed) in may_wait_for(anew(by))
    with pytest.raises(Refused):
        actions.issue(version=signed, by=anew(by), day=AFTER)  # of a day on which it was no more
    assert not Number.objects.exists()
    issue = actions.issue(version=signed, by=anew(by), day=DAY)
    assert (issue.issued_on, issue.number.book.issuer.name) == (DAY, "Sở Công Thương")
    assert found() == {}


@pytest.mark.parametrize("who", ["clerk", "new_clerk"])
def test_a_number_kept_at_the_merger_is_taken_up_or_given_up_by_the_heir_s_clerk(
    signed, clerk, merged, request, who, monkeypatch, client_of
):
    by = request.getfixturevalue(who)
    killed_after_the_number(signed, clerk, DAY, monkeypatch)
    merged()
    number = Number.objects.get()
    assert number.book in books.books_for(anew(by))
    assert client_of(anew(by)).get(reverse("office:version", args=[signed.pk])).status_code == 200
    assert books.get_number_for(anew(by), number.pk) == number
    issue = actions.issue(version=again(signed), by=anew(by), day=DAY)
    assert issue.number == number and found() == {}


def test_a_number_left_behind_is_given_up_with_a_reason(signed, clerk, merged, new_clerk, monkeypatch):
    killed_after_the_number(signed, clerk, DAY, monkeypatch)
    merged()
    number = books.get_number_for(anew(new_clerk), Number.objects.get().pk)
    give_up(number=number, reason="Cơ quan đã sáp nhập", by=anew(new_clerk))
    actions.send_back(version=again(signed), reason="Cơ quan đã sáp nhập", by=anew(new_clerk))
    assert found() == {}


def test_the_heir_s_leader_calls_back_a_paper_of_the_old_agency(issued, merged, new_leader, client_of):
    merged()
    assert client_of(anew(new_leader)).get(reverse("office:version", args=[issued.pk])).status_code == 200
    actions.recall(version=issued, reason="Sai thẩm quyền", by=anew(new_leader), now=LATER)
    assert state_of(again(issued)) is Signing.RECALLED and found() == {}


def test_through_two_mergers_too(issued, merged, heir, new_leader, other_agency):
    merged()
    merged(heir, other_agency, AFTER + timedelta(days=1))
    actions.recall(version=issued, reason="Sai thẩm quyền", by=anew(new_leader), now=LATER)
    assert found() == {}


def test_another_agency_s_people_get_nothing_by_it(issued, merged, new_clerk, other_agency):
    stranger = _officer("vanthukhac", "Văn Thư Khác", Role.CLERK, other_agency)
    merged()
    assert not may_issue(again(issued), anew(stranger))
    assert not may_recall(again(issued), anew(stranger))
    assert not books.books_for(anew(stranger)).exists()


@pytest.fixture
def came(issued, coordinator, other_agency):
    """A paper that came to another agency and that nobody there has confirmed."""
    to = Addressed(inside=(Receiver(other_agency.name, agency=other_agency.pk),), paper=())
    (one,) = hand_out(version=issued, to=to, acknowledge_by=DAY, by=coordinator)
    return one


def test_what_came_to_an_agency_is_confirmed_by_its_heir(came, merged, other_agency, new_clerk, client_of):
    merged(other_agency)
    assert came in sent.to_confirm(anew(new_clerk))
    assert str(came.title) in client_of(anew(new_clerk)).get(reverse("office:received")).text
    sending.acknowledge(delivery=came, by=anew(new_clerk))
    assert Delivery.objects.get(pk=came.pk).state == State.CONFIRMED and found() == {}


def test_the_heir_is_told_of_a_recall(came, merged, other_agency, new_clerk, agency_leader):
    merged(other_agency)
    actions.recall(version=came.version, reason="Sai", by=agency_leader, now=LATER)
    (told,) = Delivery.objects.by(INSIDE).filter(notice__kind="office.recalled")
    assert told in Delivery.objects.to_be_read_by(anew(new_clerk))
    assert Notice.objects.filter(recipient=new_clerk, title__startswith="Thu hồi").exists()


def test_what_an_agency_was_asked_is_answered_by_its_heir(
    agencies_are_asked_about, merged, other_agency, agency, heir, coordinator
):
    (asked,) = asking.ask(
        about=other_agency, to=[agency], question="Góp ý?", due=AFTER, today=DAY, by=coordinator
    )
    newcomer = _officer("canbomoi", "Cán Bộ Mới", Role.OFFICER, heir)
    merged()
    assert asked in ask_queries.open_for(anew(newcomer))
    assert newcomer in ask_queries.people_of(Ask.objects.get(pk=asked.pk))
    asking.answer(asked=asked, verdict=Verdict.AGREE, text="Đồng ý", today=AFTER, by=anew(newcomer))
    assert found() == {}


def test_of_an_agency_that_was_divided_the_part_with_this_work_goes_on(
    issued, agency, heir, other_agency, coordinator, new_leader, monkeypatch
):
    stranger = _officer("giamdockhac", "Giám Đốc Khác", Role.AGENCY_LEADER, other_agency)
    monkeypatch.setenv("NHIPCAU_TODAY", AFTER.isoformat())
    merge(
        predecessor=agency,
        successor=heir,
        on=AFTER,
        by=coordinator,
        today=AFTER,
        what="Công tác Thông Tin Đối Ngoại",
    )
    Succession.objects.create(predecessor=agency, successor=other_agency, on=AFTER, what="Quản lý chợ")
    assert may_recall(again(issued), anew(new_leader))
    assert not may_recall(again(issued), anew(stranger))
    for person, sees in ((new_leader, True), (stranger, False)):
        assert (agency in Agency.objects.left_to(anew(person).own_agencies())) is sees


HEIR_OF_THE_RECEIVER = "Sở Văn hóa, Thể thao và Du lịch → Sở Kinh tế"


@pytest.fixture
def sent_out(issued, coordinator, other_agency) -> list[Delivery]:
    """A paper that went to another agency, which has not confirmed it, and to a society that gets paper."""
    to = Addressed(
        inside=(Receiver(other_agency.name, agency=other_agency.pk),),
        paper=(Receiver("Hội Hữu nghị Việt – Lào"),),
    )
    return hand_out(version=issued, to=to, acknowledge_by=DAY, by=coordinator)


def test_the_heir_s_clerk_sees_to_what_the_old_agency_had_sent(
    sent_out, issued, merged, new_clerk, other_agency, client_of
):
    stranger = _officer("vanthukhac", "Văn Thư Khác", Role.CLERK, other_agency)
    merged()
    client = client_of(anew(new_clerk))
    where = ["ban-ky", issued.pk]
    assert other_agency.name in client.get(reverse("office:sent", args=where)).text
    assert other_agency.name in client.get(reverse("office:overdue")).text
    assert client.get(reverse("office:papers")).context["page"].object_list
    paper = next(one for one in sent_out if one.agency_id is None)
    ticked = {"copy": [paper.pk], "on": AFTER.isoformat()}
    client.post(reverse("office:paper", args=where), ticked)
    paper.refresh_from_db()
    assert paper.state == State.SENT and found() == {}
    for page in ("office:sent", "office:paper"):
        assert client_of(anew(stranger)).get(reverse(page, args=where)).status_code == 404


def test_whoever_sent_it_reads_who_confirms_it_now(sent_out, issued, merged, clerk, other_agency, client_of):
    merged(other_agency)
    client, pages = client_of(anew(clerk)), [("office:sent", ["ban-ky", issued.pk]), ("office:overdue", [])]
    for page, where in pages:
        assert HEIR_OF_THE_RECEIVER in client.get(reverse(page, args=where)).text
    heir_s = _officer("canbomoi", "Cán Bộ Mới", Role.OFFICER, Agency.objects.get(code="so-moi"))
    inside = next(one for one in sent_out if one.agency_id)
    sending.acknowledge(delivery=inside, by=anew(heir_s))
    page = client.get(reverse("office:sent", args=["ban-ky", issued.pk])).text
    assert (
        other_agency.name in page and HEIR_OF_THE_RECEIVER not in page
    )  # it came; nobody waits for it any more


def test_whoever_asked_reads_who_answers_now(
    agencies_are_asked_about, merged, other_agency, agency, heir, coordinator, client_of
):
    (asked,) = asking.ask(
        about=other_agency, to=[agency], question="Góp ý?", due=AFTER, today=DAY, by=coordinator
    )
    merged()
    client, both = client_of(anew(coordinator)), "Sở Công Thương → Sở Kinh tế"
    for page in (f"{reverse('office:asks')}?xem=da-hoi", reverse("office:ask", args=[asked.pk])):
        assert both in client.get(page).text
    newcomer = _officer("canbomoi", "Cán Bộ Mới", Role.OFFICER, heir)
    asking.answer(asked=asked, verdict=Verdict.AGREE, text="Đồng ý", today=AFTER, by=anew(newcomer))
    assert both not in client.get(reverse("office:ask", args=[asked.pk])).text


def test_lists_of_what_was_sent_and_asked_cost_the_same_however_many_are_gone(
    issued, agencies_are_asked_about, merged, coordinator, clerk, heir, client_of, monkeypatch
):
    def more(names: list[str]) -> None:
        monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())
        gone = [Agency.objects.create(code=fold(name), name=name, valid_to=DAY) for name in names]
        to = Addressed(inside=tuple(Receiver(one.name, agency=one.pk) for one in gone), paper=())
        hand_out(version=issued, to=to, acknowledge_by=DAY, by=coordinator)
        asking.ask(about=heir, to=gone, question="Góp ý?", due=AFTER, today=DAY, by=coordinator)
        for one in gone:
            Succession.objects.create(predecessor=one, successor=heir, on=AFTER)
        monkeypatch.setenv("NHIPCAU_TODAY", AFTER.isoformat())

    def count() -> list[int]:
        counts = []
        for person, page in (
            (clerk, reverse("office:sent", args=["ban-ky", issued.pk])),
            (clerk, reverse("office:overdue")),
            (coordinator, f"{reverse('office:asks')}?xem=da-hoi"),
        ):
            client = client_of(person)
            client.get(page)
            with CaptureQueriesContext(connection) as asked:
                shown = client.get(page).text
            assert "Sở Cũ A → Sở Kinh tế" in shown
            counts.append(len(asked))
        return counts

    more(["Sở Cũ A", "Sở Cũ B", "Sở Cũ C"])
    few = count()
    more([f"Sở Cũ {letter}" for letter in "DEGHIKLMNO"])
    assert count() == few


def test_a_seal_that_is_left_is_seen_and_taken_away_by_the_heir_s_clerk(agency, merged, new_clerk):
    merged()
    assert agency in certificates.sealed_for(anew(new_clerk))
