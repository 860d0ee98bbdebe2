"""Outlines: which are taken, which are refused and why, what stands in their titles."""

from __future__ import annotations

from datetime import date

import pytest

from nhipcau.engines.counting import parse_period
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.reports import content, drafting, forms_out
from nhipcau.reports.actions import rounds
from nhipcau.reports.outline import SHIPPED, read_outline, shipped, shipped_text
from nhipcau.reports.rules import titled

PAPER = '[paper]\nkind="B"\nhalf_year="a {period}"\nyear="b"\nother="c"\n'
REST = '[[part]]\nno="I"\ntitle="Phần"\nis_rest=true\ndraws="tasks"\n'


@pytest.mark.parametrize("name", SHIPPED)
def test_what_comes_with_the_program_can_be_read_and_its_indicators_exist(name):
    from nhipcau.engines.counting import default_definitions

    known = default_definitions()
    assert all(code in known for part in shipped(name).parts for code in part.indicators)
    assert read_outline(shipped_text(name)) == shipped(name)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "ít nhất một"),
        ("khong phai toml [", "Không đọc được"),
        (PAPER, "ít nhất một"),
        (PAPER + REST + REST, "hai lần"),
        (PAPER + REST.replace("is_rest=true", ""), "đúng một phần"),
        (PAPER + REST + '[[part]]\nno="II.1"\ntitle="x"\n', "không có mục lớn"),
        (PAPER + REST.replace('"I"', '"1"'), "Phần thứ"),
        (PAPER + REST.replace('"tasks"', '"os.system"'), "Phần thứ"),
        (PAPER.replace('kind="B"', "kind=3") + REST, "kind"),
        (PAPER + REST + "a=" + "1" * 60_000, "quá dài"),
        (PAPER + REST + "".join(f'[[part]]\nno="X.{n}"\ntitle="x"\n' for n in range(90)), "quá nhiều"),
    ],
)
def test_an_outline_that_no_report_can_be_made_by_is_refused_with_the_part(text, why):
    with pytest.raises(Refused) as told:
        read_outline(text)
    assert why in say(told.value)


def test_a_title_knows_its_blanks_and_nothing_else():
    words = "{period} {next} {year} {period.__class__} {0} %s"
    told = "6 tháng đầu năm 2026 6 tháng cuối năm 2026 2026 {period.__class__} {0} %s"
    assert titled(words, parse_period("2026-H1")) == told


@pytest.mark.django_db
def test_the_spokespersons_year_has_its_own_outline_and_title(
    plan, house, coordinator, other_agency, monkeypatch
):
    from nhipcau.kernel import clock

    plan.coordinator = other_agency
    plan.save(update_fields=["coordinator"])
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-12-15")
    clock.forget()
    made = rounds.open_round(
        plan=plan,
        period="2026-SPK",
        due_on=date(2026, 12, 19),
        note="",
        today=date(2026, 12, 15),
        by=coordinator,
    )
    assert [part.no for part in drafting.outline_of(made).parts] == ["I", "II"]
    said = content.content_of(made.reports.get(agency=None))
    assert said["summary"] == "Công tác phát ngôn và cung cấp thông tin cho báo chí năm 2026"
    assert (said["period"]["first"], said["period"]["last"]) == ("2025-12-15", "2026-12-14")
    form = forms_out.form_of(made.reports.exclude(agency=None)[0], 0)
    assert form.title == "Báo cáo công tác phát ngôn và cung cấp thông tin cho báo chí năm 2026"


@pytest.mark.django_db
def test_a_round_from_day_to_day(plan, house, coordinator, client_of, monkeypatch):
    form = {
        "plan": plan.pk,
        "period": "2026-H1",
        "first": "01/02/2026",
        "last": "30/04/2026",
        "due_on": "25/05/2026",
    }
    page = client_of(coordinator).post("/bao-cao/mo/", form)
    assert page.status_code == 302, page.text
    assert plan.report_rounds.get().period == "2026-02-01..2026-04-30"
    wrong = client_of(coordinator).post("/bao-cao/mo/", form | {"last": ""})
    assert wrong.status_code == 422 and "cả từ ngày và đến ngày" in wrong.text
    assert client_of(coordinator).post("/bao-cao/mo/", form | {"last": "01/01/2026"}).status_code == 422


@pytest.mark.django_db
def test_rounds_keep_the_outline_they_began_with(round_, coordinator):
    rounds.put_outline(text=PAPER + REST, by=coordinator)
    round_.refresh_from_db()
    assert len(drafting.outline_of(round_).parts) > 10
    assert drafting.outline_text() == PAPER + REST
    rounds.put_outline(text="", by=coordinator)
    assert drafting.outline_text() == ""


def test_annexes_that_nobody_knows_are_refused_with_the_known_ones():
    with pytest.raises(Refused) as told:
        read_outline(PAPER + 'annexes = ["figures", "photos"]\n' + REST)
    assert "photos" in say(told.value) and "own_figures" in say(told.value)


@pytest.mark.django_db
def test_the_spokespersons_paper_stands_on_its_own_rules_and_holds_its_own_figures_alone(
    plan, house, coordinator, other_agency, monkeypatch
):
    """It carried the plan's twenty-five tasks and all of its figures behind a body of two lines."""
    monkeypatch.setattr("nhipcau.kernel.clock.today", lambda: date(2026, 12, 15))
    opened = rounds.open_round(
        plan=plan,
        period="2026-SPK",
        due_on=date(2026, 12, 18),
        note="",
        today=date(2026, 12, 15),
        by=coordinator,
    )
    both = opened.reports.get(agency=None)
    said = content.content_of(both)
    assert said["addressees"] == ["Bộ Văn hóa, Thể thao và Du lịch"]
    assert "phát ngôn và cung cấp thông tin cho báo chí, " in said["opening"]
    assert not any(said["annexes"][name] for name in ("tasks", "documents", "money"))
    assert said["annexes"]["submissions"]
    own = {code for part in shipped("outline_spokesperson").parts for code in part.indicators}
    names = {row[0] for section in said["annexes"]["figures"] for row in section["rows"]}
    assert len(names) <= len(own)
