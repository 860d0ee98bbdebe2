"""Figures that somebody enters, goals, an office's own indicators, and what is closed: as the offices use them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from nhipcau.engines.counting import Status
from nhipcau.indicators import actions, proving, queries, rules
from nhipcau.indicators.models import ClosedFigure, Closing, Entered, FigureGoal, OwnIndicator
from nhipcau.kernel import audit
from nhipcau.kernel.frozen import Frozen
from nhipcau.kernel.refusal import Refused

pytestmark = pytest.mark.django_db
GUESTS = "INTL_DELEGATIONS"


@pytest.fixture(autouse=True)
def _on_18_june_2026(monkeypatch, installation):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-06-18")
    queries.forget()


def asked(period="2026-H1", agency=None):
    return queries.asked(period, agency)


def part_of(code=GUESTS, part=""):
    return queries.definitions().get(code).part(part)


def line(code=GUESTS, period="2026-H1", agency=None, place=0):
    question = asked(period, agency)
    return queries.figures(question, [question.definitions.get(code)])[code].lines[place]


def enter(value, by, *, period="2026-H1", agency=None, code=GUESTS, source="Sở Ngoại vụ, công văn 12/SNV-LT"):
    return actions.enter(
        question=asked(period, agency), part=part_of(code), value=value, source=source, by=by
    )


# ---- numbers as officers type them


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1250", 1250),
        ("1.250", 1250),
        (" 1.250,5 ", Decimal("1250.5")),
        ("12,5", Decimal("12.5")),
        ("12.5", Decimal("12.5")),
        ("0", 0),
        ("1 250", 1250),
        ("12.345.678", 12345678),
        ("7,0", 7),
    ],
)
def test_a_number_is_read_as_it_is_typed(typed, read):
    assert rules.read_number(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "-3", "mười", "1.25.0", "1,2,3", "²", "٣", "1e9", "NaN", "9" * 30, "1.2345678"]
)
def test_what_is_no_number_is_refused_with_an_example(typed):
    with pytest.raises(Refused, match="1250"):
        rules.read_number(typed)


# ---- entries


def test_an_entry_stands_with_its_source_and_a_later_one_takes_its_place(coordinator):
    assert line().now.status == Status.MISSING
    enter(9, coordinator)
    enter(10, coordinator, source="Sở Ngoại vụ, công văn 15/SNV-LT")
    now = line().now
    assert (now.value, now.status, now.typed[-1].source) == (
        10,
        Status.TYPED,
        "Sở Ngoại vụ, công văn 15/SNV-LT",
    )
    assert [each.value for each in now.replaced] == [9]
    assert [one.action for one in audit.history(Entered.objects.first())] == ["figures.entered"]


def test_entries_of_two_quarters_fill_the_half_year_and_last_year_stands_beside(coordinator):
    enter(4, coordinator, period="2026-Q1")
    enter(5, coordinator, period="2026-Q2")
    enter(6, coordinator, period="2025-H1")
    found = line(period="2026-H1")
    assert (found.now.value, found.year_before.value, found.change.difference) == (9, 6, 3)


@pytest.mark.parametrize(
    ("value", "source", "period", "code", "words"),
    [
        (3, "  ", "2026-H1", GUESTS, "nguồn"),
        (3, "Sở Ngoại vụ", "2027", GUESTS, "chưa bắt đầu"),
        (Decimal("2.5"), "Sở Ngoại vụ", "2026-H1", GUESTS, "số nguyên"),
    ],
)
def test_an_entry_without_a_source_of_a_time_to_come_or_of_half_a_guest_is_refused(
    coordinator, value, source, period, code, words
):
    with pytest.raises(Refused, match=words):
        enter(value, coordinator, source=source, period=period, code=code)
    assert not Entered.objects.exists()


def test_an_entry_is_never_changed(coordinator):
    made = enter(9, coordinator)
    made.value = 10
    with pytest.raises(Frozen):
        made.save()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE indicators_entered SET value = 10")


def test_an_agency_s_entry_is_not_the_province_s(coordinator, officer, agency):
    enter(3, officer, agency=agency)
    assert line(agency=agency).now.value == 3
    assert line().now.status == Status.MISSING
    question = asked()
    assert [
        (found.code, counted.main.value)
        for found, counted in queries.by_agency(question, question.definitions.get(GUESTS))
    ] == [(agency.code, 3)]


def test_a_figure_by_agency_is_read_when_it_is_asked_for(coordinator, officer, agency, client_of):
    enter(3, officer, agency=agency)
    client = client_of(coordinator)
    where = reverse("indicators:indicator", args=[GUESTS]) + "?ky=2026-H1"
    assert "Xem theo từng cơ quan" in client.get(where).text
    page = client.get(where + "&theo=co-quan").text
    assert "Theo cơ quan: 1 cơ quan" in page and agency.name in page.partition('id="theo-co-quan"')[2]


def test_agencies_that_ended_before_the_period_are_not_offered(coordinator, agency, client_of):
    from nhipcau.agencies.models import Agency

    Agency.objects.create(code="gone", name="Báo Đã Sáp Nhập", valid_to=date(2025, 6, 30))
    client = client_of(coordinator)
    where = reverse("indicators:figures")
    assert "Báo Đã Sáp Nhập" not in client.get(where + "?ky=2026-H1").text
    assert "Báo Đã Sáp Nhập" in client.get(where + "?ky=2025-H1").text
    assert "Báo Đã Sáp Nhập" in client.get(where + "?ky=2026-H1&co-quan=gone").text


# ---- goals


def test_a_goal_of_the_year_stands_beside_the_running_total_until_it_is_taken_back(coordinator):
    enter(9, coordinator)
    goal = {"question": asked("2026"), "part": part_of(), "at_most": False, "by": coordinator}
    actions.set_goal(value=20, source="678/KH-UBND", **goal)
    (standing,) = line().goals
    assert (standing.met, standing.percent) == (False, Decimal("45.0"))
    actions.set_goal(value=8, source="678/KH-UBND", **goal)
    assert [each.met for each in line().goals] == [True]
    actions.set_goal(value=None, source="Văn bản sửa đổi", **goal)
    assert line().goals == () and FigureGoal.objects.count() == 3


# ---- an office's own


def own(**more):
    words = {"code": "KHMER_NEWS", "name": "Tin tiếng Khmer", "name_en": "", "unit": "tin", "unit_en": ""}
    words |= {"over": "sum", "level": "both", **more}
    return rules.OwnWords(
        **(words | {"over": rules.Over(words["over"]), "level": rules.Level(words["level"])})
    )


def test_an_own_indicator_is_entered_and_ended_without_losing_what_was_entered(coordinator):
    made = actions.add_own(words=own(), by=coordinator)
    enter(7, coordinator, code="KHMER_NEWS")
    assert line("KHMER_NEWS").now.value == 7
    actions.end_own(own=made, by=coordinator)
    assert "KHMER_NEWS" not in queries.definitions() and Entered.objects.count() == 1
    assert queries.figures(asked())  # an entry of an ended indicator stops nothing
    with pytest.raises(Refused, match="thôi dùng"):
        actions.end_own(own=made, by=coordinator)
    with pytest.raises(Refused, match="KHMER_NEWS"):
        actions.add_own(words=own(), by=coordinator)


def test_an_own_indicator_counts_records_of_a_kind(coordinator, signed):
    actions.add_own(words=own(code="MORNING", kind="digest", where="form=daily"), by=coordinator)
    assert line("MORNING", "2026-H2").now.value == line("DIGESTS_DAILY", "2026-H2").now.value == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"code": "khmer"}, "Mã gồm"),
        ({"code": "TASKS_DONE"}, "Đã có"),
        ({"kind": "digest", "where": "form=yearly"}, "giá trị"),
        ({"kind": "digest", "where": "colour=red"}, "không có"),
        ({"kind": "digest", "where": "form=="}, "điều kiện|giá trị|Điều kiện"),
        ({"kind": "digest", "over": "last"}, "một ngày"),
    ],
)
def test_an_own_indicator_that_cannot_be_counted_says_why(coordinator, more, words):
    with pytest.raises(Refused, match=words):
        actions.add_own(words=own(**more), by=coordinator)
    assert not OwnIndicator.objects.exists()


# ---- closing


def test_closed_figures_stand_whatever_is_entered_later_and_a_correction_has_a_reason(coordinator, leader):
    enter(9, coordinator)
    first = actions.close(question=asked(), by=coordinator)
    assert (first.version, first.figures.filter(indicator=GUESTS).count()) == (1, 1)
    enter(11, coordinator)
    question = asked()
    assert queries.closed_of(question).values[GUESTS, ""] == 9
    with pytest.raises(Refused, match="lý do"):
        actions.correct(question=question, reason=" ", by=coordinator)
    second = actions.correct(question=question, reason="Sở Ngoại vụ báo bổ sung 2 đoàn.", by=coordinator)
    assert (second.version, [row.indicator for row in second.figures.all()]) == (2, [GUESTS])
    assert queries.closed_of(asked()).values[GUESTS, ""] == 11
    with pytest.raises(Refused, match="đúng như bản đã chốt"):
        actions.correct(question=asked(), reason="Lần nữa", by=coordinator)
    with pytest.raises(Refused, match="đã chốt"):
        actions.close(question=asked(), by=coordinator)
    assert list(proving.closed_figures()) == []
    assert Closing.objects.count() == 2


def test_a_running_period_is_not_closed(coordinator):
    enter(9, coordinator, period="2026-H2")
    with pytest.raises(Refused, match="14/12/2026"):
        actions.close(question=asked("2026-H2"), by=coordinator)
    assert not ClosedFigure.objects.exists()


def test_a_figure_that_was_changed_behind_the_seal_is_found(coordinator):
    enter(9, coordinator)
    actions.close(question=asked(), by=coordinator)
    row = ClosedFigure.objects.get(indicator=GUESTS)
    forged = ClosedFigure(
        closing=Closing.objects.create(period="2025", scope="province", on=date(2026, 6, 18), by=coordinator),
        indicator=GUESTS,
        version=1,
        value=90,
        content=row.content.replace('"9"', '"90"'),
        on=row.on,
        by_name=row.by_name,
        seal=row.seal,
    )
    forged.save(force_insert=True)
    (doubt,) = proving.closed_figures()
    assert GUESTS in doubt.words


def test_a_value_that_is_not_what_its_content_says_is_found(coordinator):
    enter(9, coordinator)
    closing = actions.close(question=asked(), by=coordinator)
    row = closing.figures.get(indicator=GUESTS)
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    ClosedFigure.objects.create(**kept | {"id": None, "value": 90, "part": "x"})
    assert any("niêm phong" in doubt.words for doubt in proving.closed_figures())


# ---- the pages


def test_an_officer_enters_for_the_own_agency_and_for_no_other(officer, agency, other_agency, client_of):
    client = client_of(officer)
    where = reverse("indicators:enter", args=[GUESTS]) + "?ky=2026-H1&co-quan="
    assert client.get(where + agency.code).status_code == 200
    kept = client.post(where + agency.code, {"value": "1.250", "source": "Sổ của Sở"}, follow=True)
    assert "1.250" in kept.text and "Sổ của Sở" in kept.text
    assert client.get(where + other_agency.code).status_code == 404
    assert client.post(where, {"value": "3", "source": "x"}).status_code in {200, 302, 403}
    assert [row.scope for row in Entered.objects.order_by("pk")][:1] == [agency.code]
    assert not Entered.objects.filter(scope="province").exists()


def test_what_is_typed_wrong_stays_in_the_form_with_what_is_wrong(coordinator, client_of):
    page = client_of(coordinator).post(
        reverse("indicators:enter", args=[GUESTS]), {"value": "chín", "source": "Công văn 12"}
    )
    assert page.status_code == 422
    assert "Không đọc được số “chín”" in page.text and "Công văn 12" in page.text


def test_the_coordinator_closes_and_corrects_on_the_page(coordinator, client_of):
    enter(9, coordinator)
    client = client_of(coordinator)
    page = client.get(reverse("indicators:figures") + "?ky=2026-H1")
    assert "Chốt số liệu" in page.text
    page = client.post(reverse("indicators:close") + "?ky=2026-H1", follow=True)
    assert "Số liệu đã chốt ngày 18/06/2026" in page.text
    enter(11, coordinator)
    page = client.get(reverse("indicators:figures") + "?ky=2026-H1")
    assert "nay là 11" in page.text and "1 số liệu nay đã khác" in page.text
    correct = reverse("indicators:correct") + "?ky=2026-H1"
    assert client.post(correct, {"reason": ""}).status_code == 422
    page = client.post(correct, {"reason": "Báo bổ sung 2 đoàn"}, follow=True)
    assert "bản 2" in page.text and "nay là" not in page.text


def test_a_leader_reads_everything_and_writes_nothing(leader, client_of):
    client = client_of(leader)
    assert client.get(reverse("indicators:figures")).status_code == 200
    assert client.post(reverse("indicators:close")).status_code == 403
    assert client.get(reverse("indicators:enter", args=[GUESTS])).status_code == 403
    assert client.get(reverse("indicators:goal", args=[GUESTS])).status_code == 403


@pytest.mark.parametrize(
    "address", ["?ky=9999-H9", "?ky=" + "x" * 500, "?ky=2026-H1&co-quan=khong-co", "?ky=%00"]
)
def test_an_address_that_names_nothing_is_not_found(coordinator, client_of, address):
    assert client_of(coordinator).get(reverse("indicators:figures") + address).status_code == 404


def test_an_unknown_indicator_is_not_found(coordinator, client_of):
    assert client_of(coordinator).get(reverse("indicators:indicator", args=["NO_SUCH"])).status_code == 404
