"""Tables of a paper that amends a plan: rows of tasks, and old words beside new, as operations.

What is done with a row is said by its own note, by the group or heading above it, by the annex's title, or by the article
that leads to the annex; where nothing says it, ``of`` stays empty and the plan decides. A table of another form is one
operation that a person reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from nhipcau.engines.vntext import fold_in_place, regexes, squeeze
from nhipcau.engines.vntext.regexes import regex

from ..model import Cell, OfficialDocument, Paragraph, Position, Role, Table
from ..plan.model import TaskReading, source_json
from ..plan.reading import plan_year
from ..plan.table_columns import Column, find_header, with_head_of
from ..plan.tables import read_task_table
from .model import ROLES, Deed
from .operating import Operation, Verb
from .places import Place, places_in, without_quotes

_ENDS = regex(
    r"\b(?:bai bo|huy bo|loai bo|cat giam|khong (?:tiep tuc )?(?:thuc hien|trien khai|to chuc)|(?:dung|ngung) (?:thuc hien|trien khai|to chuc))\b"
)
_ADDS = regex(r"\b(?:bo sung|them moi|them|phat sinh)\b|\bnhiem vu moi\b")
_CHANGES = regex(r"\b(?:sua doi|dieu chinh|thay the|thay doi|chinh sua|cap nhat)\b")
_KEEPS = regex(r"\b(?:giu nguyen|khong thay doi|khong dieu chinh)\b")
_ONLY_ADDED = regex(r"^\W*(?:nhiem vu )?(?:bo sung|them|phat sinh|them moi|moi)(?: moi| nhiem vu)?\W*$")
_WHOLE = regex(
    r"\bthay the\b(?: toan bo)?(?: noi dung)?(?: cua)?(?: cac)? (?:phu luc|danh muc|bang|bieu|ke hoach)\b"
)
_LEADS = regex(
    r"\b(?:phu luc|danh muc|bieu|bang)\b[^.;]{0,60}\b(?:kem theo|dinh kem)\b(?!\s+(?:ke hoach|chuong trinh)\s+so)|\b(?:kem theo|dinh kem)\s+(?:phu luc|danh muc|bieu|bang)\b"
)
_HOW_MANY = regex(r"\b0?([0-9]{1,3})(?: \([a-z ]+\))? (?:nhiem vu|noi dung|cong viec|hoat dong)\b")
_OLD = regex(
    r"\b(?:da (?:ban hanh|phe duyet|duyet|giao|ghi|in|dang)|hien hanh|cu|truoc (?:khi )?(?:dieu chinh|sua doi)|ban dau|theo (?:ke hoach|quyet dinh))\b"
)
_NEW = regex(r"\b(?:dieu chinh|sua doi|thay the|bo sung|sua lai|moi|dinh chinh|nay (?:sua|ghi|la))\b")
_LABELLED = re.compile(r"^[^:\n]{3,40}:\s*\S")
_NOTHING = regex(r"^\W*(?:chua co|khong co|khong)?\W*$")
_GROUP_OF_WORDS = 12  # a group's heading that says what is done with its rows is short
_COLUMNS = (*ROLES, "timing", "place", "budget", "outputs", "content")


@dataclass
class _Standing:
    """A table where it stands; said: what the words above it say is done (a ``Deed``'s value, "" where nothing does)."""

    table: Table
    said: str
    is_annex: bool


def deed_in(text: str) -> str:
    """What words say is done with tasks: the value of one ``Deed``, "" where they say none or several."""
    folded = without_quotes(fold_in_place(squeeze(text)))
    if _KEEPS.search(folded):
        return Deed.KEEP.value
    said = [
        deed.value
        for deed, pattern in ((Deed.END, _ENDS), (Deed.ADD, _ADDS), (Deed.CHANGE, _CHANGES))
        if pattern.search(folded)
    ]
    return said[0] if len(said) == 1 else ""


def _noted(text: str) -> str:
    """What a row's own note says: "Bổ sung" is a new task, "Bổ sung cơ quan phối hợp" is a change."""
    folded = fold_in_place(squeeze(text))
    if not folded.strip():
        return ""
    if _ENDS.match(folded.strip(" .-–")) or _KEEPS.search(folded):
        return deed_in(text)
    if _ONLY_ADDED.match(folded):
        return Deed.ADD.value
    if _CHANGES.search(folded) or _ADDS.match(folded.strip(" .-–")):
        return Deed.CHANGE.value
    return ""


def leads_to_annex(text: str) -> bool:
    """Whether a sentence leaves its changes to the paper's own annex: "... như Phụ lục kèm theo Quyết định này"."""
    return bool(_LEADS.search(fold_in_place(squeeze(text))))


def is_for_whole(text: str) -> bool:
    """Whether a sentence puts a new annex (or plan) in the place of the old one."""
    return bool(_WHOLE.search(without_quotes(fold_in_place(squeeze(text)))))


def table_operations(document: OfficialDocument) -> list[Operation]:
    """What the paper's tables say, row by row, in its order."""
    year, _sure = plan_year(document, document.head, document.blocks)
    found: list[Operation] = []
    before: Table | None = None
    for standing in _tables(document):
        table = with_head_of(standing.table, before)
        before = table
        compared = _compared(table)
        if compared is not None:
            found += compared
        elif tasks := read_task_table(table, document, year):
            found += _rows(table, tasks, standing)
        else:
            found.append(_unread(table))
    _say_by_articles(document, [one for one in found if one.verb is Verb.ROW])
    return found


def settled_by_rows(operation: Operation, rows: Sequence[Operation]) -> bool:
    """Whether a sentence that leads to an annex is told by the annex's rows: each of its places, or as many as it says."""
    if not leads_to_annex(operation.words) or is_for_whole(operation.words):
        return False
    numbers = [place.number for place in operation.places]
    own = {place.number for row in rows for place in row.places}
    if numbers:
        return all(number in own for number in numbers)
    deed = deed_in(operation.words)
    count = _HOW_MANY.search(fold_in_place(operation.words))
    told = sum(row.of in ("", deed) for row in rows)
    return bool(told) and (count is None or int(count.group(1)) == told)


def _tables(document: OfficialDocument) -> Iterator[_Standing]:
    yield from _standing(document.blocks, "", is_annex=False)
    for part in document.attachments:
        title = squeeze(f"{part.title or ''} {part.head.title or ''}")
        is_plan = (part.kind or "").casefold() in ("kế hoạch", "chương trình", "đề án")
        yield from _standing(part.blocks, "" if is_plan else deed_in(title), is_annex=True)


def _standing(blocks: Sequence[Any], said: str, *, is_annex: bool) -> Iterator[_Standing]:
    above, heading = said, ""
    for block in blocks:
        if block.role is not Role.BODY:
            continue
        if isinstance(block, Table):
            yield _Standing(block, heading or above, is_annex)
        elif isinstance(block, Paragraph):
            told = deed_in(block.text)
            heading = told or ("" if block.label is not None else heading)


def _say_by_articles(document: OfficialDocument, rows: Sequence[Operation]) -> None:
    """Rows that nothing else says: what the one article that leads to them does."""
    leading = [
        block.text
        for block in document.blocks
        if isinstance(block, Paragraph) and block.role is Role.BODY and leads_to_annex(block.text)
    ]
    deeds = {"whole" if is_for_whole(text) else deed_in(text) for text in leading}
    if len(deeds) != 1:
        return
    for row in rows:
        if not row.of and row.in_annex:
            row.of = next(iter(deeds))


def _rows(table: Table, tasks: Sequence[TaskReading], standing: _Standing) -> Iterator[Operation]:
    header = find_header(table)
    assert header is not None
    columns, first = header
    note = next((at for at, kind in columns.items() if kind is Column.NOTE), None)
    number = next((at for at, kind in columns.items() if kind is Column.NUMBER), None)
    title = next(at for at, kind in columns.items() if kind is Column.TITLE)
    by_start: dict[int, tuple[Cell, ...]] = {}
    for row in table.rows[first:]:
        if (source := row[title].source) is not None:
            by_start.update(dict.fromkeys(range(source.start, source.end), row))
    leaves = list(_leaves(tasks))
    there = [name for name in _COLUMNS if any(task.to_json().get(name) for task, _above in leaves)]
    for task, above in leaves:
        written = task.to_json()
        source = task.sources.get("title")
        cells = by_start.get(source.start) if source is not None else None
        has_number = cells is not None and number is not None and bool(cells[number].text.strip())
        said = _noted(cells[note].text) if cells is not None and note is not None else ""
        group = above[-1] if above else None
        if group is not None and not said and len(group.title.split()) <= _GROUP_OF_WORDS:
            said = deed_in(group.title)
        of = said or standing.said
        if of == Deed.KEEP.value:
            continue
        words = " · ".join(_once(cells)) if cells is not None else task.title
        yield Operation(
            Verb.ROW,
            places=[Place(task.number)] if has_number else [],
            of=of,
            task={name: value for name, value in written.items() if name != "children"},
            columns=there,
            group=group.title if group is not None and not deed_in(group.title) else "",
            in_annex=standing.is_annex,
            words=words,
            source=_place(source),
        )


def _place(source: Position | None) -> dict[str, Any] | None:
    return source_json(source) if source is not None else None


def _leaves(
    tasks: Sequence[TaskReading], above: tuple[TaskReading, ...] = ()
) -> Iterator[tuple[TaskReading, tuple[TaskReading, ...]]]:
    for task in tasks:
        if task.children:
            yield from _leaves(task.children, (*above, task))
        else:
            yield task, above


def _once(cells: Sequence[Cell]) -> Iterator[str]:
    """The words of a row's cells, a merged one once, empty ones left out."""
    seen = set()
    for cell in cells:
        if cell.origin not in seen and cell.text.strip():
            seen.add(cell.origin)
            yield squeeze(cell.text)


def _unread(table: Table) -> Operation:
    words = " / ".join(" · ".join(_once(row)) for row in table.rows[:3])
    return Operation(Verb.UNREAD, words=words[:600], source=source_json(table.source))


# --- old words beside new ------------------------------------------------------------------------------------


def _compared(table: Table) -> list[Operation] | None:
    """A table of old words beside new ones: "Nội dung đã ban hành | Nội dung điều chỉnh"; None for any other."""
    for last in range(min(2, len(table.rows))):
        heads = [fold_in_place(squeeze(cell.text)) for cell in table.rows[last]]
        old = [at for at, head in enumerate(heads) if _OLD.search(head)]
        new = [at for at, head in enumerate(heads) if at not in old and _NEW.search(head)]
        if len(old) == 1 and len(new) == 1:
            upper = squeeze(table.rows[0][new[0]].text) if last else ""
            where = [
                at for at, head in enumerate(heads)
                if at not in (old[0], new[0]) and not regexes.match(r"^\W*(?:s?tt|so tt|so thu tu|ghi chu)\W*$", head)
            ]  # fmt: skip
            rows = [row for row in table.rows[last + 1 :] if len({cell.origin for cell in row}) > 1]
            return [_of_row(row, where, old[0], new[0], upper) for row in rows]
    return None


def _of_row(row: Sequence[Cell], where: Sequence[int], old: int, new: int, upper: str) -> Operation:
    name = " ".join(squeeze(row[at].text) for at in where).strip()
    before, after = _lines(row[old]), _lines(row[new])
    words = f"{name}: {' '.join(before)} → {' '.join(after)}".strip()
    source = _place(row[new].source)
    operation = Operation(Verb.UNREAD, places_in(name or " ".join(before)), words=words, source=source)
    if upper and after and not _LABELLED.match(after[0]):
        before, after = [f"{upper}: {line}" for line in before[:1]], [f"{upper}: {after[0]}", *after[1:]]
    if not after:
        return operation
    if _ENDS.match(fold_in_place(after[0]).strip(" .-–")):
        operation.verb = Verb.END
    elif before and _NOTHING.match(fold_in_place(before[0])):
        operation.verb, operation.text = Verb.ADD, after
    elif all(_LABELLED.match(line) for line in after):
        operation.verb, operation.text, operation.old = Verb.REPLACE, after, "\n".join(before)
    elif before:
        operation.verb, operation.old, operation.new = Verb.REWORD, " ".join(before), " ".join(after)
    return operation


def _lines(cell: Cell) -> list[str]:
    lines = [line for part in cell.paragraphs for line in part.split("\n")] or [cell.text]
    return [squeeze(line).strip('“”" ') for line in lines if line.strip()]
