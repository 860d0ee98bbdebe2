"""The law's limits on the screen: sources, ticks, reckoning; swapped days entered by the coordinator."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from nhipcau.engines.lawdates import Book, Checked, Swap, Unit, default_book, reckon, rules
from nhipcau.kernel import audit
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.sentences import of_both
from nhipcau.office.deadlines import actions, law, words
from nhipcau.office.deadlines.models import DayOffSwap, LawRuleCheck
from nhipcau.office.deadlines.queries import compared_rules, rule_named

pytestmark = pytest.mark.django_db
PAGE, SWAPS = "/thoi-han/", "/thoi-han/hoan-doi/"
RULE = "FP_LOCAL"


def test_every_rule_stands_on_the_page_with_its_law_source_and_doubt(client_of, officer):
    page = client_of(officer).get(PAGE).content.decode()
    for rule in rules():
        assert f'id="{rule.code}"' in page
        assert rule.law in page
    assert page.count("nc-badge warn") == len(rules()), "each says that it is to be compared with the gazette"
    assert "Tôi đã đối chiếu" not in page, "those who only read have nothing to tick"


@pytest.mark.parametrize(
    ("find", "code", "other"),
    [("van phong thuong tru", "FP_LOCAL", "SPK_REPORT"), ("244/2026 báo cáo năm", "SPK_REPORT", "FP_LOCAL")],
)
def test_rules_are_found_by_words_without_accents(client_of, officer, find, code, other):
    page = client_of(officer).get(PAGE, {"q": find}).content.decode()
    assert f'id="{code}"' in page
    assert f'id="{other}"' not in page


def test_a_tick_keeps_who_and_when_and_can_be_taken_back(client_of, coordinator):
    client, address = client_of(coordinator), f"/thoi-han/quy-dinh/{RULE}/doi-chieu/"
    seal = law.seal(rule_named(RULE))
    assert client.post(address, {"seal": seal}).status_code == 302
    client.post(address, {"seal": seal})
    check = LawRuleCheck.objects.get()
    assert (check.code, check.checked_by) == (RULE, coordinator)
    page = client.get(PAGE).content.decode()
    assert "đã đối chiếu công báo" in page
    assert str(coordinator) in page
    assert f'id="{RULE}"' not in client.get(PAGE, {"chua": "1"}).content.decode()
    client.post(address, {"bo": "1"})
    check.refresh_from_db()
    assert check.taken_back_by == coordinator
    assert RULE not in compared_rules()
    assert [entry.action for entry in audit.history(check)] == [
        "law.rule_comparison_taken_back",
        "law.rule_compared",
    ]


def test_a_tick_of_older_words_does_not_count_and_is_refused(coordinator):
    LawRuleCheck.objects.create(code=RULE, seal="0" * 64, checked_by=coordinator)
    assert RULE not in compared_rules()
    with pytest.raises(Refused):
        actions.mark_compared(rule=rule_named(RULE), seen_seal="0" * 64, by=coordinator)


def test_only_those_who_run_the_programme_tick_and_swap(client_of, officer):
    client = client_of(officer)
    assert client.post(f"/thoi-han/quy-dinh/{RULE}/doi-chieu/", {"seal": "x"}).status_code == 403
    assert client.get(SWAPS).status_code == 403
    assert client.post(SWAPS, {}).status_code == 403


def test_the_page_reckons_and_says_how(client_of, officer):
    page = client_of(officer).get(PAGE, {"nghia_vu": "ANS_PRESS", "moc": "03/07/2026"}).content.decode()
    assert "24 giờ ngày 02/08/2026" in page
    assert "24 giờ ngày 03/08/2026" in page
    assert "ngày làm việc tiếp theo" in page
    assert "91/2015/QH13, Điều 148(5)" in page


@pytest.mark.parametrize(
    ("duty", "start", "said"),
    [
        ("khong-co", "2026-07-03", "Không có nghĩa vụ"),
        ("FP_LOCAL_2012", "2026-07-03", "Quy định của ngày đó: FP_LOCAL"),
        ("FB_ROUNDS", "2026-07-03", "không phải là thời hạn tính ra ngày: 2 lần đăng"),
        ("SPK_URGENT_EVENT", "03/07/2026", "cần cả giờ"),
        ("FP_LOCAL", "hôm qua", "Không đọc được mốc"),
        ("FP_LOCAL", "", "Hãy nhập mốc tính"),
        ("FP_LOCAL", "9999-12-31", "2099"),
        ("<script>", "2026", "&lt;script&gt;"),
    ],
)
def test_a_question_without_an_answer_says_why(client_of, officer, duty, start, said):
    answer = client_of(officer).get(PAGE, {"nghia_vu": duty, "moc": start})
    assert answer.status_code == 200
    assert said in answer.content.decode()


def test_the_page_speaks_english(client_of, officer):
    client = client_of(officer)
    client.cookies["nhipcau_language"] = "en"
    page = client.get(PAGE, {"nghia_vu": "FP_LOCAL", "moc": "2026-07-03"}).content.decode()
    assert "Answer a resident office&#x27;s request to work locally" in page
    assert "The first day is not counted" in page


def test_an_expected_answer_says_so(client_of, officer):
    page = client_of(officer).get(PAGE, {"nghia_vu": "FP_LOCAL", "moc": "2028-01-20"}).content.decode()
    assert "Dự kiến: chưa có thông báo nghỉ lễ" in page


def test_a_swap_entered_by_the_coordinator_moves_deadlines(client_of, coordinator):
    client = client_of(coordinator)
    assert law.last_moment("FP_LOCAL", date(2026, 7, 3)).last.date() == date(2026, 7, 10)
    form = {"off": "2026-07-06", "work": "2026-07-11", "notice": "1/VPCP ngày 01/7/2026"}
    assert client.post(SWAPS, form).status_code == 302
    assert law.last_moment("FP_LOCAL", date(2026, 7, 3)).last.date() == date(2026, 7, 11)
    made = DayOffSwap.objects.get()
    assert made.entered_by == coordinator
    assert "06/07/2026" in client.get(SWAPS).content.decode()
    assert [entry.action for entry in audit.history(made)] == ["law.swap_entered"]
    client.post(f"/thoi-han/hoan-doi/{made.pk}/bo/")
    client.post(f"/thoi-han/hoan-doi/{made.pk}/bo/")
    assert law.last_moment("FP_LOCAL", date(2026, 7, 3)).last.date() == date(2026, 7, 10)
    made.refresh_from_db()
    assert made.withdrawn_by == coordinator
    assert audit.history(made).count() == 2
    assert client.post(SWAPS, form).status_code == 302, "a withdrawn swap may be entered anew"


@pytest.mark.parametrize(
    ("off", "work", "said"),
    [
        ("2026-07-04", "2026-07-11", "phải là ngày làm việc"),
        ("2026-07-06", "2026-07-07", "phải là ngày làm việc"),
        ("2026-07-06", "2026-07-06", "phải là ngày làm việc"),
        ("2026-01-02", "2026-01-10", "Lịch đã có hoán đổi này"),
        ("2150-01-01", "2150-01-03", "từ năm 2000 đến năm 2099"),
        ("hôm nay", "2026-07-11", "ngày"),
    ],
)
def test_an_impossible_swap_is_refused_and_what_was_typed_stays(client_of, coordinator, off, work, said):
    answer = client_of(coordinator).post(SWAPS, {"off": off, "work": work, "notice": "số thử"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert "số thử" in page
    assert not DayOffSwap.objects.exists()


def test_a_second_swap_of_the_same_day_is_refused(coordinator):
    actions.enter_swap(off=date(2026, 7, 6), work=date(2026, 7, 11), notice="1", by=coordinator)
    with pytest.raises(Refused):
        actions.enter_swap(off=date(2026, 7, 6), work=date(2026, 7, 12), notice="2", by=coordinator)
    with pytest.raises(Refused):
        actions.enter_swap(off=date(2026, 7, 7), work=date(2026, 7, 11), notice="2", by=coordinator)
    with pytest.raises(Refused):
        actions.enter_swap(off=date(2026, 7, 8), work=date(2026, 7, 18), notice=" ", by=coordinator)


@pytest.mark.parametrize("model", [DayOffSwap, LawRuleCheck])
def test_the_database_keeps_who_and_when_together(model, coordinator):
    if model is DayOffSwap:
        made = DayOffSwap.objects.create(
            off=date(2026, 7, 6), work=date(2026, 7, 11), notice="1", entered_by=coordinator
        )
        half = {"withdrawn_at": timezone.now()}
    else:
        made = LawRuleCheck.objects.create(code=RULE, seal="0" * 64, checked_by=coordinator)
        half = {"taken_back_by": coordinator}
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=made.pk).update(**half)


def test_each_code_of_the_engine_has_a_sentence_that_takes_its_parameters():
    from nhipcau.engines.lawdates import LawdatesError, when

    asked = [
        ("x", None), ("FP_LOCAL", None), ("FP_LOCAL", 2026), ("SPK_URGENT_EVENT", date(2026, 7, 3)),
        ("FP_LOCAL", "x"), ("FP_LOCAL_2012", date(2026, 7, 3)), ("ANS_PRESS", date(2020, 1, 2)),
        ("resident_office_local_work", date(2001, 1, 2)), ("ANS_PRESS", date(9999, 12, 31)),
        ("ANS_PRESS", date(9999, 1, 1)), ("FB_ROUNDS", None), ("FB_PUBLISH", None), ("SPK_CONFERENCE", None),
    ]  # fmt: skip
    seen = set()
    for duty, start in asked:
        with pytest.raises(LawdatesError) as error:
            when(duty, start)
        seen.add(error.value.code)
        assert str(words.refused(error.value))
    with pytest.raises(LawdatesError) as error:
        when("FP_LOCAL", date(2026, 7, 3), extra_swaps=[Swap(date(2026, 7, 4), date(2026, 7, 5))])
    assert "04/07/2026" in str(words.refused(error.value))
    assert set(words.ERRORS) - seen - {error.value.code} == {"no_counting_rule"}


def test_a_limit_in_working_hours_is_a_moment_and_the_page_lists_what_was_counted(
    client_of, officer, monkeypatch
):
    found = default_book()
    own = replace(rule_named("SPK_URGENT_EVENT"), value="8", unit=Unit.WORKING_HOURS)
    rest = tuple(rule for rule in found.rules if rule.code != own.code)
    monkeypatch.setattr(reckon, "default_book", lambda: Book((*rest, own), found.counting))
    at = law.last_moment(own.code, "2026-07-03T16:20").last
    assert f"{at:%Y-%m-%d %H:%M}" == "2026-07-06 16:50"
    page = client_of(officer).get(PAGE, {"nghia_vu": own.code, "moc": "03/07/2026 16:20"}).content.decode()
    for words_ in (
        "16:50 ngày 06/07/2026",
        "8 giờ làm việc, kể từ",
        "03/07/2026, 16:20-17:00",
        "06/07/2026, 13:30-16:50",
    ):
        assert words_ in page


def test_limits_read_well():
    shown = {rule.code: words.limit(rule) for rule in rules()}
    assert shown["SPK_URGENT_EVENT"].startswith("24 giờ, kể từ khi")
    assert shown["FP_FILE"] == "ít nhất 10 ngày trước ngày dự định nhập cảnh"
    assert shown["SPK_REPORT"].startswith("trước ngày 20/12 (")
    assert shown["SPK_CONFERENCE"] == "ít nhất 1 lần trong 3 tháng"
    with translation.override("en"):
        assert all(of_both(rule.what) == rule.what.en for rule in rules())
    assert {rule.checked for rule in rules()} == set(Checked)


def test_rules_stand_under_their_subjects_once_each(client_of, officer):
    page = client_of(officer).get(reverse("office:law_rules"))
    rows = page.context["rows"]
    places = [row.subject[0] for row in rows]
    assert places == sorted(places) and len(set(places)) > 4
    assert {row.code for row in rows} == {rule.code for rule in rules()}
    assert "Quy định khác" not in page.text  # each rule that there is has a subject
    assert page.text.count("<h2") >= len(set(places))
