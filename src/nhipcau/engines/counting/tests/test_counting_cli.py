"""``nhipcau report count|periods|indicators``: what it says, in both languages, and how it ends."""

from __future__ import annotations

import ast
import io
import json
import re
import string
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from nhipcau.config import cli
from nhipcau.engines.counting import closings, errors, figures, lines
from nhipcau.engines.counting.cli_json import number_json
from nhipcau.engines.counting.cli_words import BASES, ERRORS, NOTES, STATUSES, WARNINGS
from nhipcau.engines.counting.definitions import COLUMNS
from nhipcau.engines.counting.figures import Status
from nhipcau.engines.vntext import named

ENGINE = Path(errors.__file__).parent
FACTS = [
    {"covers": "press.conference"},
    {"covers": "publication"},
    {"covers": "guest_delegation", "since": "2026-06-15"},
    {"ref": "hop-bao:12", "kind": "press.conference", "day": "10/03/2026", "agencies": ["SVHTTDL", "SYT", "SCT"], "attributes": {"form": "periodic"}},
    {"ref": "hop-bao:9", "kind": "press.conference", "day": "2025-03-11", "agencies": "SVHTTDL", "attributes": {"form": "periodic"}},
    {"ref": "an-pham:3", "kind": "publication", "day": "2026-04-02", "agencies": ["SVHTTDL"], "amounts": {"copies": 3000}, "attributes": {"foreign": True, "languages": ["vi", "en"]}},
    {"ref": "an-pham:3b", "kind": "publication", "day": "2026-04-02", "agencies": ["SVHTTDL"], "amounts": {"copies": 1234.5}, "supersedes": "an-pham:3"},
    {"ref": "an-pham:4", "kind": "publication", "day": "2026-04-03", "amounts": {"copies": 9}},
    {"withdraws": "an-pham:4", "ref": "rut:1", "reason": "ghi nhầm"},
    {"typed": "INTL_DELEGATIONS", "period": "6 tháng đầu năm 2026", "value": 293, "source": "Sở Ngoại vụ", "ref": "nhap:1", "entered": "2026-06-16"},
    {"goal": "PRESS_CONF_PERIODIC", "period": "2026", "value": 4, "source": "678/KH-UBND"},
]  # fmt: skip


@pytest.fixture
def file(tmp_path):
    def made(lines=FACTS) -> str:
        path = tmp_path / "ban-ghi.jsonl"
        path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
        return str(path)

    return made


def run(capsys, *args: str) -> tuple[int, str, str]:
    code = cli.main(["report", *args])
    said = capsys.readouterr()
    return code, said.out, said.err


def figures_of(capsys, *args: str) -> dict[str, dict]:
    code, out, err = run(capsys, "count", *args, "--json")
    assert (code, err) == (0, "")
    return {(line["indicator"], line["part"]): line for line in json.loads(out)["figures"]}


def test_a_figure_is_said_beside_last_year_the_running_total_and_the_goal(capsys, file):
    code, out, err = run(capsys, "count", file(), "--indicator", "press_conf_periodic", "--period", "2026-H1", "--records")  # fmt: skip
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "6 tháng đầu năm 2026 [2026-H1] (15/12/2025 - 14/06/2026), toàn tỉnh",
        "  Chốt số liệu ngày 14/06/2026 theo 09/2019/NĐ-CP, Điều 12; cần đối chiếu công báo; hạn nộp sớm nhất 15/06/2026",
        "PRESS_CONF_PERIODIC  Số cuộc họp báo định kỳ",
        "  1 cuộc | cùng kỳ năm trước 1 | lũy kế 1 | không đổi",
        "      đếm từ 1 bản ghi",
        "      mục tiêu 4 (678/KH-UBND): chưa đạt (25%)",
        "      bản ghi: hop-bao:12",
    ]


def test_english_says_the_same_in_english(capsys, file):
    code, out, _err = run(
        capsys, "count", file(), "--indicator", "PRINTS", "--period", "2026-H1", "--lang", "en"
    )
    assert code == 0 and "Copies: 1,234.5 copies | same period last year 0" in out
    assert "first 6 months of 2026" in out and "whole province" in out
    _code, out, _err = run(capsys, "count", file(), "--indicator", "PRINTS", "--period", "2026-H1")
    assert "Số bản: 1.234,5 bản | cùng kỳ năm trước 0 | lũy kế 1.234,5 | tăng 1.234,5" in out


def test_json_holds_the_facts_behind_each_figure(capsys, file):
    found = figures_of(
        capsys, file(), "--indicator", "PRINTS", "--indicator", "INTL_DELEGATIONS", "--period", "2026-H1"
    )
    copies = found["PRINTS", "copies"]
    assert (copies["value"], copies["status"], copies["closing"]) == (1234.5, "counted", "2026-06-14")
    assert copies["facts"] == [{"ref": "an-pham:3b", "brings": 1234.5}]
    assert copies["change"]["difference"] == 1234.5 and copies["year_before"]["period"] == "2025-H1"
    entered = found["INTL_DELEGATIONS", ""]
    assert (entered["value"], entered["status"], entered["typed"][0]["source"]) == (
        293,
        "typed",
        "Sở Ngoại vụ",
    )


@pytest.mark.parametrize(
    ("scope", "value", "unknown"),
    [(["SYT"], 1, []), (["SYT", "SCT"], 1, []), (["SXD"], 0, ["SXD"]), ([], 1, [])],
)
def test_a_joint_thing_is_one_for_whomever_it_is_counted(capsys, file, scope, value, unknown):
    asked = [word for agency in scope for word in ("--scope", agency)]
    code, out, _err = run(
        capsys, "count", file(), "--indicator", "PRESS_CONF_PERIODIC", "--period", "2026", "--json", *asked
    )
    said = json.loads(out)
    assert code == 0 and said["figures"][0]["value"] == value and said["agencies_without_records"] == unknown


def test_an_agency_without_a_record_is_told_since_its_name_may_be_mistyped(capsys, file):
    code, out, _err = run(
        capsys, "count", file(), "--indicator", "PRINTS", "--period", "2026", "--scope", "SVHTDL"
    )
    assert code == 0 and "Cảnh báo: không có bản ghi nào của “SVHTDL”. Gần giống: SVHTTDL." in out


def test_names_of_agencies_may_have_commas(capsys, file):
    name = "Sở Văn hóa, Thể thao và Du lịch"
    lines = [FACTS[3] | {"agencies": [name]}, FACTS[-2] | {"scope": name}]
    code, out, _err = run(
        capsys,
        "count",
        file(lines),
        "--period",
        "2026-H1",
        "--scope",
        name,
        "--json",
        "--indicator",
        "PRESS_CONF_PERIODIC",
        "--indicator",
        "INTL_DELEGATIONS",
    )
    assert code == 0 and [line["value"] for line in json.loads(out)["figures"]] == [1, 293]


def test_all_indicators_are_counted_where_none_is_named(capsys, file):
    whole = figures_of(capsys, file(), "--period", "2026-H1")
    assert len({code for code, _part in whole}) == 98 and whole["COURSES", ""]["value"] is None
    of_one = figures_of(capsys, file(), "--period", "2026-H1", "--scope", "SYT")
    of_the_press = {"ARTICLES_ABOUT", "STORIES_ABOUT", "ARTICLES_FOREIGN", "SENSITIVE_HANDLED"}
    only = of_the_press | {"UNIT_PLAN_RATE", "REPORTS_ON_TIME", "REPORTS_NIL"}
    only |= {code for code, _part in whole if code.startswith("OUT_")}  # published of the province
    assert {code for code, _part in whole} - {code for code, _part in of_one} == only


def test_true_and_false_are_yes_and_no(capsys, file):
    asked = [
        GOOD | {"ref": f"k{said}", "kind": "press.question", "attributes": {"answered": said}}
        for said in (True, False)
    ]
    found = figures_of(capsys, file(asked), "--indicator", "PRESS_QUESTIONS", "--period", "2026")
    assert [found["PRESS_QUESTIONS", part]["value"] for part in ("", "answered")] == [2, 1]


def test_a_number_that_no_float_holds_goes_out_as_text():
    assert number_json(Decimal("123456789012345.000001")) == "123456789012345.000001"
    assert (number_json(Decimal("12.5")), number_json(Decimal("3.00")), number_json(None)) == (12.5, 3, None)


def test_the_standard_input_is_read_for_a_dash(capsys, monkeypatch):
    raw = json.dumps(FACTS[3]).encode() + b"\n\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
    assert figures_of(capsys, "-", "--indicator", "PRESS_CONF_PERIODIC", "--period", "2026-Q1")["PRESS_CONF_PERIODIC", ""]["value"] == 1  # fmt: skip


def test_the_plans_own_dates_are_followed_with_a_warning(capsys, file):
    code, out, _err = run(capsys, "periods", "2026-H1", "--plan", "2026-H1=14/05/2026")
    assert code == 0 and out.splitlines() == [
        "6 tháng đầu năm 2026 [2026-H1]: 15/12/2025 - 14/05/2026",
        "  Chốt số liệu ngày 14/05/2026 theo kế hoạch; hạn nộp 14/05/2026",
        "  Cảnh báo: kế hoạch đặt hạn 14/05/2026, không sau ngày chốt số liệu 14/06/2026 theo quy định; theo kế hoạch: số"
        " liệu tính đến 14/05/2026",
    ]
    assert (
        run(capsys, "count", file(), "--period", "2026-H1", "--plan", "2026-H1=2026-05-14:2026-05-10")[0] == 0
    )


def test_every_period_of_a_year_is_listed(capsys):
    code, out, _err = run(capsys, "periods", "2026", "--json")
    found = json.loads(out)
    assert code == 0 and len(found) == 21
    spokesperson = found[-1]
    assert (spokesperson["code"], spokesperson["due"], spokesperson["rule"]) == (
        "2026-SPK",
        "2026-12-19",
        "SPK_CLOSE",
    )
    assert all(period["first"] <= period["closing"] for period in found)
    code, out, _err = run(capsys, "periods", "2026", "--calendar", "--lang", "en")
    assert code == 0 and "first quarter of 2026 [2026-Q1]: 01/01/2026 - 31/03/2026" in out


def test_an_office_counts_its_own_indicator_without_code(capsys, file, tmp_path):
    (tmp_path / "loai.tsv").write_text("kind\tname\tattributes\ntour\tChuyến khảo sát\tform=press|trade\n")
    (tmp_path / "rieng.tsv").write_text("code\tname\tunit\tover\tof\twhere\nTOURS\tSố chuyến\tchuyến\tsum\ttour\tform=press\n")  # fmt: skip
    own = ["--indicators", str(tmp_path / "rieng.tsv"), "--kinds", str(tmp_path / "loai.tsv")]
    tours = [{"ref": f"t{n}", "kind": "tour", "day": "2026-02-03", "attributes": {"form": form}} for n, form in enumerate(["press", "press", "trade"])]  # fmt: skip
    found = figures_of(capsys, file(tours), *own, "--indicator", "TOURS", "--period", "2026")
    assert found["TOURS", ""]["value"] == 2 and found["TOURS", ""]["unit"] == "chuyến"
    code, out, _err = run(capsys, "indicators", own[1], *own[2:])
    assert code == 0 and out == "TOURS  Số chuyến\n    chuyến: sum facts of tour[form=press] on begins\n"


def test_all_indicators_are_listed(capsys):
    code, out, _err = run(capsys, "indicators", "--json", "--lang", "en")
    listed = json.loads(out)
    assert code == 0 and len(listed) == 98 and listed[0]["name"].startswith("Directing documents")
    code, out, _err = run(capsys, "indicators")
    assert code == 0 and "PRESS_CONF_PERIODIC  Số cuộc họp báo định kỳ (678/KH-UBND" in out


GOOD = {"ref": "a", "kind": "news", "day": "2026-02-03"}


@pytest.mark.parametrize(
    ("args", "lines", "code", "key", "words"),
    [
        (["--period", "2026-H3"], FACTS, 2, "counting.period.unreadable", "2026-H3"),
        (["--period", "1999"], FACTS, 2, "counting.period.year", "1999"),
        (["--period", "2026", "--indicator", "PRINTZ"], FACTS, 2, "counting.indicator.unknown", "PRINTS"),
        (["--period", "2026", "--plan", "2026=mai"], FACTS, 2, "counting.period.plan-unreadable", "mai"),
        (["--period", "2026", "--plan", "2026=2024-01-01"], FACTS, 2, "counting.period.plan", "2026"),
        (["--period", "2026", "--plan", "2026-H2=2026-11-14"], FACTS, 2, "counting.period.plan-half", "2026-H2"),
        (["--period", "2026", "--plan", "2026-SPK=2026-11-14"], FACTS, 2, "counting.period.plan-kind", "2026-SPK"),
        (["--period", "2026", "--indicator", "UNIT_PLAN_RATE", "--scope", "A"], FACTS, 2, "counting.scope.province-only", "UNIT_PLAN_RATE"),
        (["--period", "2026"], [], 1, "counting.file.empty", ""),
        (["--period", "2026"], "{", 1, "counting.line.json", "1"),
        (["--period", "2026"], "[]", 1, "counting.line.not-an-object", "1"),
        (["--period", "2026"], '{"ref": "a", "kind": "news", "day": "2026-02-03", "amounts": {"x": NaN}}', 1, "counting.line.json", "1"),
        (["--period", "2026"], '{"ref": "a", "ref": "b", "kind": "news", "day": "2026-02-03"}', 1, "counting.line.json", "1"),
        (["--period", "2026"], [GOOD | {"dey": "x"}], 1, "counting.line.key", "day"),
        (["--period", "2026"], [{"ref": "a", "kind": "news"}], 1, "counting.line.missing", "day"),
        (["--period", "2026"], [{"kind": "news", "day": "2026-02-03"}], 1, "counting.line.missing", "ref"),
        (["--period", "2026"], [GOOD | {"day": "2026-02-30"}], 1, "counting.line.day", "2026-02-30"),
        (["--period", "2026"], [GOOD | {"day": 20260203}], 1, "counting.line.day", "20260203"),
        (["--period", "2026"], [GOOD | {"from": "2026-02-03"}], 1, "counting.line.day-and-span", "from"),
        (["--period", "2026"], [GOOD | {"ref": 3}], 1, "counting.line.type", "ref"),
        (["--period", "2026"], [GOOD | {"ref": " "}], 1, "counting.line.empty", "ref"),
        (["--period", "2026"], [GOOD | {"ref": "x" * 501}], 1, "counting.line.long-word", "ref"),
        (["--period", "2026"], [GOOD | {"agencies": ["A;B"]}], 1, "counting.line.letter", "A;B"),
        (["--period", "2026"], [GOOD | {"agencies": 3}], 1, "counting.line.type", "agencies"),
        (["--period", "2026"], [GOOD | {"amounts": [3]}], 1, "counting.line.type", "amounts"),
        (["--period", "2026"], [GOOD | {"amounts": {"copies": "3"}}], 1, "counting.line.type", "amounts"),
        (["--period", "2026"], [GOOD, GOOD], 1, "counting.fact.twice", "Dòng 2"),
        (["--period", "2026"], [{}, GOOD | {"kind": "newz"}], 1, "counting.line.missing", "day"),
        (["--period", "2026"], [GOOD, GOOD | {"ref": "b", "kind": "newz"}], 1, "counting.fact.kind", "Dòng 2"),
        (["--period", "2026"], [GOOD, GOOD | {"ref": "b", "attributes": {"tongue": "foriegn"}}], 1, "counting.fact.value", "Dòng 2"),
        (["--period", "2026"], [GOOD | {"attributes": {"tonge": "foreign"}}], 1, "counting.fact.attribute", "tongue"),
        (["--period", "2026"], [GOOD | {"amounts": {"copies": 3}}], 1, "counting.fact.amount", "copies"),
        (["--period", "2026"], [GOOD | {"kind": "publication", "amounts": {"copies": -3}}], 1, "counting.fact.number", "-3"),
        (["--period", "2026"], [GOOD | {"keys": {"person": "x"}}], 1, "counting.fact.key", "person"),
        (["--period", "2026"], [GOOD | {"attributes": {"tongue": ["foreign", "ethnic"]}}], 1, "counting.fact.several", "tongue"),
        (["--period", "2026"], [GOOD | {"supersedes": "z"}], 1, "counting.fact.supersedes-unknown", "z"),
        (["--period", "2026"], [GOOD, GOOD | {"ref": "b", "supersedes": "a"}, GOOD | {"ref": "c", "supersedes": "a"}], 1, "counting.fact.superseded-twice", "Dòng 3"),
        (["--period", "2026"], [GOOD | {"supersedes": "a"}], 1, "counting.fact.circle", "a"),
        (["--period", "2026"], [{"ref": "a", "kind": "news", "from": "2026-02-03", "to": "2026-02-01"}], 1, "counting.fact.order", "a"),
        (["--period", "2026"], [{"ref": "a", "kind": "news", "from": "2026-02-03"}], 1, "counting.fact.day", "day"),
        (["--period", "2026"], [{"withdraws": "z", "ref": "w", "reason": "x"}], 1, "counting.fact.supersedes-unknown", "z"),
        (["--period", "2026"], [{"covers": "newz"}], 1, "counting.fact.kind", "news"),
        (["--period", "2026"], [FACTS[-2] | {"typed": "INTL_DELEGATION"}], 1, "counting.line.indicator-unknown", "INTL_DELEGATIONS"),
        (["--period", "2026"], [FACTS[-2] | {"typed": "PRINTS", "part": "pages"}], 1, "counting.line.indicator-part", "copies"),
        (["--period", "2026"], [FACTS[-2] | {"period": "2026-H3"}], 1, "counting.line.period", "2026-H3"),
        (["--period", "2026"], [FACTS[-2] | {"value": -1}], 1, "counting.fact.number", "-1"),
        (["--period", "2026"], [FACTS[-1] | {"value": "4"}], 1, "counting.line.type", "value"),
        (["--period", "2026"], [FACTS[-1] | {"at_most": 1}], 1, "counting.line.type", "at_most"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_says_why_in_both_languages(
    capsys, file, tmp_path, args, lines, code, key, words
):
    if isinstance(lines, str):
        path = tmp_path / "ban-ghi.jsonl"
        path.write_text(lines, encoding="utf-8")
        name = str(path)
    else:
        name = file(lines)
    ended, out, err = run(capsys, "count", name, *args)
    assert (ended, out) == (code, "") and f"[{key}]" in err and words in err
    ended, out, err = run(capsys, "count", name, *args, "--json", "--lang", "en")
    said = json.loads(out)
    assert (ended, said["error"]) == (code, key) and said["message"] in err
    assert not re.search("[ăâđêôơưạảấầẩẫậắằặẹẻẽếềểễệịọỏốồộớờợụủứừựỳỵ]", said["message"].replace("“…”", ""))


@pytest.mark.parametrize(
    ("name", "key"), [("khong-co.jsonl", "missing"), (".", "folder"), ("a\0b", "no-access")]
)
def test_a_file_that_cannot_be_opened_is_named(capsys, tmp_path, monkeypatch, name, key):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, "count", name, "--period", "2026")
    assert (code, out) == (1, "") and f"[counting.file.{key}]" in err


def test_letters_in_another_encoding_are_refused_with_the_line(capsys, tmp_path):
    (tmp_path / "a.jsonl").write_bytes(json.dumps(GOOD).encode() + b'\n{"ref": "\xe0"}')
    code, _out, err = run(capsys, "count", str(tmp_path / "a.jsonl"), "--period", "2026")
    assert code == 1 and err == "nhipcau: Dòng 2: chữ không ở bảng mã UTF-8. [counting.line.utf8]\n"


def test_every_wrong_row_of_an_offices_own_table_is_told_with_its_line(capsys, tmp_path):
    own = tmp_path / "rieng.tsv"
    own.write_text(
        "code\tname\tunit\tover\tof\twhere\nMINE\tTin\ttin\ttotal\nOWN\tTin\ttin\tsum\tnewz\nFINE\tTin\ttin\tsum\tnews\n"
    )
    code, out, err = run(capsys, "indicators", str(own))
    assert (code, out) == (1, "") and err.splitlines() == [
        "nhipcau: Tệp “rieng.tsv” có 2 dòng sai nên bị từ chối:",
        "  Dòng 2: cột “over” ghi “total”, phải là một trong: sum, last, average, median, distinct, share.",
        "  Dòng 3: không có loại bản ghi “newz”. Gần giống: news. [counting.table.rows]",
    ]
    own.write_text("code\tname\tunit\tover\nMINE\tTin\ttin\tsum\n", encoding="utf-8")
    code, out, _err = run(capsys, "indicators", str(own), str(own), "--json")
    assert code == 1 and json.loads(out)["error"] == "counting.table.twice", "two files with one code"
    own.write_text("code\tname\tunit\tover\nCOURSES\tLớp\tlớp\tsum\n")
    code, out, _err = run(capsys, "indicators", str(own), "--json")
    assert code == 1 and json.loads(out)["error"] == "counting.table.twice"


@pytest.mark.parametrize(
    "args", [["count"], ["count", "a.jsonl"], ["periods"], ["periods", "2026", "--lang", "fr"]]
)
def test_wrong_use_ends_with_2_and_says_how(capsys, args):
    code, out, err = run(capsys, *args)
    assert (code, out) == (2, "") and "nhipcau report count TỆP.jsonl" in err


FEATURE = Path(__file__).resolve().parents[5] / "docs" / "features" / "counting.md"


@pytest.mark.skipif(not FEATURE.exists(), reason="the docs are not here")
def test_the_example_of_the_docs_is_what_the_command_says(capsys, tmp_path, monkeypatch):
    example, said = re.findall(r"```(?:json)?\n(.*?)```", FEATURE.read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ban-ghi.jsonl").write_text(example, encoding="utf-8")
    code, out, _err = run(capsys, "count", "ban-ghi.jsonl", "--indicator", "PRESS_CONF_PERIODIC", "--period", "2026-H1", "--records")  # fmt: skip
    assert (code, out) == (0, said)


@pytest.mark.skipif(not FEATURE.exists(), reason="the docs are not here")
def test_the_docs_name_every_column_and_key(capsys):
    text = FEATURE.read_text(encoding="utf-8")
    named = set(re.findall(r"[`\"]([a-z_]+)[`\"]", text))
    assert set(COLUMNS) <= named
    assert lines._FACT | {key for keys in lines._OTHERS.values() for key in keys} <= named | {"by"}


def raised() -> list[tuple[str, set[str]]]:
    """The key of everything that the engine raises with a fixed variant, with the names of its parameters."""
    codes = {
        name: kind.code
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and getattr(kind, "code", "")
    }
    found = []
    for path in sorted(ENGINE.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in codes
                and node.args
            ) and isinstance(node.args[0], ast.Constant):
                key = f"counting.{codes[node.func.id]}.{node.args[0].value}"
                found.append((key, {each.arg or "" for each in node.keywords}))
    return found + [(f"counting.{errors.BadFile.code}.{why}", set()) for why in named.WHY]


ALL_RAISED = raised()


def test_every_refusal_has_a_sentence_and_every_sentence_a_refusal():
    made = {f"counting.line.indicator-{which}" for which in ("unknown", "part")}
    assert {key for key, _params in ALL_RAISED} | made == set(ERRORS)


@pytest.mark.parametrize(("key", "params"), ALL_RAISED)
def test_every_sentence_says_only_what_it_is_told(key, params):
    given = params | {"name", "near", "known", "file", "line", "count"}
    for text in ERRORS[key]:
        assert {name for _text, name, _form, _way in string.Formatter().parse(text) if name} <= given


def test_every_note_warning_status_and_basis_has_words():
    def codes(module, call: str) -> set[str]:
        source = Path(module.__file__).read_text(encoding="utf-8")
        return set(re.findall(rf'{call}\(\s*"([a-z_-]+)"', source))

    tallied = Path(figures.__file__).with_name("tallies.py").read_text(encoding="utf-8")
    counted = Path(figures.__file__).with_name("ledger.py").read_text(encoding="utf-8")
    notes = codes(figures, "Note") | set(re.findall(r'Note\("([a-z-]+)"', tallied + counted))
    assert notes == set(NOTES)
    assert codes(closings, "Warned") == set(WARNINGS)
    assert set(STATUSES) == set(Status)
    assert set(BASES) == {"law", "plan", "calendar", "before_law", "days"}
