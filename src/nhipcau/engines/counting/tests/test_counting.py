"""What figures come of facts: the examples of the design, and what holds for any facts."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nhipcau.engines.counting.closings import PlanDates, ReportCalendar
from nhipcau.engines.counting.errors import BadScope, NeverAdded, UnknownIndicator
from nhipcau.engines.counting.figures import Status
from nhipcau.engines.counting.ledger import Ledger, count
from nhipcau.engines.counting.model import PROVINCE, Coverage, Fact, Goal, Scope

from .made_facts import H1, conference, fact, own, typed, value

# ---- the rules of the design ----------------------------------------------------------------------------------


def test_a_joint_conference_of_three_departments_is_one_of_the_province_and_one_of_each():
    ledger = Ledger([conference("h1", "2026-02-03", "A", "B", "C"), conference("h2", "2026-03-03", "A")])
    assert value(ledger, "PRESS_CONF_PERIODIC") == 2
    assert {
        agency: found.main.value for agency, found in ledger.by_agency("PRESS_CONF_PERIODIC", H1).items()
    } == {
        "A": 2,
        "B": 1,
        "C": 1,
    }
    assert value(ledger, "PRESS_CONF_PERIODIC", scope=Scope.of("B", "C")) == 1, "one of a group, too"
    assert value(ledger, "PRESS_CONF_PERIODIC", scope=Scope.of("D")) == 0


def test_persons_are_not_attendances_and_a_person_of_two_agencies_is_one_person():
    ledger = Ledger(
        [
            fact("s1", "training.session", "2026-03-01", amounts={"attendances": 100}),
            fact("s2", "training.session", "2026-03-02", amounts={"attendances": 98}),
            fact("c1", "training.completed", "2026-03-02", "", "A", keys={"person": "p1"}),
            fact("c2", "training.completed", "2026-03-02", "", "B", keys={"person": "p1"}),
            fact("c3", "training.completed", "2026-05-02", "", "B", keys={"person": "p2"}),
        ]
    )
    assert value(ledger, "TRAIN_ATTENDANCES") == 198
    assert value(ledger, "TRAINEES") == 2
    assert [value(ledger, "TRAINEES", scope=Scope.of(agency)) for agency in "AB"] == [1, 2], (
        "3 persons if added: wrong"
    )


def test_delegations_and_their_members_are_two_figures_never_added():
    ledger = Ledger([fact("v", "foreign_press.visit", "2026-06-10", "2026-06-20", amounts={"reporters": 6}, countries=["JP", "KR"])])  # fmt: skip
    delegations, reporters = ledger.count("FP_DELEGATIONS", H1).main, ledger.count("FP_REPORTERS", H1).main
    assert (delegations.value, reporters.value, value(ledger, "FP_COUNTRIES")) == (1, 6, 2)
    for add in (lambda: delegations + reporters, lambda: sum([delegations]), lambda: 1 + reporters):
        with pytest.raises(NeverAdded):
            add()


def test_articles_and_stories_and_titles_and_copies_are_different_figures():
    ledger = Ledger(
        [
            *(fact(f"a{n}", "article", "2026-02-03", keys={"story": "s"}, foreign="no") for n in range(5)),
            fact("b", "article", "2026-02-04", keys={"story": "t"}, foreign="yes"),
            fact("p", "publication", "2026-02-04", amounts={"copies": 3000}, foreign="no"),
        ]
    )
    assert (value(ledger, "ARTICLES_ABOUT"), value(ledger, "STORIES_ABOUT"), value(ledger, "ARTICLES_FOREIGN")) == (6, 2, 1)  # fmt: skip
    assert (value(ledger, "PRINTS"), value(ledger, "PRINTS", part="copies")) == (1, 3000)


def test_done_late_and_open_overdue_are_as_they_stood_on_the_closing_day():
    ledger = Ledger(
        [
            fact("t1", "task.assigned", "2026-01-05", None),
            fact("t2", "task.assigned", "2026-01-05", None),
            fact("t1/o", "task.overdue", "2026-05-16", "2026-06-19"),
            fact("t1/d", "task.done", "2026-06-20", None, late="yes"),
            fact("t2/d", "task.done", "2026-04-01", None, late="no"),
        ]
    )
    assert [value(ledger, "TASKS_LATE", period, part=part) for period in (H1, "2026") for part in ("", "overdue")] == [0, 1, 1, 0]  # fmt: skip
    assert [value(ledger, "TASKS_DONE", period) for period in (H1, "2026")] == [1, 2]
    assert value(ledger, "TASKS_DONE", part="all") == 2


def test_unit_plans_have_a_rate_for_the_province_and_yes_or_no_for_a_unit():
    owed = [fact(f"o{each}", "unit_plan.owed", "2026-01-01", "2026-12-31", each) for each in "ABC"]
    done = [
        fact(f"k{each}", "unit_plan.accepted", "2026-03-20", "2026-12-31", each, on_time="yes")
        for each in "AB"
    ]
    ledger = Ledger([*owed, *done])
    found = ledger.count("UNIT_PLAN_RATE", H1)
    assert [figure.value for figure in found.figures] == [Decimal("66.7"), 2, 3]
    assert [value(ledger, "UNIT_PLAN_ON_TIME", scope=Scope.of(each)) for each in "ABC"] == [1, 1, 0]
    with pytest.raises(BadScope):
        ledger.count("UNIT_PLAN_RATE", H1, Scope.of("A"))


def test_the_same_conference_falls_in_other_years_of_the_plan_and_of_the_spokesperson():
    calendar = ReportCalendar({"2026": PlanDates(due=date(2026, 11, 14))})
    ledger = Ledger([conference("h", "2026-12-01")], calendar=calendar)
    assert [value(ledger, "PRESS_CONF_PERIODIC", period) for period in ("2026", "2027", "2026-SPK", "2027-SPK")] == [0, 1, 1, 0]  # fmt: skip


def test_period_last_year_running_total_change_and_goal_stand_side_by_side():
    days = ["2025-02-01", "2025-05-01", "2025-09-01", "2026-02-01", "2026-03-01", "2026-05-01", "2026-07-01"]
    ledger = Ledger(
        [conference(f"h{n}", day) for n, day in enumerate(days)],
        goals=[
            Goal(indicator="PRESS_CONF_PERIODIC", period="2026", value=4, source="678/KH-UBND"),
            Goal(indicator="PRESS_CONF_PERIODIC", period="2026-Q3", value=1, source="244/2026/NĐ-CP, 6(2)b"),
            Goal(indicator="PRESS_CONF_PERIODIC", period="2026", value=9, source="của đơn vị", scope="A"),
        ],
    )
    (line,) = ledger.compare("PRESS_CONF_PERIODIC", "2026-Q3").lines
    assert (line.now.value, line.year_before.value, line.to_date.value) == (1, 1, 4)
    assert (line.change.difference, line.change.percent) == (0, Decimal("0.0"))
    assert [(each.goal.value, each.met, each.percent) for each in line.goals] == [(4, True, Decimal("100.0")), (1, True, Decimal("100.0"))]  # fmt: skip
    (half,) = ledger.compare("PRESS_CONF_PERIODIC", H1).lines
    assert (half.now.value, half.year_before.value, half.change.difference, half.change.percent) == (3, 2, 1, Decimal("50.0"))  # fmt: skip
    assert [(each.met, each.percent) for each in half.goals] == [(False, Decimal("75.0"))]


def test_a_goal_of_a_year_stands_beside_what_is_counted_from_the_start_of_that_year():
    goals = [
        Goal(indicator="PRESS_CONF_PERIODIC", period=year, value=4, source="KH") for year in ("2026", "2027")
    ]
    ledger = Ledger([conference("h", "2026-12-20")], goals=goals)
    asked = {
        "2026-M12": "2026",
        "2026-12-20..2026-12-25": "2027",
        "2027-M01": "2027",
        "2026-SPK": None,
        "2025..2026": None,
    }
    for period, year in asked.items():
        (line,) = ledger.compare("PRESS_CONF_PERIODIC", period).lines
        assert [each.goal.period for each in line.goals] == ([year] if year else [])


def test_a_change_of_a_share_is_in_points_and_of_unlike_sources_with_a_word_about_it():
    owed = [fact(f"o{each}", "unit_plan.owed", "2025-01-01", None, each) for each in "ABCD"]
    done = [
        fact(f"k{n}", "unit_plan.accepted", day, None, "A")
        for n, day in enumerate(["2025-03-01", "2026-03-01"])
    ]
    main = Ledger([*owed, *done]).compare("UNIT_PLAN_RATE", H1).lines[0]
    assert (main.now.value, main.year_before.value) == (Decimal("50.0"), Decimal("25.0"))
    assert (main.change.difference, main.change.percent, main.change.notes) == (Decimal("25.0"), None, ())
    entered = [typed("t", 2, "2025-H1", code="PRESS_CONF_PERIODIC")]
    since = [Coverage("press.conference", date(2025, 12, 15))]
    (line,) = (
        Ledger([conference("h", "2026-02-01")], typed=entered, coverage=since)
        .compare("PRESS_CONF_PERIODIC", H1)
        .lines
    )
    assert (line.change.difference, [note.code for note in line.change.notes]) == (-1, ["status-differs"])


def test_what_is_not_known_is_not_another_than_what_is_excluded():
    rows = (
        "OTHER\tKhác\ttin\tsum\t\tnews\tlanguage!=vi",
        "SOME\tCó ghi\ttin\tsum\t\tnews\tlanguage",
        "NONE\tKhông ghi\ttin\tsum\t\tnews\t!language",
    )
    said = [
        fact("a", "news", "2026-02-03"),
        fact("b", "news", "2026-02-03", language="km"),
        fact("c", "news", "2026-02-03", language="vi"),
    ]
    ledger = Ledger(said, definitions=own(*rows))
    assert [value(ledger, code) for code in ("OTHER", "SOME", "NONE")] == [1, 2, 1]


def test_limits_of_a_condition_are_within_it():
    rows = [
        f"D{n}\tNgày\tnội dung\tsum\t\tclarification.published\tdays{test}"
        for n, test in enumerate(("<=7", ">=7", ">=7.5"))
    ]
    days = [
        fact(f"c{n}", "clarification.published", "2026-02-03", amounts={} if n is None else {"days": n})
        for n in (None, 6, 7, 8)
    ]
    ledger = Ledger(days, definitions=own(*rows))
    assert [value(ledger, f"D{n}") for n in range(3)] == [2, 2, 1]


def test_less_is_better_where_a_goal_is_the_most():
    goals = [
        Goal(indicator="CLAR_DAYS_MEDIAN", period=H1, value=7, source="02/2019/TT-BTTTT, 6(5)", at_most=True)
    ]
    facts = [fact("c", "clarification.published", "2026-02-03", amounts={"days": 5})]
    for given, met in ((facts, True), ([replace(facts[0], amounts={"days": 8})], False)):
        (line,) = Ledger(given, goals=goals).compare("CLAR_DAYS_MEDIAN", H1).lines
        assert [each.met for each in line.goals] == [met]


def test_against_nothing_there_is_a_difference_and_no_percent():
    (line,) = Ledger([conference("h", "2026-02-01")]).compare("PRESS_CONF_PERIODIC", H1).lines
    assert (line.change.difference, line.change.percent) == (1, None)


def test_periods_of_unlike_length_are_compared_with_a_word_about_it():
    calendar = ReportCalendar({"2026-H1": PlanDates(due=date(2026, 5, 14))})
    (line,) = (
        Ledger([conference("h", "2026-02-01")], calendar=calendar).compare("PRESS_CONF_PERIODIC", H1).lines
    )
    assert [note.code for note in line.change.notes] == ["spans-differ"]


# ---- where values come from -----------------------------------------------------------------------------------


def test_what_nobody_counts_is_missing_which_is_not_none():
    ledger = Ledger([conference("h", "2024-02-03")])
    missing, none = ledger.count("INTL_DELEGATIONS", H1).main, ledger.count("PRESS_CONF_PERIODIC", H1).main
    assert (missing.value, missing.status) == (None, Status.MISSING)
    assert (none.value, none.status) == (0, Status.COUNTED)


def test_a_typed_figure_shows_its_source_and_a_later_entry_keeps_the_earlier_one():
    ledger = Ledger([], typed=[typed("t2", 293), typed("t1", 290, entered="2026-06-15")])
    figure = ledger.count("INTL_DELEGATIONS", H1).main
    assert (figure.value, figure.status, figure.typed[0].source) == (
        293,
        Status.TYPED,
        "Sở Ngoại vụ, công văn 12",
    )
    assert [entry.ref for entry in figure.replaced] == ["t1"]
    assert ledger.count("INTL_DELEGATIONS", H1, Scope.of("A")).main.value is None, (
        "of the province, not of an agency"
    )


def test_when_a_counter_comes_the_entry_stays_in_history():
    ledger = Ledger([fact("d", "guest_delegation", "2026-02-03")], typed=[typed("t", 293)])
    figure = ledger.count("INTL_DELEGATIONS", H1).main
    assert (figure.value, figure.status, [entry.value for entry in figure.replaced]) == (
        1,
        Status.COUNTED,
        [293],
    )
    assert [(note.code, dict(note.params)) for note in figure.notes] == [("typed-differs", {"value": "293"})]


def test_a_counter_that_came_in_the_middle_counts_on_from_what_was_entered_until_then():
    since = [Coverage("guest_delegation", date(2026, 6, 15))]
    facts = [fact("d1", "guest_delegation", "2026-06-14"), fact("d2", "guest_delegation", "2026-07-03")]
    ledger = Ledger(facts, typed=[typed("t", 293)], coverage=since)
    year = ledger.count("INTL_DELEGATIONS", "2026").main
    assert (year.value, year.status, year.since) == (294, Status.MIXED, date(2026, 6, 15))
    assert ledger.count("INTL_DELEGATIONS", H1).main.status == Status.TYPED
    assert ledger.count("INTL_DELEGATIONS", "2026-H2").main.value == 1
    partly = Ledger(facts, coverage=since).count("INTL_DELEGATIONS", "2026").main
    assert (partly.value, partly.status, partly.notes[-1].code) == (1, Status.PARTLY, "partly-since")


def test_a_state_is_counted_as_soon_as_it_is_recorded_on_the_closing_day():
    late = [Coverage("column", date(2026, 6, 14))]
    ledger = Ledger([fact("k", "column", "2026-06-14", None)], coverage=late)
    assert ledger.count("COLUMNS", H1).main.status == Status.COUNTED
    assert ledger.count("COLUMNS", "2026-M05").main.status == Status.MISSING


def test_two_kinds_are_counted_from_the_day_on_from_which_both_are_recorded():
    both = [Coverage("press.release", date(2025, 1, 1)), Coverage("press.briefing", date(2026, 3, 1))]
    told = [
        fact("r", "press.release", "2026-02-01", topics="human_rights"),
        fact("b", "press.briefing", "2026-04-01", topics="human_rights"),
    ]
    figure = Ledger(told, coverage=both).count("HR_BRIEFINGS", H1).main
    assert (figure.value, figure.status, figure.since) == (1, Status.PARTLY, date(2026, 3, 1))
    assert Ledger(told, coverage=both[:1]).count("HR_BRIEFINGS", H1).main.status == Status.MISSING
    exactly = Ledger(told, coverage=[both[0], Coverage("press.briefing", date(2025, 12, 15))])
    assert exactly.count("HR_BRIEFINGS", H1).main.status == Status.COUNTED
    last_day = Ledger(told, coverage=[both[0], Coverage("press.briefing", date(2026, 6, 14))])
    assert last_day.count("HR_BRIEFINGS", H1).main.status == Status.PARTLY


def test_entries_of_months_fill_a_quarter_but_not_with_a_gap_and_never_for_persons():
    months = [typed(f"t{n}", n * 10, f"2026-M0{n}") for n in (1, 2, 3)]
    assert Ledger([], typed=months).count("INTL_DELEGATIONS", "2026-Q1").main.value == 60
    assert Ledger([], typed=months[1:]).count("INTL_DELEGATIONS", "2026-Q1").main.status == Status.MISSING
    persons = [typed(f"t{n}", 5, f"2026-M0{n}", code="TRAINEES") for n in (1, 2, 3)]
    assert Ledger([], typed=persons).count("TRAINEES", "2026-Q1").main.status == Status.MISSING


def test_a_fact_without_the_amount_is_told_and_not_taken_for_nothing():
    facts = [
        fact("p1", "publication", "2026-02-03", amounts={"copies": 500}),
        fact("p2", "publication", "2026-02-04"),
    ]
    figure = Ledger(facts).count("PRINTS", H1).figure("copies")
    assert (figure.value, [note.code for note in figure.notes]) == (500, ["amount-missing"])
    assert [(each.fact.ref, each.amount) for each in figure.facts] == [("p1", 500), ("p2", None)]
    assert Ledger(facts[1:]).count("PRINTS", H1).figure("copies").value is None


def test_erased_keys_of_persons_leave_a_least_and_a_most():
    facts = [fact(f"c{n}", "training.completed", "2026-03-02", keys={"person": key}) for n, key in enumerate(["a", "a", None, "b", None])]  # fmt: skip
    figure = Ledger(facts).count("TRAINEES", H1).main
    assert (figure.value, figure.at_most, figure.count) == (2, 4, 5)
    assert (
        value(Ledger([fact("c", "training.completed", "2026-03-02", keys={"person": None})]), "TRAINEES") == 1
    )


def test_money_is_counted_in_dong_and_shown_in_millions_by_source():
    spent = [("a", 12_500_000, "state"), ("b", 250_000, "own"), ("c", 1, "own")]
    ledger = Ledger([fact(ref, "budget.spent", "2026-02-03", amounts={"dong": dong}, source=source) for ref, dong, source in spent])  # fmt: skip
    figure = ledger.count("BUDGET_BY_SOURCE", H1).main
    assert figure.value == Decimal("12.750001")
    assert figure.split == (("state", Decimal("12.5")), ("own", Decimal("0.250001")))


def test_a_figure_opens_to_its_facts_and_is_split_as_its_row_says():
    facts = [fact(f"n{n}", "news", "2026-02-03", tongue="foreign", language=language) for n, language in enumerate(["en", "en", "km"])]  # fmt: skip
    figure = (
        Ledger([*facts, fact("x", "news", "2026-02-03", tongue="vietnamese")]).count("NEWS_FOREIGN", H1).main
    )
    assert figure.split == (("en", 2), ("km", 1)) and [each.fact.ref for each in figure.facts] == [
        "n0",
        "n1",
        "n2",
    ]


def test_a_share_of_nothing_is_not_said_and_one_side_missing_is_missing():
    assert value(Ledger([], coverage=[Coverage("report.owed")]), "REPORTS_ON_TIME") is None
    assert Ledger([]).count("REPORTS_ON_TIME", H1).main.status == Status.MISSING
    assert value(Ledger([], typed=[typed("t", Decimal("97.5"), code="REPORTS_ON_TIME")]), "REPORTS_ON_TIME") == Decimal("97.5")  # fmt: skip


def test_a_share_is_no_surer_than_the_less_sure_of_its_two_figures():
    done = fact("k", "unit_plan.accepted", "2026-03-20", None, on_time="yes")
    ledger = Ledger([done], typed=[typed("t", 4, code="UNIT_PLAN_ON_TIME", part="all")])
    rate = ledger.count("UNIT_PLAN_ON_TIME", H1).figure("rate")
    assert (rate.value, rate.status, [entry.ref for entry in rate.typed]) == (
        Decimal("25.0"),
        Status.TYPED,
        ["t"],
    )


def test_the_median_of_days_and_an_average():
    facts = [fact(f"c{days}", "clarification.published", "2026-02-03", amounts={"days": days}) for days in (2, 3, 6, 30)]  # fmt: skip
    ledger = Ledger(
        facts, definitions=own("MEAN\tTrung bình\tngày\taverage\t\tclarification.published\tdays<=6\tdays")
    )
    assert value(ledger, "CLAR_DAYS_MEDIAN") == Decimal("4.5")
    assert value(ledger, "MEAN") == Decimal("3.67")
    assert value(ledger, "CLAR_DAYS_MEDIAN", "2025") is None
    assert value(Ledger(facts[1:]), "CLAR_DAYS_MEDIAN") == 6


def test_the_newest_reading_is_taken_and_two_that_contradict_each_other_are_none():
    rows = "REACHED\tNgười theo dõi\tngười\tlast\tlatest\tsocial.reach\t\treach"
    readings = [fact(f"r{n}", "social.reach", day, amounts={"reach": reach}) for n, (day, reach) in enumerate([("2026-02-01", 10), ("2026-06-01", 30), ("2026-04-01", 20)])]  # fmt: skip
    assert value(Ledger(readings, definitions=own(rows)), "REACHED") == 30
    both = [*readings, fact("r9", "social.reach", "2026-06-01", amounts={"reach": 31})]
    figure = Ledger(both, definitions=own(rows)).count("REACHED", H1).main
    assert (figure.value, figure.notes[0].code) == (None, "several-readings")


def test_what_ends_in_the_period_counts_where_the_row_says_so():
    abroad = fact("e", "event", "2026-06-01", "2026-06-20", abroad="yes", reported="in_time")
    ledger = Ledger([abroad, fact("f", "event", "2026-06-01", None, abroad="yes")])
    assert [value(ledger, "EVENTS_ABROAD_REPORTED", period, part="all") for period in (H1, "2026-H2")] == [
        0,
        1,
    ]


def test_a_place_is_a_scope_of_its_own():
    facts = [fact("a", "event", "2026-02-03", "", "A", part="hosted", place="lac-duong"), fact("b", "event", "2026-02-03", "", "A", part="hosted")]  # fmt: skip
    scopes = [
        Scope(place="lac-duong"),
        Scope.of("A", place="lac-duong"),
        Scope.of("B", place="lac-duong"),
        Scope.of("A"),
    ]
    assert [value(Ledger(facts), "EVENTS_HOSTED", scope=scope) for scope in scopes] == [1, 1, 0, 2]
    assert [Scope.from_key(scope.key) for scope in scopes] == scopes
    assert Scope.from_key(Scope.of("B", "A").key) == Scope.of("A", "B")


def test_a_place_of_a_fact_does_not_keep_it_from_its_agencies():
    facts = [fact("a", "event", "2026-02-03", "", "A", "A", part="hosted", place="lac-duong")]
    for scope in (Scope.of("A"), Scope.of("A", "B"), PROVINCE):
        assert value(Ledger(facts), "EVENTS_HOSTED", scope=scope) == 1, (
            "once, though its agency is named twice"
        )


def test_a_state_holds_on_the_day_on_which_it_ends_and_no_longer_after():
    ending = {"2026-06-13": 0, "2026-06-14": 1, "2026-06-15": 1}
    for last, standing in ending.items():
        figure = Ledger([fact("k", "column", "2026-01-01", last)]).count("COLUMNS", H1).main
        assert figure.value == standing == len(figure.facts)


def test_what_is_told_apart_may_be_what_stands_or_what_lasted_on_some_day():
    def station(ref: str, key: str, first: str, last: str | None) -> Fact:
        return fact(ref, "radio.station", first, last, keys={"station": key})

    stations = [
        station("a", "s1", "2026-01-01", "2026-03-01"),
        station("b", "s2", "2025-01-01", None),
        station("c", "s2", "2026-05-01", None),
        station("d", "s3", "2024-01-01", "2025-12-14"),
    ]
    for on, number in {"stands": 1, "during": 2, "begins": 2, "ends": 1}.items():
        definitions = own(f"ST\tĐài\tđài\tdistinct\t{on}\tradio.station\t\tstation")
        assert value(Ledger(stations, definitions=definitions), "ST") == number, on


def test_lines_of_an_estimate_that_no_longer_hold_are_left_out_with_what_they_lack():
    def line(ref: str, last: str | None, dong: int | None) -> Fact:
        return fact(
            ref, "budget.estimate", "2026-01-01", last, amounts={} if dong is None else {"dong": dong}
        )

    lines = [line("a", "2026-03-01", 5_000_000), line("b", None, 2_000_000), line("c", "2026-03-01", None)]
    figure = Ledger(lines).count("BUDGET_ESTIMATE", H1).main
    assert (figure.value, figure.count, figure.notes) == (2, 1, ())
    first_quarter = Ledger([*lines, line("d", None, None)]).count("BUDGET_ESTIMATE", "2026-M02").main
    assert (first_quarter.value, dict(first_quarter.notes[0].params)) == (7, {"count": 2})


def test_a_figure_that_is_kept_elsewhere_takes_its_facts_along():
    ledger = Ledger([conference("h1", "2026-02-03", "A", "B"), conference("h2", "2024-02-03")])
    kept = pickle.loads(pickle.dumps(ledger.count("PRESS_CONF_PERIODIC", H1, Scope.of("A"))))
    assert kept == ledger.count("PRESS_CONF_PERIODIC", H1, Scope.of("A"))
    assert [each.fact.ref for each in kept.main.facts] == ["h1"]


def test_the_one_function_counts_over_any_facts():
    assert (
        count("PRESS_CONF_PERIODIC", "Quý I/2026", over=iter([conference("h", "2026-02-03")])).main.value == 1
    )
    with pytest.raises(UnknownIndicator):
        count("NOPE", H1, over=[])


def test_of_what_is_done_in_parts_the_province_counts_wholes_and_an_agency_its_own_parts():
    """Three agencies share a task and two are done: the task is not done, theirs is."""
    ledger = Ledger(
        [
            replace(fact("t", "task.assigned", "2026-01-05", None), agencies=()),
            *(
                replace(fact(f"t/{each}", "task.assigned", "2026-01-05", None, each), part_of="t")
                for each in "ABC"
            ),
            *(
                replace(fact(f"t/{each}/d", "task.done", "2026-04-01", None, each, late="no"), part_of="t")
                for each in "AB"
            ),
        ]
    )

    def both(scope: Scope) -> tuple[object, object]:
        return value(ledger, "TASKS_DONE", scope=scope), value(ledger, "TASKS_DONE", part="all", scope=scope)

    assert both(PROVINCE) == (0, 1)
    assert [both(Scope.of(each)) for each in "ABC"] == [(1, 1), (1, 1), (0, 1)]
    assert ledger.by_agency("TASKS_DONE", H1).keys() == set("ABC")
    assert [each.fact.ref for each in ledger.count("TASKS_DONE", H1).figure("all").facts] == ["t"]


def test_what_a_recorder_does_not_tell_is_missing_and_not_none():
    told = [
        Coverage("article", lacks=frozenset({"visit"})),
        Coverage("agency", lacks=frozenset({"duty=speaking"})),
    ]
    facts = [
        fact("a", "article", "2026-02-03", keys={"story": "s"}, foreign="yes"),
        fact("d", "agency", "2026-01-01", None, duty="focal"),
    ]
    ledger = Ledger(facts, coverage=told)
    assert ledger.count("FP_COVERAGE", H1).main.status == Status.MISSING
    assert ledger.count("SPOKES_REGULATION", H1).figure("all").status == Status.MISSING
    assert value(ledger, "ARTICLES_FOREIGN") == 1
    assert value(ledger, "FOCAL_NAMED", part="all") == 1
