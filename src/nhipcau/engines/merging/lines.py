"""Reports' sentences as they come in a file: one JSON object a line, {"agency", "task", "text"}.

A file is taken whole or refused whole, and the refusal names the line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from nhipcau.engines.merging.model import MergingError, Said
from nhipcau.engines.vntext.letters import sound
from nhipcau.engines.vntext.regexes import regex

MOST_BYTES = 64_000_000  # of a file
MOST_LINES = 200_000
LONGEST_LINE = 1_000_000  # bytes
LONGEST_NAME = 500  # letters of an agency's or a task's name
KEYS = ("agency", "task", "text")
_SAYS = regex(r"[^\W_]")


class BadFile(MergingError):
    """The file as a whole: "missing", "folder", "no-access", "too-large", "empty"."""

    code = "file"


class BadLine(MergingError):
    """One line: "utf8", "json", "not-an-object", "missing", "type", "empty", "long"; params: line (from 1), key."""

    code = "line"


def read_lines(lines: Iterable[bytes]) -> list[Said]:
    """What a file's lines say, in order; lines without anything are passed over.  Raises BadLine and BadFile."""
    said = list(_said(lines))
    if not said:
        raise BadFile("empty")
    return said


def _said(lines: Iterable[bytes]) -> Iterator[Said]:
    for number, raw in enumerate(lines, start=1):
        if number > MOST_LINES:
            raise BadFile("too-many-lines", most=MOST_LINES)
        if len(raw) > LONGEST_LINE:
            raise BadLine("long", line=number, most=LONGEST_LINE)
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
        except UnicodeDecodeError as broken:
            raise BadLine("utf8", line=number) from broken
        if line:
            yield _one(line, number)


def _one(line: str, number: int) -> Said:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as broken:
        raise BadLine("json", line=number) from broken
    if not isinstance(row, dict):
        raise BadLine("not-an-object", line=number)
    values = []
    for key in KEYS:
        if key not in row:
            raise BadLine("missing", line=number, key=key)
        value = row[key]
        if not isinstance(value, str):
            raise BadLine("type", line=number, key=key)
        value = sound(value).strip()
        if not _SAYS.search(value):
            raise BadLine("empty", line=number, key=key)
        if key != "text" and len(value) > LONGEST_NAME:
            raise BadLine("long-name", line=number, key=key, most=LONGEST_NAME)
        values.append(value)
    return Said(*values)
