"""``nhipcau report merge``: files that are as they should be, and those that are not."""

from __future__ import annotations

import io
import json
import sys

import pytest

from nhipcau.config import cli
from nhipcau.engines.merging import lines
from nhipcau.engines.merging.cli_words import ERRORS, LABELS, ON
from nhipcau.engines.merging.lines import BadFile, BadLine, read_lines


def line(**changed) -> bytes:
    row = {"agency": "Sở Y tế", "task": "2.1", "text": "Đã tổ chức 2 lớp tập huấn.", **changed}
    return json.dumps(
        {key: value for key, value in row.items() if value is not None}, ensure_ascii=False
    ).encode()


GOOD = line()


def run(capsys, *args: str) -> tuple[int, str, str]:
    code = cli.main(["report", "merge", *args])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_each_task_is_one_line_of_json(tmp_path, capsys):
    file = tmp_path / "bao-cao.jsonl"
    file.write_bytes(
        b"\xef\xbb\xbf"
        + b"\r\n".join([GOOD, b"", line(agency="Sở Tư pháp"), line(task="1", text="Đã họp báo. Chưa ký.")])
    )
    code, out, err = run(capsys, str(file), "--json")
    assert (code, err) == (0, "")
    first, second = map(json.loads, out.splitlines())
    assert set(first) == {"task", "sentences", "conflicts"}
    [sentence] = first["sentences"]
    assert sentence == {
        "text": "Sở Y tế, Sở Tư pháp đều đã tổ chức 2 lớp tập huấn.",
        "from": ["Sở Y tế", "Sở Tư pháp"],
        "also": ["Đã tổ chức 2 lớp tập huấn."],
        "gathered": True,
        "key": sentence["key"],
    }
    assert [one["text"] for one in second["sentences"]] == ["Đã họp báo.", "Chưa ký."]


def test_a_person_reads_groups_and_contradictions(tmp_path, capsys):
    file = tmp_path / "a.jsonl"
    file.write_bytes(
        b"\n".join(
            [GOOD, line(text="Đã tổ chức 3 lớp tập huấn."), line(text="Sở Y tế tổ chức 02 lớp tập huấn.")]
        )
    )
    code, out, _err = run(capsys, str(file))
    assert code == 0
    assert out.splitlines() == [
        "Nhiệm vụ 2.1",
        "  1. Đã tổ chức 2 lớp tập huấn. [Sở Y tế]",
        "       cách viết khác: Sở Y tế tổ chức 02 lớp tập huấn.",
        "  2. Đã tổ chức 3 lớp tập huấn. [Sở Y tế]",
        "  ! Mâu thuẫn về số liệu: 1, 2",
    ]
    assert "Contradiction in figures: 1, 2" in run(capsys, str(file), "--lang", "en")[1]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (b"{", "json"),
        (b"[1]", "not-an-object"),
        (b"null", "not-an-object"),
        (b'"chu"', "not-an-object"),
        (b"[" * 100_000, "json"),
        (b"1" * 5_000, "json"),
        (line(agency=None), "missing"),
        (line(task=None), "missing"),
        (line(text=None), "missing"),
        (line(text=["a"]), "type"),
        (line(agency=7), "type"),
        (line(task=2.1), "type"),
        (line(text=True), "type"),
        (line(text=""), "empty"),
        (line(text=" . "), "empty"),
        (line(agency="\u0000 "), "empty"),
        (line(task="\t"), "empty"),
        (line(agency="Sở " * 300), "long-name"),
        (line(text="từ " * 400_000), "long"),
        ("Sở".encode("utf-16"), "utf8"),
        (GOOD[:-3] + b'\xff"}', "utf8"),
    ],
)
def test_a_wrong_line_is_named_with_its_code(tmp_path, capsys, wrong, code):
    file = tmp_path / "a.jsonl"
    file.write_bytes(GOOD + b"\n\n" + wrong + b"\n" + GOOD)
    ended, out, err = run(capsys, str(file), "--json")
    assert ended == 1
    told = json.loads(out)
    assert (told["error"], told["line"]) == (f"merging.line.{code}", 3)
    assert "Dòng 3:" in err and f"[merging.line.{code}]" in err and "Traceback" not in err
    assert run(capsys, str(file))[1] == ""


def test_a_lone_half_of_a_letter_is_left_out():
    [said] = read_lines([b'{"agency": "A", "task": "1", "text": "x\\ud800y"}'])
    assert said.text == "xy"


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "empty"), (b"\n \n", "empty"), (b"\xef\xbb\xbf\n", "empty")]
)
def test_a_file_without_a_line_is_refused(tmp_path, capsys, content, code):
    file = tmp_path / "a.jsonl"
    file.write_bytes(content)
    ended, out, err = run(capsys, str(file))
    assert (ended, out) == (1, "") and f"[merging.file.{code}]" in err and "a.jsonl" in err


def test_a_file_that_is_none_is_refused(tmp_path, capsys):
    assert "[merging.file.missing]" in run(capsys, str(tmp_path / "none.jsonl"))[2]
    assert "[merging.file.folder]" in run(capsys, str(tmp_path))[2]
    assert "[merging.file.no-access]" in run(capsys, "a\0b")[2]


def test_too_much_is_refused(monkeypatch, tmp_path, capsys):
    file = tmp_path / "a.jsonl"
    file.write_bytes(GOOD + b"\n" + GOOD)
    monkeypatch.setattr(lines, "MOST_LINES", 1)
    assert "[merging.file.too-many-lines]" in run(capsys, str(file))[2]
    monkeypatch.setattr("nhipcau.engines.merging.cli.MOST_BYTES", 50)
    assert "[merging.file.too-large]" in run(capsys, str(file))[2]


def test_what_comes_by_the_standard_input_is_read_too(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD)))
    code, out, _err = run(capsys, "-", "--json")
    assert code == 0 and json.loads(out)["task"] == "2.1"


@pytest.mark.parametrize("wrong", [[], ["--lang", "fr", "a"], ["a", "b"]])
def test_wrong_use_ends_with_2(capsys, wrong):
    assert run(capsys, *wrong)[0] == 2


def test_every_sentence_stands_in_both_languages():
    for words in (*ERRORS.values(), *ON.values(), *LABELS.values()):
        assert words.vi and words.en and words.vi != words.en
    for kind, codes in (
        (BadFile, ("missing", "folder", "no-access", "too-large", "too-many-lines", "empty")),
        (BadLine, ("utf8", "json", "not-an-object", "missing", "type", "empty", "long", "long-name")),
    ):
        assert {kind(code).key for code in codes} <= ERRORS.keys()
