"""Every row of the data files: answered or refused by its kind, dated, sourced, in both languages."""

from __future__ import annotations

import contextlib
import json
import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from nhipcau.engines.lawdates import (
    Book,
    LawdatesError,
    NotATime,
    NotInForce,
    Refusal,
    Swap,
    Unit,
    WorkCalendar,
    WrongUse,
    rules,
    when,
)
from nhipcau.engines.lawdates.book import (
    Broken,
    default_book,
    default_notices,
    read_counting,
    read_notices,
    read_rules,
)
from nhipcau.engines.lawdates.cli import main
from nhipcau.engines.lawdates.workdays import _known

ALL = rules()
DATA = Path(__file__).parent.parent / "data"


def _inside(rule):
    """A start of the right kind within a rule's days."""
    day = max(rule.begins, date(2025, 1, 2) if rule.ends is None else rule.begins) + timedelta(days=1)
    if rule.unit == Unit.HOURS:
        return datetime.combine(day, datetime.min.time()).replace(hour=16)
    return day.year + 1 if rule.unit.is_of_the_year and rule.unit != Unit.DAY_OF_MONTH else day


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_each_row_is_answered_by_its_own_name_and_its_duty_or_says_that_it_is_no_time(rule):
    if rule.unit.is_time:
        own, duty = when(rule.code, _inside(rule)), when(rule.duty, _inside(rule))
        assert own == duty
        assert own.rule == rule
    else:
        with pytest.raises(NotATime) as refused:
            when(rule.code, _inside(rule))
        assert refused.value.params["reason"] == rule.unit


@pytest.mark.parametrize(
    "rule", [rule for rule in ALL if rule.unit.is_time and not rule.start_day], ids=lambda rule: rule.code
)
def test_each_row_is_refused_before_its_days(rule):
    before = rule.begins - timedelta(days=366)
    start = datetime.combine(before, datetime.min.time()) if rule.unit == Unit.HOURS else before
    with pytest.raises(NotInForce) as refused:
        when(rule.code, start)
    assert rule.code not in refused.value.params["right"]


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_each_row_is_whole(rule):
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", rule.duty)
    assert rule.law and rule.article and rule.source
    for words in (rule.who, rule.what):
        assert words.vi and words.en
    assert bool(rule.starts.vi) == bool(rule.starts.en)
    assert bool(rule.note.vi) == bool(rule.note.en)


def test_successive_rules_of_one_duty_carry_one_name():
    successive = {duty: [rule.code for rule in rules(duty)] for duty in default_book().duties()}
    assert {duty: codes for duty, codes in successive.items() if len(codes) > 1} == {
        "first_statement_event": ["SPK_URGENT_2017", "SPK_URGENT_EVENT"],
        "foreign_press_file": ["FP_FILE_2012", "FP_FILE"],
        "foreign_press_licence": ["FP_LICENCE_2012", "FP_LICENCE"],
        "resident_office_local_work": ["FP_LOCAL_2012", "FP_LOCAL"],
        "foreign_press_conference_notice": ["PC_FOREIGN_2012", "PC_FOREIGN_NOTICE"],
        "answer_forwarded_opinion": ["ANS_FORWARDED_2016", "ANS_FORWARDED"],
        "feedback_rounds": ["FB_ROUNDS_2016", "FB_ROUNDS"],
    }


def test_a_rule_outside_its_days_names_the_right_one():
    with pytest.raises(NotInForce) as refused:
        when("FP_LOCAL_2012", date(2026, 7, 3))
    assert (refused.value.code, refused.value.params["right"]) == ("not_in_force", ("FP_LOCAL",))
    with pytest.raises(NotInForce) as refused:
        when("ANS_FORWARDED", date(2026, 6, 30))
    assert refused.value.params["right"] == ("ANS_FORWARDED_2016",)
    with pytest.raises(NotInForce) as refused:
        when("ANS_PRESS", date(2020, 1, 2))
    assert refused.value.params["right"] == ()


def test_a_limit_counted_back_over_a_change_of_law_says_so():
    answer = when("FP_FILE", date(2026, 7, 5))
    note = next(note for note in answer.notes if note.code == "before_rule_began")
    assert dict(note.params)["then"] == "FP_FILE_2012"


@pytest.mark.parametrize(
    ("duty", "start", "code"),
    [
        ("no_such_duty", date(2026, 7, 3), "unknown_duty"),
        ("FP_LOCAL", None, "needs_start"),
        ("FP_LOCAL", 2026, "needs_day"),
        ("SPK_URGENT_EVENT", date(2026, 7, 3), "needs_moment"),
        ("SPK_URGENT_EVENT", 2026, "needs_moment"),
        ("report_closing_month", 2026, "needs_day"),
        ("FP_LOCAL", True, "bad_start"),
        ("FP_LOCAL", -1, "bad_start"),
        ("FP_LOCAL", "tomorrow", "bad_start"),
    ],
)
def test_a_question_that_cannot_be_read_is_wrong_use(duty, start, code):
    with pytest.raises(WrongUse) as wrong:
        when(duty, start)
    assert wrong.value.code == code


@pytest.mark.parametrize(
    ("duty", "start", "code"),
    [
        ("SPK_URGENT_EVENT", datetime(9999, 12, 31, 23, 59), "out_of_range"),
        ("ANS_PRESS", date(9999, 12, 31), "out_of_range"),
        ("ANS_PRESS", date(9999, 1, 1), "calendar_unknown"),
        ("FP_LOCAL", date(2099, 12, 30), "calendar_unknown"),
        ("PLAN_HALF_YEAR", 9999, "calendar_unknown"),
        ("PLAN_HALF_YEAR", date(9999, 12, 31), "out_of_range"),
        ("ANS_PRESS", date(1, 1, 1), "not_in_force"),
        ("SPK_REPORT", 1, "not_in_force"),
        ("SPK_REPORT", 2025, "not_in_force"),
    ],
)
def test_years_at_the_ends_of_the_calendar_are_refused(duty, start, code):
    with pytest.raises(Refusal) as refused:
        when(duty, start)
    assert refused.value.code == code


@pytest.mark.parametrize("day", [date(1, 1, 1), date(2100, 2, 28), date(9999, 12, 31)])
def test_every_duty_answers_or_refuses_at_the_ends_of_the_calendar(day):
    for duty in {rule.duty for rule in ALL}:
        for start in (day, datetime.combine(day, time(23, 59))):
            with contextlib.suppress(LawdatesError):
                when(duty, start)


def test_months_end_on_the_same_day_or_the_last_of_the_month():
    row = read_rules(DATA / "rules.tsv")[0]
    months = Book(
        (
            type(row)(
                **{name: getattr(row, name) for name in row.__slots__} | {"unit": Unit.MONTHS, "value": "1"}
            ),
        ),
        default_book().counting,
    )
    answer = when("SPK_PUBLISH", date(2027, 1, 31), book=months)
    assert [reading.last.date() for reading in answer.readings] == [date(2027, 2, 28), date(2027, 3, 1)]
    assert "months_same_day" in [counted.name for counted in answer.counting]


def test_official_notices_override_the_library():
    calendar = WorkCalendar()
    assert not calendar.is_working(date(2026, 1, 2))
    assert calendar.is_working(date(2026, 1, 10))
    assert calendar.is_working(date(2026, 8, 22))
    assert not calendar.is_working(date(2026, 8, 31))
    from holidays.countries.vietnam import Vietnam

    library = Vietnam(years=2026)
    assert date(2026, 1, 2) not in library, (
        "the library knows this swap now: say so where it is claimed that it does not"
    )
    named = {line.day for line in default_notices() if line.kind != "year" and line.day.year == 2026}
    assert named <= _known(2026).off


def test_impossible_swaps_are_refused_and_known_ones_change_nothing():
    for off, work in [
        ("2026-07-04", "2026-07-11"),
        ("2026-07-06", "2026-07-07"),
        ("2026-01-01", "2026-01-03"),
    ]:
        with pytest.raises(Refusal) as refused:
            WorkCalendar([Swap(date.fromisoformat(off), date.fromisoformat(work))])
        assert refused.value.code == "swap_impossible"
    known = Swap(date(2026, 1, 2), date(2026, 1, 10))
    assert WorkCalendar([known, known]).count(date(2026, 1, 1), date(2026, 1, 31)) == WorkCalendar().count(
        date(2026, 1, 1), date(2026, 1, 31)
    )


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (
            lambda row: row.replace(
                "\t244/2026/NĐ-CP\t3(3)\t2026-07-01\t", "\t244/2026/NĐ-CP\t3(3)\t2026-07-32\t"
            ),
            ValueError,
        ),
        (lambda row: row.replace("\t24\thours", "\t0\thours"), Broken),
        (lambda row: row.replace("\thours\t", "\tfortnights\t"), ValueError),
        (lambda row: row + "\n" + row, Broken),
    ],
)
def test_a_broken_data_file_is_refused_whole(tmp_path, change, what):
    head, row = (DATA / "rules.tsv").read_text(encoding="utf-8").splitlines()[:2]
    broken = tmp_path / "rules.tsv"
    broken.write_text(f"{head}\n{change(row)}\n", encoding="utf-8")
    with pytest.raises(what):
        read_rules(broken)


def test_counting_rules_and_notices_can_be_read():
    assert read_counting(DATA / "counting.tsv") == default_book().counting
    assert read_notices(DATA / "daysoff.tsv") == default_notices()


# ---- the command


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_command_answers_every_row_in_both_languages(rule, language, capsys):
    start = _inside(rule)
    text = f"{start:04d}" if isinstance(start, int) else start.isoformat()
    for more in ([], ["--json"]):
        code = main(["law", "when", rule.code, "--start", text, "--lang", language, *more])
        out, err = capsys.readouterr()
        assert code == (0 if rule.unit.is_time else 2)
        if not rule.unit.is_time:
            assert rule.code in err
            assert not re.search(r"\d{2}/\d{2}/\d{4}", err), "a row that is no time never shows a date"
        elif not more:
            assert rule.law in out and rule.source in out
        if more:
            found = json.loads(out)
            if rule.unit.is_time:
                assert found["code"] == rule.code
                assert found["last_day"] == found["readings"][0]["last_day"]
                assert found["counting"]
            else:
                assert found["error"] == "not_a_time"
                assert "last" not in found


def test_the_command_lists_every_rule(capsys):
    assert main(["law", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [row["code"] for row in listed] == [rule.code for rule in ALL]
    assert all(
        {"duty", "law", "article", "from", "to", "source", "checked", "value", "unit"} <= row.keys()
        for row in listed
    )
    assert main(["law", "list"]) == 0
    shown = capsys.readouterr().out
    assert all(rule.code in shown for rule in ALL)


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["when", "FP_LOCAL_2012", "--start", "2026-07-03"], 1, "FP_LOCAL."),
        (["when", "FB_ROUNDS_2016", "--start", "2026-07-03"], 2, "FB_ROUNDS."),
        (["when", "first_statment_event", "--start", "2026-07-03"], 2, "first_statement_event"),
        (["when", "SPK_URGENT_EVENT", "--start", "2026-07-03"], 2, "2026-07-03T16:20"),
        (["when", "FP_LOCAL", "--start", "31/02/2026"], 2, "31/02/2026"),
        (["when", "FP_LOCAL"], 2, "--start"),
        (["when", "FP_LOCAL", "--start", "2026-07-03", "--swap", "soon"], 2, "soon"),
        (["when", "FP_LOCAL", "--start", "2026-07-03", "--swap", "2026-07-04=2026-07-05"], 1, "04/07/2026"),
        (["when", "FP_LOCAL", "--start", "2026-07-03", "--law-of", "2026"], 2, "2026"),
        (["when", "FP_LOCAL", "--start", "9999-12-31"], 1, "9999"),
        (["when"], 2, "nhipcau law when"),
        ([], 2, "nhipcau law when"),
        (["list", "nothing"], 2, "nothing"),
    ],
)
def test_the_command_says_what_is_wrong(args, code, words, capsys):
    assert main(["law", *args]) == code
    out, err = capsys.readouterr()
    assert words in err
    assert out == ""


def test_the_command_takes_swaps_and_a_law_of_another_day(capsys):
    assert (
        main(["law", "when", "FP_LOCAL", "--start", "03/7/2026", "--swap", "2026-07-06=2026-07-11", "--json"])
        == 0
    )
    assert json.loads(capsys.readouterr().out)["last_day"] == "2026-07-11"
    assert (
        main(["law", "when", "answer_forwarded_opinion", "--start", "2026-07-03", "--law-of", "2026-06-20"])
        == 0
    )
    assert "ANS_FORWARDED_2016" in capsys.readouterr().out


def test_an_expected_year_is_said_in_words(capsys):
    assert main(["law", "when", "FP_LOCAL", "--start", "2028-01-20"]) == 0
    assert "DỰ KIẾN" in capsys.readouterr().out
    assert main(["law", "when", "SPK_URGENT_EVENT", "--start", "2028-01-20T08:00"]) == 0
    assert "DỰ KIẾN" not in capsys.readouterr().out, "hours do not ask which days are off"


def test_the_command_starts_without_django_and_lists_without_the_holiday_tables():
    import subprocess
    import sys

    asked = (
        "import sys; from nhipcau.config.cli import main; code = main(['law', 'list']);"
        "assert code == 0; print({'django', 'holidays'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "set()"
