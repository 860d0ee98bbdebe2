from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhipcau.agencies.models import Agency
from nhipcau.kernel.days import written
from nhipcau.kernel.frozen import Frozen
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.office.registers import actions, queries, rules
from nhipcau.office.registers.models import Book, Number
from nhipcau.office.registers.rules import NumberState, Origin
from nhipcau.office.signing.deeds import issue_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def book_of(agency):
    return {"issuer": agency, "series": "cong-van", "year": 2026, "title": "Sổ công văn đi"}


def test_numbers_run_from_one_in_a_book_of_their_own(book_of, other_agency, clerk):
    first = actions.give(**book_of, by=clerk, what="Công văn một")
    second = actions.give(**book_of, by=clerk, what="Công văn hai")
    elsewhere = actions.give(**book_of | {"issuer": other_agency}, by=clerk, what="Công văn khác")
    next_year = actions.give(**book_of | {"year": 2027}, by=clerk, what="Năm sau")
    assert [first.text, second.text, elsewhere.text, next_year.text] == ["01", "02", "01", "01"]
    assert first.book == second.book != elsewhere.book


def test_sixty_agencies_have_sixty_books(installation, clerk):
    bodies = [Agency.objects.create(code=f"so-{n}", name=f"Sở thứ {n}") for n in range(60)]
    for body in bodies:
        actions.give(issuer=body, series="cong-van", year=2026, by=clerk, what="Công văn")
    assert Book.objects.count() == 60
    assert set(Book.objects.values_list("last", flat=True)) == {1}


def test_a_merged_body_gives_no_more_numbers_and_its_successor_begins_its_own_book(clerk):
    merged = Agency.objects.create(code="so-tttt", name="Sở Thông tin", valid_to=date(2025, 6, 30))
    heir = Agency.objects.create(code="so-vh", name="Sở Văn hóa mới", valid_from=date(2025, 7, 1))
    asked = {"series": "cong-van", "year": 2025, "by": clerk, "what": "Công văn"}
    assert actions.give(issuer=merged, on=date(2025, 6, 30), **asked).text == "01"
    with pytest.raises(Refused, match="kế nhiệm"):
        actions.give(issuer=merged, on=date(2025, 7, 1), **asked)
    with pytest.raises(Refused):
        actions.give(issuer=merged, **asked | {"year": 2026})
    assert actions.give(issuer=heir, on=date(2025, 7, 1), **asked).text == "01"


def test_a_number_given_up_is_shown_with_its_reason_and_never_given_again(book_of, clerk):
    kept = actions.give(**book_of, by=clerk, what="Công văn một")
    actions.give_up(number=kept, reason=" Trình nhầm ", by=clerk)
    assert actions.give(**book_of, by=clerk, what="Công văn hai").text == "02"
    shown = queries.rows(list(queries.numbers_of(kept.book)))
    assert [(row.number.text, row.state) for row in shown] == [
        ("02", NumberState.RESERVED),
        ("01", NumberState.GIVEN_UP),
    ]
    assert (shown[1].given_up.reason, shown[1].given_up.by) == ("Trình nhầm", clerk)
    with pytest.raises(Refused) as lock:
        actions.give_up(number=kept, reason="Lần nữa", by=clerk)
    day = written(timezone.localdate(shown[1].given_up.at))
    assert say(lock.value) == f"Số 01 đã được ghi là bỏ số ({clerk}, ngày {day})."


def test_a_number_is_not_given_up_without_a_reason(book_of, clerk):
    kept = actions.give(**book_of, by=clerk, what="Công văn một")
    with pytest.raises(Refused, match="lý do"):
        actions.give_up(number=kept, reason="  ", by=clerk)


def test_a_clerk_types_the_number_that_the_paper_book_gave_and_the_machine_goes_on(book_of, clerk):
    typed = actions.give(**book_of, text="Số: 312", by=clerk, what="Công văn trên giấy")
    following = actions.give(**book_of, by=clerk, what="Công văn sau")
    assert (typed.value, typed.origin, following.text) == (312, Origin.CLERK, "313")
    assert [run.text for run in queries.outside(typed.book)] == ["01–311"]
    assert queries.gaps(typed.book) == []


def test_a_number_typed_twice_names_the_paper_that_has_it(book_of, clerk):
    actions.give(**book_of, text="57", by=clerk, what="Kế hoạch tháng 6")
    with pytest.raises(Refused, match="Kế hoạch tháng 6"):
        actions.give(**book_of, text="057", by=clerk, what="Báo cáo")


@pytest.mark.parametrize(
    "text", ["", "57a", "-3", "0", "12345678", "099999999999", "000001000000", "năm mươi", "٣"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(Refused):
        rules.read_number(text)


def test_a_day_outside_the_books_year_is_refused(book_of, clerk):
    with pytest.raises(Refused, match="2026"):
        actions.give(**book_of, on=date(2025, 12, 31), by=clerk, what="Công văn")


def test_numbers_cannot_be_changed_deleted_or_doubled(book_of, clerk):
    kept = actions.give(**book_of, by=clerk, what="Công văn một")
    with pytest.raises(Frozen):
        Number.objects.update(value=7)
    with pytest.raises(Frozen):
        kept.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Number.objects.create(
            book=kept.book, value=1, text="01", origin="machine", reserved_at=kept.reserved_at,
            reserved_by=clerk, what="Trùng",
        )  # fmt: skip


def test_a_clerk_sees_the_own_agencys_books_only(book_of, other_agency, clerk, client_of):
    own = actions.give(**book_of, by=clerk, what="Công văn một").book
    others = actions.give(**book_of | {"issuer": other_agency}, by=clerk, what="Công văn").book
    assert list(queries.books_for(clerk)) == [own]
    visitor = client_of(clerk)
    assert visitor.get(f"/so-van-ban/{own.pk}/").status_code == 200
    assert visitor.get(f"/so-van-ban/{others.pk}/").status_code == 404


def test_the_page_of_a_book_shows_what_was_given_up_why_and_by_whom(book_of, clerk, client_of):
    kept = actions.give(**book_of, by=clerk, what="Công văn về lịch tiếp đoàn")
    visitor = client_of(clerk)
    page = visitor.get(f"/so-van-ban/{kept.book_id}/").content.decode()
    assert "Công văn về lịch tiếp đoàn" in page
    assert "Đang giữ số" in page
    done = visitor.post(f"/so-van-ban/so/{kept.pk}/bo/", {"reason": "Văn bản không ban hành nữa"})
    assert done.status_code == 302
    page = visitor.get(f"/so-van-ban/{kept.book_id}/").content.decode()
    assert "Văn bản không ban hành nữa" in page
    assert "Vũ Văn Thư" in page


def test_only_the_clerk_of_the_body_gives_up_its_numbers(
    book_of, other_agency, agency_leader, clerk, client_of
):
    kept = actions.give(**book_of, by=clerk, what="Công văn")
    foreign = actions.give(**book_of | {"issuer": other_agency}, by=clerk, what="Công văn")
    address = "/so-van-ban/so/{}/bo/"
    assert client_of(agency_leader).post(address.format(kept.pk), {"reason": "x"}).status_code == 403
    assert client_of(clerk).post(address.format(foreign.pk), {"reason": "x"}).status_code == 403
    assert not Number.objects.exclude(given_up=None).exists()


# --- properties ---

deeds = st.lists(
    st.one_of(
        st.just(("reserve", 0)),
        st.tuples(st.just("enter"), st.integers(1, 40)),
        st.tuples(st.just("give_up"), st.integers(0, 10)),
    ),
    max_size=25,
)


def _run(steps, clerk, issuer):
    """Do them all, whatever is refused."""
    for verb, value in steps:
        given_now = list(Number.objects.order_by("pk"))
        try:
            if verb == "reserve":
                actions.give(issuer=issuer, series="so", year=2026, by=clerk, what="x")
            elif verb == "enter":
                actions.give(issuer=issuer, series="so", year=2026, text=str(value), by=clerk, what="x")
            elif value < len(given_now):
                actions.give_up(number=given_now[value], reason="thử", by=clerk)
        except Refused:
            continue


@given(steps=deeds)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_no_number_is_given_twice_and_the_machine_leaves_no_gap(steps, clerk, agency):
    with transaction.atomic():
        _run(steps, clerk, agency)
        for book in Book.objects.all():
            values = list(book.numbers.order_by("pk").values_list("value", "origin"))
            assert len({value for value, _ in values}) == len(values)
            assert queries.gaps(book) == []
            highest = 0
            for value, origin in values:
                assert origin == Origin.CLERK or value == highest + 1
                highest = max(highest, value)
            assert book.last == highest
        transaction.set_rollback(True)


@given(st.sets(st.integers(1, 60)))
def test_runs_given_on_paper_are_exactly_what_is_missing(values):
    found = [n for run in rules.outside(values) for n in range(run.first, run.last + 1)]
    assert found == [n for n in range(1, max(values, default=0)) if n not in values]


def test_a_used_number_is_not_given_up(issued, clerk):
    number = Number.objects.get()
    with pytest.raises(Refused) as lock:
        actions.give_up(number=number, reason="Nhầm", by=clerk)
    issue = issue_of(issued)
    since = f"({issue.issued_by}, ngày {written(timezone.localdate(issue.issued_at))})"
    assert say(lock.value) == f"Số 01 đã dùng cho một văn bản phát hành {since} nên không bỏ được."
    (row,) = queries.rows([number])
    assert (row.state, row.use.title) == (NumberState.USED, "Lịch tiếp đoàn báo chí")


def test_missing_numbers_would_be_found():
    assert rules.gaps([1, 2, 4], []) == [3]
    assert rules.gaps([1, 2, 9], [8]) == []
    assert rules.gaps([], [5]) == []


def asked_for_paper(agency, **other):
    return {
        "issuer": agency.pk, "series": "cong-van", "on": "2026-03-02", "what": "Mời họp báo quý I", "text": "",
    } | other  # fmt: skip


def test_a_clerk_gives_the_next_number_to_a_paper_written_elsewhere(agency, clerk, client_of, monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-03-02")
    client = client_of(clerk)
    answer = client.post("/so-van-ban/cap-so/", asked_for_paper(agency))
    number = Number.objects.get()
    assert answer.url == f"/so-van-ban/{number.book_id}/"
    assert (number.text, number.book.title, number.book.year) == ("01", "Công văn", 2026)
    words = client.get(answer.url).content.decode()
    assert "Mời họp báo quý I" in words
    assert "Văn bản giấy" in words
    assert "02/03/2026" in words
    assert f"/so-van-ban/so/{number.pk}/bo/" in words, "a paper that never went out: its number is given up"


def test_numbers_of_the_paper_book_are_explained_one_by_one(agency, clerk, client_of, monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-03-02")
    client = client_of(clerk)
    client.post("/so-van-ban/cap-so/", asked_for_paper(agency, text="4"))
    book = Book.objects.get()
    words = client.get(f"/so-van-ban/{book.pk}/").content.decode()
    assert "01–03" in words
    form = f"/so-van-ban/cap-so/?quyen={book.pk}&so=01"
    assert form.replace("&", "&amp;") in words
    assert 'value="01"' in client.get(form).content.decode()
    for text in ("01", "02", "03"):
        client.post(form, asked_for_paper(agency, text=text, what=f"Văn bản {text}"))
    assert queries.outside(book) == []
    assert "Mời họp báo" in client.post(form, asked_for_paper(agency, text="4")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "because"),
    [
        ({"on": "2026-03-03"}, "chưa đến"),
        ({"text": "mười"}, "không đọc được"),
        ({"what": ""}, "nc-error"),
        ({"series": "khong-co"}, "nc-error"),
    ],
)
def test_what_cannot_be_numbered_leaves_no_book_behind(agency, clerk, client_of, monkeypatch, wrong, because):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-03-02")
    answer = client_of(clerk).post("/so-van-ban/cap-so/", asked_for_paper(agency, **wrong))
    assert because in answer.content.decode()
    assert not Book.objects.exists()


def test_nobody_numbers_for_another_body(agency, other_agency, clerk, officer, client_of, monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-03-02")
    answer = client_of(clerk).post("/so-van-ban/cap-so/", asked_for_paper(other_agency))
    assert "nc-error" in answer.content.decode()
    assert client_of(officer).post("/so-van-ban/cap-so/", asked_for_paper(agency)).status_code == 403
    others = actions.give(issuer=other_agency, series="cong-van", year=2026, by=clerk, what="Công văn")
    address = f"/so-van-ban/cap-so/?quyen={others.book_id}"
    assert client_of(clerk).get(address).status_code == 404
    assert not Number.objects.exclude(pk=others.pk).exists()


@pytest.mark.parametrize("text", ["", "7"])
def test_a_number_of_a_paper_is_given_up_once_and_explained(agency, clerk, client_of, text):
    number = actions.give_to_paper(
        issuer=agency, series="cong-van", on=date(2026, 3, 2), what="Mời họp", text=text, by=clerk
    )
    client = client_of(clerk)
    client.post(f"/so-van-ban/so/{number.pk}/bo/", {"reason": "Không phát hành"})
    words = client.get(f"/so-van-ban/{number.book_id}/").content.decode()
    assert "Không phát hành" in words
    assert f"/so-van-ban/so/{number.pk}/bo/" not in words
    assert actions.state_of(number) is NumberState.GIVEN_UP
