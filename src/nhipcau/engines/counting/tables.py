"""Tables of the engine and of an office: rows parted by tabs, read with the line of each, all wrong rows named at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from nhipcau.engines.counting.errors import BadRow, BadTable
from nhipcau.engines.vntext.letters import composed, sound

DATA = Path(__file__).parent / "data"
MOST_ROWS = 5_000
LONGEST_CELL = 2_000
Row = Mapping[str, str]
_Read = TypeVar("_Read")


class Rows:
    """The rows of one table.  file: what messages call it."""

    def __init__(self, rows: Iterable[tuple[int, Row]], file: str) -> None:
        self.file = file
        self._rows = list(rows)

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        return iter(self._rows)

    @staticmethod
    def of_file(path: Path, columns: Iterable[str], required: Iterable[str]) -> Rows:
        """The rows of a file; a column that it does not have is empty.  BadTable where the heads or a row's cells are wrong."""
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as broken:
            raise BadTable("utf8", file=path.name) from broken
        except (OSError, ValueError) as broken:
            raise BadTable("missing", file=path.name) from broken
        return Rows.of_text(text, path.name, columns, required)

    @staticmethod
    def of_text(text: str, file: str, columns: Iterable[str], required: Iterable[str]) -> Rows:
        """The same of a text."""
        known = tuple(columns)
        lines = [line.rstrip("\r") for line in sound(text).split("\n")]
        heads = [head.strip() for head in lines[0].split("\t")]
        for head in heads:
            if head not in known:
                raise BadTable("column", file=file, value=head[:80], near=near(head, known))
        for head in required:
            if head not in heads:
                raise BadTable("column-missing", file=file, value=head)
        if len(set(heads)) < len(heads):
            raise BadTable("column-twice", file=file, value=next(h for h in heads if heads.count(h) > 1))
        if len(lines) > MOST_ROWS:
            raise BadTable("too-many", file=file, most=MOST_ROWS)
        rows: list[tuple[int, Row]] = []
        wrong: list[BadRow] = []
        for number, line in enumerate(lines[1:], start=2):
            if not line.strip() or line.startswith("#"):
                continue
            cells = [composed(cell).strip() for cell in line.split("\t")]
            if len(cells) > len(heads):
                wrong.append(BadRow("cells", file=file, line=number, found=len(cells), wanted=len(heads)))
                continue
            if any(len(cell) > LONGEST_CELL for cell in cells):
                wrong.append(BadRow("long", file=file, line=number, most=LONGEST_CELL))
                continue
            found = dict.fromkeys(known, "") | dict(zip(heads, cells, strict=False))
            rows.append((number, found))
        if wrong:
            raise BadTable("rows", tuple(wrong), file=file, count=len(wrong))
        return Rows(rows, file)

    def each(self, read: Callable[[Row], _Read]) -> list[tuple[int, _Read]]:
        """Every row read; BadTable "rows" with each that cannot be, "empty" where there is none."""
        found: list[tuple[int, _Read]] = []
        wrong: list[BadRow] = []
        for line, row in self._rows:
            try:
                found.append((line, read(row)))
            except BadRow as bad:
                wrong.append(bad.at(self.file, line))
        if wrong:
            raise BadTable("rows", tuple(wrong), file=self.file, count=len(wrong))
        if not found:
            raise BadTable("empty", file=self.file)
        return found


def near(word: str, known: Iterable[str]) -> str:
    """Known words that look like one, for messages; "" where none does."""
    return ", ".join(get_close_matches(word, list(known), n=3))


def one_of(row: Row, column: str, known: Iterable[str], otherwise: str = "") -> str:
    """A cell that must be one of some words; ``otherwise`` where it is empty."""
    words = tuple(known)
    value = row[column] or otherwise
    if value not in words:
        raise BadRow("word", column=column, value=value[:80], known=", ".join(word for word in words if word))
    return value


def filled(row: Row, column: str) -> str:
    """A cell that must not be empty."""
    if not row[column]:
        raise BadRow("empty", column=column)
    return row[column]
