"""Papers that were signed and numbered outside stand in their issuer's number book: all of its numbers, each once, gaps shown."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from nhipcau.agencies.models import Agency
from nhipcau.kernel import clock
from nhipcau.kernel.proofs import all_doubts
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.office.registers import actions as registers
from nhipcau.office.registers import queries, rules
from nhipcau.office.registers.models import Bearer, Book, Number
from nhipcau.office.registers.rules import NumberState, Origin
from nhipcau.plans.models import Plan
from nhipcau.plans.tests.next_papers_cast import committee, drafted
from nhipcau.plans.tests.test_next_outside import issue as issue_plan
from nhipcau.reports.actions import writing
from nhipcau.reports.calls.actions import answering, judging
from nhipcau.reports.datacalls import CallReply
from nhipcau.reports.models import Report
from nhipcau.reports.tests.call_cast import WORDS, answer, call, draft, other_reply, question, reply
from nhipcau.reports.tests.conftest import DAY

__all__ = ["call", "draft", "other_reply", "reply"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12/BC-SCT", 12), ("Số: 05-BC/TU", 5), ("số 1205/BNG-LPQT", 1205), (" 7 / CV ", 7), ("99", 99), ("310/2026/QĐ-UBND", 310),
        ("12a/BC", None), ("BC-12", None), ("", None), ("0/BC", None), ("1234567/BC", None), ("không số", None), ("٣/BC", None),
    ],
)  # fmt: skip
def test_the_number_in_what_stands_on_a_paper(words, value):
    assert rules.number_in(words) == value


def on_paper(report: Report, number: str, by, day=date(2026, 5, 18)) -> Report:
    return writing.receive_on_paper(
        report=report, number=number, day=day, scan=None, declared=False, on=DAY, by=by
    )


def reply_on_paper(reply: CallReply, number: str, by, day=date(2026, 5, 18)) -> CallReply:
    return answering.receive_on_paper(
        reply=reply, number=number, day=day, signer="Nguyễn Văn An", post="Giám đốc", by=by
    )


def book_of(agency: Agency, series: str) -> Book:
    return Book.objects.get(issuer=agency, series=series, year=2026)


def shown(agency: Agency, series: str) -> list[tuple[str, NumberState]]:
    rows = queries.rows(list(queries.numbers_of(book_of(agency, series))))
    return [(row.number.text, row.state) for row in rows]


def test_a_report_on_paper_is_in_its_agencys_book_with_the_numbers_between_named(
    report, agency, coordinator, clerk, client_of
):
    on_paper(report, "12/BC-SCT", coordinator)
    book = book_of(agency, "bao-cao")
    assert shown(agency, "bao-cao") == [("12", NumberState.USED)]
    assert [run.text for run in queries.outside(book)] == ["01–11"]
    page = client_of(clerk).get(reverse("office:book", args=[book.pk])).text
    assert "Báo cáo 6 tháng đầu năm 2026" in page and "01–11" in page and "văn thư nhập" in page
    assert reverse("reports:report", args=[report.pk]) in page and "18/05/2026" in page
    following = registers.give(issuer=agency, series="bao-cao", year=2026, by=clerk, what="Báo cáo sau")
    assert following.text == "13"
    assert [doubt.words for _, found in all_doubts(["office.books"]) for doubt in found] == []


def test_a_number_that_another_paper_has_is_refused_with_that_papers_name(
    report, reply, agency, officer, coordinator
):
    registers.give_to_paper(
        issuer=agency,
        series="bao-cao",
        on=date(2026, 5, 4),
        what="Báo cáo tháng 4",
        text="12",
        by=coordinator,
    )
    with pytest.raises(Refused, match="Báo cáo tháng 4"):
        on_paper(report, "12/BC-SCT", coordinator)
    report.refresh_from_db()
    assert report.state == "writing" and Number.objects.count() == 1
    on_paper(report, "13/BC-SCT", coordinator)
    answer(reply, officer)
    with pytest.raises(Refused) as refused:
        reply_on_paper(reply, "13/BC-SCT", coordinator)
    assert "Báo cáo 6 tháng đầu năm 2026" in say(refused.value)
    reply_on_paper(reply, "13/SCT-VP", coordinator)  # a letter, which has a book of its own
    assert {book.series for book in Book.objects.filter(issuer=agency)} == {"bao-cao", "cong-van"}


def test_a_number_that_the_clerk_wrote_out_for_a_paper_of_that_day_is_this_paper(
    report, agency, coordinator, clerk
):
    kept = registers.give_to_paper(
        issuer=agency, series="bao-cao", on=date(2026, 5, 18), what="Báo cáo 6 tháng", text="12", by=clerk
    )
    on_paper(report, "12/BC-SCT", coordinator)
    assert Number.objects.get() == kept and Bearer.objects.get(number=kept).paper == report
    assert shown(agency, "bao-cao") == [("12", NumberState.USED)]
    with pytest.raises(Refused):
        registers.give_up(number=kept, reason="Nhầm", by=clerk)


def test_a_number_that_was_given_up_is_no_papers(report, agency, coordinator, clerk):
    kept = registers.give(
        issuer=agency, series="bao-cao", year=2026, text="12", by=clerk, what="Báo cáo tháng 3"
    )
    registers.give_up(number=kept, reason="Không ban hành", by=clerk)
    with pytest.raises(Refused, match="Báo cáo tháng 3"):
        on_paper(report, "12/BC-SCT", coordinator)


def test_what_was_given_back_comes_again_under_its_number_or_a_new_one(
    report, reply, agency, officer, coordinator
):
    held = on_paper(report, "12/BC-SCT", coordinator)
    writing.give_back(report=held, place="V.1", reason="Nêu rõ", by=coordinator)
    again = Report.objects.get(corrects=held)
    on_paper(again, "12/BC-SCT", coordinator)
    assert shown(agency, "bao-cao") == [("12", NumberState.USED)]
    answer(reply, officer)
    reply_on_paper(reply, "45/SCT-VP", coordinator)
    judging.give_back(reply=reply, reasons={question(reply.call, WORDS).pk: "Thiếu"}, by=coordinator)
    reply = CallReply.objects.get(pk=reply.pk)
    answering.write_answers(
        reply=reply, by=coordinator,
        answers={question(reply.call, WORDS).pk: answering.Written(answering.Said(text="Đã bổ sung."), 1)},
    )  # fmt: skip
    reply_on_paper(reply, "51/SCT-VP", coordinator)
    assert [text for text, _ in shown(agency, "cong-van")] == ["51", "45"]


@pytest.mark.parametrize("number", ["12a/BC-SCT", "BC-12", "số ghi tay"])
def test_what_no_book_can_hold_stays_on_the_paper_and_hinders_nothing(number, report, coordinator):
    assert on_paper(report, number, coordinator).paper_number == number
    assert not Book.objects.exists()


def test_a_paper_of_a_day_on_which_the_agency_did_not_exist_is_in_no_book_of_its(report, agency, coordinator):
    agency.valid_from = date(2026, 5, 1)
    agency.save()
    on_paper(report, "12/BC-SCT", coordinator, day=date(2026, 4, 28))
    assert not Book.objects.exists()


def test_the_plan_signed_outside_is_in_the_committees_book(
    coordinator, other_agency, departments, monkeypatch, client_of
):
    from nhipcau.plans.tests.next_papers_cast import NOW

    monkeypatch.setenv("NHIPCAU_TODAY", "2026-12-10")
    with clock.told(NOW):
        draft = drafted(by=coordinator, drafter=other_agency)
        registers.give_to_paper(
            issuer=committee(), series="ke-hoach", on=date(2026, 12, 1), what="Kế hoạch phòng dịch", text="678", by=coordinator
        )  # fmt: skip
        with pytest.raises(Refused, match="Kế hoạch phòng dịch"):
            issue_plan(draft, coordinator)
        assert not Plan.objects.exists()
        plan = issue_plan(draft, coordinator, number="690")
    row = queries.rows(list(queries.numbers_of(book_of(committee(), "ke-hoach"))), coordinator)[0]
    assert (row.number.text, row.number.origin, row.state) == ("690", Origin.CLERK, NumberState.USED)
    assert row.on == date(2026, 12, 8) and row.url == reverse("documents:document", args=[plan.document_id])
    assert [run.text for run in queries.outside(row.number.book)] == ["01–677", "679–689"]


def test_a_number_in_another_year_or_of_another_agency_is_another_number(
    report, other_reply, agency, other_agency, officer, coordinator
):
    on_paper(report, "12/BC-SCT", coordinator)
    answer(other_reply, coordinator)
    reply_on_paper(other_reply, "12/BC-SVHTTDL", coordinator)
    assert shown(other_agency, "bao-cao") == shown(agency, "bao-cao") == [("12", NumberState.USED)]
