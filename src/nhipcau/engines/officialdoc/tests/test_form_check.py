"""Papers with known departures and papers without any, made by hand: every fault is told, and nothing else."""

from __future__ import annotations

import json

import pytest

from nhipcau.engines.officialdoc.check import check_form
from nhipcau.engines.officialdoc.check.rules import RULES
from nhipcau.engines.officialdoc.check.words import Sayer
from nhipcau.engines.officialdoc.cli import main
from nhipcau.engines.officialdoc.tests.form_cases import CASES, CLEAN, WRONG, Case, is_aside
from nhipcau.engines.officialdoc.tests.form_package import build


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_departure_is_told_and_nothing_besides(case: Case):
    report = check_form(build(case.paper), name=f"{case.name}.docx")
    assert {finding.rule for finding in report.findings} == case.wrong


def test_the_set_is_large_enough_and_a_part_is_kept_aside():
    aside = [case for case in CASES if is_aside(case.name)]
    assert len(CLEAN) >= 20 and len(WRONG) >= 40
    assert 0.2 * len(CASES) < len(aside) < 0.5 * len(CASES)
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("case", WRONG, ids=lambda case: case.name)
def test_each_finding_is_said_whole(case: Case, language: str):
    say = Sayer(language)
    for finding in check_form(build(case.paper), name="a.docx").findings:
        said = say.said(finding)
        assert all(said)
        assert said.why[0].isupper() and said.why.endswith((".", ")."))
        assert "{" not in "".join(said)


def test_each_rule_has_its_own_code_and_words():
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    for language in ("vi", "en"):
        say = Sayer(language)
        for rule in RULES:
            assert say.phrase(rule.required)
            assert say.law(rule.law).endswith(rule.law) or rule.law in ("end", "scope-kind")


def test_every_rule_is_tried_by_a_case():
    tried = {rule for case in CASES for rule in case.wrong}
    assert {rule.code for rule in RULES} <= tried


def test_the_command_answers_in_json_and_in_words(tmp_path, capsys):
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(build(next(case.paper for case in WRONG if case.name == "nhieu-loi")))
    assert main(["doc", "form", str(path), "--json"]) == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert list(findings[0]) == [
        "rule",
        "severity",
        "text",
        "place",
        "why",
        "law",
        "measured",
        "required",
        "suggest",
    ]
    assert {"margin-left", "body-size"} <= {finding["rule"] for finding in findings}
    size = next(finding for finding in findings if finding["rule"] == "nation-size")
    assert (size["measured"], size["required"]) == ("11 pt", "12–13 pt")
    assert size["law"] == "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II.1"
    assert main(["doc", "form", str(path), "--lang", "en"]) == 0
    assert "Left margin of 20 mm instead of 30–35 mm." in capsys.readouterr().out


def test_a_clean_paper_is_said_to_be_clean(tmp_path, capsys):
    path = tmp_path / "a.docx"
    path.write_bytes(build(CLEAN[0].paper))
    assert main(["doc", "form", str(path)]) == 0
    assert capsys.readouterr().out == "Không thấy chỗ nào sai thể thức.\n"
    assert main(["doc", "form", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"findings": []}
