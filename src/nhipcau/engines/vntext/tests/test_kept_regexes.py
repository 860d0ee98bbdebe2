"""Expressions kept compiled are those that Python would compile, and a bad file is as none."""

from __future__ import annotations

import marshal
import re
from pathlib import Path

import pytest

from nhipcau.engines.vntext.kept_regexes import Kept

EXPRESSIONS = (
    (r"(?P<day>[0-9]{1,2})\s*/\s*(?P<month>[0-9]{1,2})(?!\d)", 0),
    (r"^(?:sở|ban|ngành)\b|[^\W\d_]+$", re.IGNORECASE | re.MULTILINE),
    (r"(?<=[.;])\s*+(a|b)(?:\1|[À-ỹ])*?", 0),
    ("", re.DOTALL),
)
TEXTS = ("ngày 5/ 12 và 31/1/2026", "Sở Nội vụ\nBAN Dân tộc", ". aaế; bbb", "")


def _same(made: re.Pattern[str], wanted: re.Pattern[str]) -> None:
    assert (made.pattern, made.flags, made.groups, dict(made.groupindex)) == (
        wanted.pattern,
        wanted.flags,
        wanted.groups,
        dict(wanted.groupindex),
    )
    for text in TEXTS:
        assert [(found.span(), found.groups(), found.groupdict()) for found in made.finditer(text)] == [
            (found.span(), found.groups(), found.groupdict()) for found in wanted.finditer(text)
        ]


def _fill(path: Path) -> Kept:
    kept = Kept(path)
    for pattern, flags in EXPRESSIONS:
        _same(kept.compiled(pattern, int(flags)), re.compile(pattern, flags))
    kept.write()
    return kept


def test_what_is_kept_is_what_python_compiles(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "expressions.bin"
    _fill(path)
    written = path.stat().st_mtime_ns, path.read_bytes()
    again = _fill(path)
    again.write()
    assert (path.stat().st_mtime_ns, path.read_bytes()) == written  # nothing was compiled anew
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o077 == 0


def test_two_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "expressions.bin"
    one, other = Kept(path), Kept(path)
    one.compiled("a+", 0)
    other.compiled("b+", 0)
    one.write()
    other.write()
    assert set(marshal.loads(path.read_bytes())) == {"0 a+", "0 b+"}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b"\xff\x00{"),
        lambda path: path.write_bytes(marshal.dumps([1, 2])),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-9]),
        lambda path: path.write_text('{"0 a": [0, "AAAA", 1, {}, []]}'),
        lambda path: path.write_bytes(marshal.dumps({f"{int(flags)} {pattern}": (0, b"AAAA", 1, {}, ()) for pattern, flags in EXPRESSIONS})),
        lambda path: path.write_bytes(marshal.dumps({f"{int(flags)} {pattern}": [0, "x", 1] for pattern, flags in EXPRESSIONS})),
        lambda path: path.chmod(0o666),
        lambda path: (path.unlink(), path.mkdir()),
    ],
)  # fmt: skip
def test_a_bad_file_is_as_none(tmp_path: Path, spoil) -> None:
    path = tmp_path / "expressions.bin"
    _fill(path)
    spoil(path)
    _fill(path)


def test_nothing_is_trusted_that_others_may_write(tmp_path: Path) -> None:
    path = tmp_path / "expressions.bin"
    kept = Kept(path)
    kept.compiled("a", 0)
    kept.write()
    entries = marshal.loads(path.read_bytes())
    path.write_bytes(marshal.dumps({"0 b": entries["0 a"]}))
    assert Kept(path).compiled("b", 0).match("a")  # the owner's own file is taken as it is
    path.chmod(0o622)
    assert Kept(path).compiled("b", 0).match("b")


def test_where_nothing_can_be_written_all_is_compiled(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    _fill(tmp_path / "file" / "expressions.bin")
    for pattern, flags in EXPRESSIONS:
        _same(Kept(None).compiled(pattern, int(flags)), re.compile(pattern, flags))


def test_old_expressions_give_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nhipcau.engines.vntext.kept_regexes._MOST", 4)
    path = tmp_path / "expressions.bin"
    _fill(path)
    kept = Kept(path)
    kept.compiled("new", 0)
    kept.write()
    assert set(marshal.loads(path.read_bytes())) == {"0 new"}
    assert [one.name for one in tmp_path.iterdir()] == ["expressions.bin"]
