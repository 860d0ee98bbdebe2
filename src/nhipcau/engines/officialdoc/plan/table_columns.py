"""Which column of a task table holds what, by its headings."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum

from nhipcau.engines.vntext import fold, fold_in_place, opens_agency
from nhipcau.engines.vntext.regexes import regex

from ..model import Cell, Table
from ..words.labels import read_label


class Column(StrEnum):
    NUMBER = "number"
    TITLE = "title"
    CONTENT = "content"
    ACTION = (
        "action"  # "Hành động cụ thể" beside the content: one content may have several, each with its duties
    )
    DETAIL = "detail"  # "Phương pháp", "Mục tiêu", "Đối tượng": told with the content
    LEAD = "lead"
    COORDINATE = "coordinate"
    DIRECT = "direct"
    IMPLEMENT = "implement"
    MIXED = "mixed"
    TIMING = "timing"
    START = "start"  # "Bắt đầu | Kết thúc"
    END = "end"
    TIMING_PLACE = "timing_place"
    PLACE = "place"
    OUTPUT = "output"
    BUDGET = "budget"
    FUNDING = "funding"
    NOTE = "note"
    PERSON = "person"  # "Người phụ trách", "Cán bộ theo dõi": told with the content, no agency
    SLOT = "slot"  # "Quý I | Quý II | …", "T1 | T2 | …": marked where the work is done


DETAIL_HEADER = (
    r"^(?:cac\s+)?(?:phuong phap|phuong thuc|phuong an|cach thuc|hinh thuc|bien phap|giai phap|muc tieu|muc dich|yeu cau|chi tieu|doi tuong|"
    r"quy mo|so luong|can cu|co so|thanh phan|pham vi|ngon ngu)"
    r"(?!.*(?:nhiem vu|noi dung|cong viec|hoat dong|thoi gian|thoi han|tien do|chu tri|phoi hop|kinh phi|san pham))"
)
_HEADERS: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, regex(pattern))
    for column, pattern in (
        (
            Column.NUMBER,
            r"^(?:stt|s\.?\s?t\.?\s?t\.?|tt|t\.t|so\s*tt|so thu tu|thu tu|so|muc|#|no\.?|ma(?: so)?)(?:\W+no\.?)?$",
        ),
        (Column.DETAIL, DETAIL_HEADER),
        (
            Column.PERSON,
            r"^(?:ho (?:va |, )?ten|nguoi|can bo|chuyen vien|cong chuc|vien chuc|nhan su)\b(?!.*(?:co quan|don vi))",
        ),
        (
            Column.SLOT,
            r"^(?:(?:quy|q)\s?\.?(?:iv|i{1,3}|[1-4])|(?:thang|t)\s?\.?(?:0?[1-9]|1[0-2]))(?:\s*[/.]\s*20[0-9]{2}|\s+nam 20[0-9]{2})?$",
        ),
        (
            Column.START,
            r"^(?:ngay |thoi gian |thoi diem )?(?:bat dau|khoi dong)|^tu(?: ngay)?$|^(?:start|from)$",
        ),
        (Column.END, r"^(?:ngay |thoi gian |thoi diem )?ket thuc|^den(?: ngay)?$|^(?:end|to)$"),
        (Column.MIXED, r"chu tri.*phoi hop|phan cong|to chuc thuc hien|chu tri\s*/"),
        (
            Column.LEAD,
            r"chu tri|dau moi|chiu trach nhiem|chu cong|nong cot|thuong truc|(?:phu trach|thuc hien) chinh|^lead\b|^host\b|in charge|"
            r"(?:don vi|co quan|phong|ban|bo phan|to chuc|cap uy|nganh).* phu trach",
        ),
        (
            Column.COORDINATE,
            r"phoi hop|tham gia|ho tro|^coordinat|^partner|^support|phoi thuoc|\bcung (?:lam|thuc hien|trien khai)|(?:don vi|co quan|nganh).* lien quan",
        ),
        (Column.TIMING_PLACE, r"thoi gian.*dia diem|dia diem.*thoi gian"),
        (Column.OUTPUT, r"san pham|ket qua|dau ra"),
        (
            Column.TIMING,
            r"thoi gian|tien do|thoi han|\bhan\b|hoan thanh|lo trinh|thoi diem|ky han|\bmoc\b|\bxong\b|cham nhat|deadline|^time|schedule|khi nao|\bky (?:thuc hien|hoan thanh)|tan suat",
        ),
        (Column.PLACE, r"dia diem|noi to chuc|dia ban"),
        (Column.FUNDING, r"nguon"),
        (Column.BUDGET, r"kinh phi|du toan|so tien|thanh tien"),
        (Column.DIRECT, r"chi dao|phu trach|theo doi"),
        (
            Column.IMPLEMENT,
            r"^(?!.*(?:noi dung|nhiem vu|cong viec)).*(?:don vi|co quan|thuc hien|trach nhiem)|^ai lam\b",
        ),
        (Column.NOTE, r"ghi chu|luu y"),
        (
            Column.ACTION,
            r"hanh dong|(?:hoat dong|cong viec|viec|dau viec|buoc|giai phap|san pham)\s+(?:cu the|chi tiet)|cach lam",
        ),
        (
            Column.TITLE,
            r"noi dung|nhiem vu|cong viec|hoat dong|^ten\b|dau viec|^viec\b|^(?:task|content|activit|work)|hang muc|chuong trinh|de an|van ban|su kien",
        ),
    )
)
DUTY_COLUMNS = frozenset(
    {
        Column.LEAD,
        Column.COORDINATE,
        Column.IMPLEMENT,
        Column.MIXED,
        Column.TIMING,
        Column.START,
        Column.END,
        Column.SLOT,
        Column.DIRECT,
    }
)
_WHO_COLUMNS = (Column.LEAD, Column.COORDINATE, Column.IMPLEMENT, Column.MIXED)
_CARRIED_SURE = 0.6
# What no heading says: a role with its agency, a number with words, a sentence.
_DUTY_IN_CELL = regex(r"(?:chu tri|phoi hop)[^:]{0,40}:\s*\S")
# Words of a cell, after its first, that say who leads: "Chủ trì: Sở X".
_DUTY_LINE = regex(
    r"\w\W*\s(?:(?:don vi|co quan)\s+)?(?:chu tri|dau moi|thuong truc)(?:\s+(?:thuc hien|tham muu))?\s*:\s*\w"
)
_TASK_WORDS = regex(r"noi dung|nhiem vu|cong viec|hoat dong|hang muc")
_MOST_HEADER_ROWS = 4


def find_header(table: Table) -> tuple[dict[int, Column], int] | None:
    """Which column holds what, and the first row of data; None when it is no table of tasks."""
    best: tuple[int, dict[int, Column], int] | None = None
    for last in range(min(_MOST_HEADER_ROWS, len(table.rows))):
        if last and _is_data(table.rows[last]):
            break
        columns: dict[int, Column] = {}
        for column in range(table.width):
            kinds = [_column_kind(table.rows[row][column].text) for row in range(last, -1, -1)]
            kind = next((kind for kind in kinds if kind), None)
            if kind is not None:
                columns[column] = kind
        columns = _settle(columns, table, last)
        duties = len(DUTY_COLUMNS & set(columns.values()))
        if (not duties or Column.TITLE not in columns.values()) and (
            whole := _told_whole(table, last)
        ) is not None:
            columns, duties = {**columns, whole: Column.TITLE}, 1
        if Column.TITLE in columns.values() and duties:
            score = len(set(columns.values())) + list(columns.values()).count(Column.SLOT)
            if best is None or score > best[0]:
                best = (score, columns, last + 1)
    return (best[1], max(best[2], table.header_rows if table.header_rows <= 4 else 0)) if best else None


def _told_whole(table: Table, last: int) -> int | None:
    """The column whose cells tell each task with its duties, line by line: "Nhiệm vụ, phân công, thời gian"."""
    rows = table.rows[last + 1 :]
    for column in range(table.width):
        if not _TASK_WORDS.search(fold(table.rows[last][column].text)):
            continue
        looked: dict[int, bool] = {}  # a cell merged over many rows stands in each, and is looked at once
        told = 0
        for row in rows:
            said = row[column].paragraphs
            if id(said) not in looked:
                looked[id(said)] = _DUTY_LINE.search(fold_in_place("\n".join(said))) is not None
            told += looked[id(said)]
        if told and told * 2 >= len(rows):
            return column
    return None


def with_head_of(table: Table, before: Table | None) -> Table:
    """A table without headings under those of the table before it: the same table on the next page of a scan.

    It may have lost its last column with the right edge of the page.  Less is believed of it.
    """
    if before is None or find_header(table) is not None or not table.rows:
        return table
    found = find_header(before)
    width = len(table.rows[0])
    if found is None or width not in (len(before.rows[0]), len(before.rows[0]) - 1):
        return table
    columns, first = found
    if not _goes_on_below(table, {column: kind for column, kind in columns.items() if column < width}):
        return table
    head = tuple(row[:width] for row in before.rows[:first])
    rows = tuple(
        tuple(replace(cell, origin=(cell.origin[0] + first, cell.origin[1])) for cell in row)
        for row in table.rows
    )
    return replace(table, rows=(*head, *rows), header_rows=first, sure=min(table.sure, _CARRIED_SURE))


def continued(before: Table, table: Table) -> Table | None:
    """Both tables as one, where the second begins with the rest of the first one's last row: no number, and words that go
    on in small letters.  None where it does not."""
    found = find_header(before)
    if found is None or not table.rows or table.width != before.width:
        return None
    columns, first = found
    head = [[fold(cell.text) for cell in row] for row in before.rows[:first]]
    start = first if [[fold(cell.text) for cell in row] for row in table.rows[:first]] == head else 0
    number = next((column for column, kind in columns.items() if kind is Column.NUMBER), None)
    rest = table.rows[start] if start < len(table.rows) else ()
    if number is None or not rest or rest[number].text.strip() or len({cell.origin for cell in rest}) == 1:
        return None
    said = [cell.text.strip() for cell in rest if cell.text.strip()]
    if not said or not any(words[:1].islower() for words in said) or len(before.rows) <= first:
        return None
    down = len(before.rows) - start
    rows = tuple(
        tuple(replace(cell, origin=(cell.origin[0] + down, cell.origin[1])) for cell in row)
        for row in table.rows[start:]
    )
    return replace(before, rows=(*before.rows, *rows), sure=min(before.sure, table.sure))


def _goes_on_below(table: Table, columns: dict[int, Column]) -> bool:
    """Whether the cells are what the headings of the page before ask for: numbers below numbers, agencies."""
    numbers = [column for column, kind in columns.items() if kind is Column.NUMBER]
    who = [column for column, kind in columns.items() if kind in _WHO_COLUMNS]
    counted = sum(any(row[column].text.strip(" .").isdecimal() for column in numbers) for row in table.rows)
    named = sum(any(opens_agency(row[column].text) for column in who) for row in table.rows)
    return max(counted, named) * 2 >= len(table.rows)


def _is_data(row: tuple[Cell, ...]) -> bool:
    """Whether a row below the first is a task and no second row of headings."""
    if len({cell.origin for cell in row}) == 1:
        return False
    return any(_holds_values(cell.text.strip()) for cell in row)


def _holds_values(text: str) -> bool:
    if not text:
        return False
    folded = fold(text)
    if _DUTY_IN_CELL.search(folded) or (len(text) > 20 and text.endswith(".")):
        return True
    label = read_label(text)
    if label is not None and label[1] and len(label[1]) > 3:
        return True
    named = text[:1].isupper() and opens_agency(text) and _column_kind(text) is None
    return named and len(text.split()) > 1


def _column_kind(text: str) -> Column | None:
    folded = fold(text).strip(" .:")
    if not folded or len(folded) > 90:
        return None
    return next((column for column, pattern in _HEADERS if pattern.search(folded)), None)


def _settle(columns: dict[int, Column], table: Table, last: int) -> dict[int, Column]:
    """One title column; a second one is the content.  Cells of one merged heading count once."""
    settled: dict[int, Column] = {}
    if Column.TITLE not in columns.values():
        for wanted in (Column.ACTION, Column.DETAIL):
            first = next((column for column, kind in sorted(columns.items()) if kind is wanted), None)
            if first is not None:
                columns = {**columns, first: Column.TITLE}
                break
    if not {Column.LEAD, Column.IMPLEMENT, Column.MIXED} & set(columns.values()):
        columns = {
            column: Column.LEAD if kind is Column.DIRECT and _in_charge(table, column, last) else kind
            for column, kind in columns.items()
        }
    titles = 0
    for column, kind in sorted(columns.items()):
        origin = table.rows[last][column].origin
        repeated = origin[1] != column and table.rows[last][column].column_span > 1
        if kind is Column.TITLE:
            titles += 1
            settled[column] = Column.TITLE if titles == 1 else Column.CONTENT
        elif (kind is Column.NUMBER and Column.NUMBER in settled.values()) or (
            repeated and kind in settled.values() and kind in (Column.NOTE, Column.BUDGET)
        ):
            continue
        else:
            settled[column] = kind
    return settled


def _in_charge(table: Table, column: int, last: int) -> bool:
    """Whether a column "Phụ trách" names agencies below its heading: then it tells who leads."""
    heading = fold(table.rows[last][column].text)
    values = [row[column].text for row in table.rows[last + 1 :] if row[column].text.strip()]
    named = sum(opens_agency(text) for text in values)
    return "phu trach" in heading and "lanh dao" not in heading and named * 2 > len(values)


def money_unit(table: Table, columns: dict[int, Column], first: int) -> int:
    for column, kind in columns.items():
        if kind is Column.BUDGET:
            text = " ".join(fold(table.rows[row][column].text) for row in range(first))
            if "trieu" in text:
                return 1_000_000
            if "nghin" in text or "1.000" in text:
                return 1_000
    return 1
