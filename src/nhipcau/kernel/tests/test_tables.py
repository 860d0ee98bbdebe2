"""Tables in: what is read, and what is refused in words."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from nhipcau.kernel import tables
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.tables import Field, choice_in, day_in, read_pasted, read_xlsx

FIELDS = (
    Field("name", "Họ và tên", ("Họ tên",), required=True),
    Field("agency", "Cơ quan", ("Đơn vị",), required=True),
    Field("since", "Từ ngày"),
)


def book(*rows, title: str = "x") -> bytes:
    made = Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_sheet_with_lines_above_its_titles_and_other_columns_is_read():
    content = book(
        ["DANH SÁCH CÁN BỘ ĐẦU MỐI"], [], ["STT", "HỌ VÀ TÊN", " Đơn  vị ", "Từ ngày", "Sở thích"],
        [1, "Nguyễn  Thu Hà", "Sở Công Thương", datetime(2026, 3, 1), "cờ"], [None, None, None, None, None],
        [2, "K’Brếu", "UBND xã Đắk Wil", "15/3/2026", None],
    )  # fmt: skip
    table = read_xlsx(content, FIELDS)
    assert table.unknown == ("STT", "Sở thích")
    assert [line.number for line in table.lines] == [4, 6]
    assert table.lines[0].values == {
        "name": "Nguyễn Thu Hà",
        "agency": "Sở Công Thương",
        "since": "01/03/2026",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Họ tên\tĐơn vị\nHà\tSở Y tế\n",
        "Họ tên;Đơn vị\r\nHà;Sở Y tế\r\n",
        'Họ tên,Đơn vị\n"Hà","Sở Y tế"\n',
        "\n\nho ten\tdon vi\nHà\tSở Y tế",
        "HO\u0323 TÊN\t\u200bĐơn vị\nHà\tSở\u00a0Y tế".replace("HO\u0323", "HỌ"),
    ],
)
def test_pasted_rows_are_read_whatever_stands_between_the_columns(text):
    (line,) = read_pasted(text, FIELDS).lines
    assert line.values == {"name": "Hà", "agency": "Sở Y tế"}


def test_a_cell_over_two_lines_stays_one_cell():
    (line,) = read_pasted('Họ tên\tĐơn vị\n"Hà\nNguyễn"\tSở Y tế\n', FIELDS).lines
    assert line.values["name"] == "Hà Nguyễn"


def test_missing_titles_are_named():
    with pytest.raises(Refused, match="Họ và tên, Cơ quan"):
        read_pasted("Tên\tSố\na\t1", FIELDS)


def test_the_same_column_twice_is_refused():
    with pytest.raises(Refused, match="Cơ quan"):
        read_pasted("Họ tên\tĐơn vị\tCơ quan\na\tb\tc", FIELDS)


def test_a_table_of_titles_only_is_refused():
    with pytest.raises(Refused, match="chưa có dòng nào"):
        read_xlsx(book(["Họ tên", "Đơn vị"]), FIELDS)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (tables.LARGEST_INSIDE + 1))
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"PK\x03\x04broken", book(["a"])[:-40], b"\xff" * 5000],
    ids=["empty", "pdf", "zip head only", "cut off", "noise"],
)
def test_what_is_no_workbook_is_refused_in_words(content):
    with pytest.raises(Refused, match="Không đọc được tệp này như một bảng tính"):
        read_xlsx(content, FIELDS)


def test_a_workbook_that_would_unpack_to_far_more_is_refused_unopened():
    with pytest.raises(Refused, match="nén quá nhiều"):
        read_xlsx(bomb(), FIELDS)


def test_too_many_rows_and_too_long_cells_are_refused():
    head = "Họ tên\tĐơn vị\n"
    with pytest.raises(Refused, match="5000 dòng"):
        read_pasted(head + "a\tb\n" * (tables.MOST_ROWS + 1), FIELDS)
    with pytest.raises(Refused, match="Dòng 2"):
        read_pasted(head + "a" * (tables.LONGEST_CELL + 1) + "\tb", FIELDS)


def test_a_workbook_that_lies_about_its_size_is_read_as_it_is():
    content = book(["Họ tên", "Đơn vị"], ["Hà", "Sở Y tế"])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = old.read(entry.filename)
            if entry.filename.endswith("sheet1.xml"):
                assert b'ref="A1:B2"' in data
                data = data.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
            new.writestr(entry, data)
    assert len(read_xlsx(out.getvalue(), FIELDS).lines) == 1


@pytest.mark.parametrize(
    "text", ["15/5/2026", "2026-05-15", "15.5.2026", "ngày 15 tháng 5 năm 2026", "15-05-2026"]
)
def test_days_are_read_as_people_write_them(text):
    assert day_in({"since": text}, "since", "Từ ngày") == date(2026, 5, 15)


@pytest.mark.parametrize("text", ["31/02/2026", "hôm qua", "15/5", "²/5/2026", "1/1/0001", "1/1/99999"])
def test_what_is_no_day_is_refused_with_the_cell_named(text):
    with pytest.raises(Refused, match="Từ ngày"):
        day_in({"since": text}, "since", "Từ ngày")


def test_a_choice_is_known_by_its_label_without_marks_or_by_its_code():
    labels = {"a": "Lãnh đạo phụ trách", "b": "Cán bộ thực hiện"}
    assert choice_in({"d": "LANH DAO PHU TRACH"}, "d", "Phân công", labels) == "a"
    assert choice_in({"d": "b"}, "d", "Phân công", labels) == "b"
    assert choice_in({}, "d", "Phân công", labels) is None
    with pytest.raises(Refused, match="Lãnh đạo phụ trách, Cán bộ thực hiện"):
        choice_in({"d": "giám đốc"}, "d", "Phân công", labels)


_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_SHEET = "xl/worksheets/sheet1.xml"


def _row(*cells: str, number: object = 1) -> str:
    inside = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{number}">{inside}</row>'


def _with(body: str, before: str = "", beside: str = "") -> bytes:
    """A workbook whose sheet is written by hand."""
    made = io.BytesIO()
    book = Workbook()
    book.save(made)
    out = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content: str | bytes = source.read(entry)
            if entry.filename == _SHEET:
                head = '<?xml version="1.0"?>'
                content = f"{head}{before}<worksheet {_NS}>{beside}<sheetData>{body}</sheetData></worksheet>"
            target.writestr(entry.filename, content)
    return out.getvalue()


def _flagged(content: bytes, place: int, value: bytes) -> bytes:
    """The archive's directory says something else of the sheet (encrypted; smaller than it is)."""
    changed = bytearray(content)
    entry = changed.rfind(b"PK\x01\x02", 0, changed.rfind(_SHEET.encode()))
    changed[entry + place : entry + place + len(value)] = value
    return bytes(changed)


_TITLES = _row(*(field.title for field in FIELDS))
_LONG = "x" * 100_000
HOSTILE = {
    "entities that grow": _with(
        _TITLES + _row("&a;" * 5000, number=2), f'<!DOCTYPE w [<!ENTITY a "{_LONG}">]>'
    ),
    "a file of the server": _with(
        _TITLES + _row("&x;", number=2), '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    ),
    "a cell beyond any sheet": _with(_TITLES + '<row r="99999999999"><c r="ZZZZZZ9"><v>1</v></c></row>'),
    "a row without a number": _with(_TITLES + _row("a", number="x")),
    "a number without end": _with(f"{_TITLES}<row><c><v>{'9' * 10_000}</v></c></row>"),
    "no number": _with(f"{_TITLES}<row><c><v>NaN</v></c></row>"),
    "a text that is not there": _with(f'{_TITLES}<row><c t="s"><v>99999</v></c></row>'),
    "an encrypted entry": _flagged(_with(_TITLES + _row("a", number=2)), 8, b"\x01"),
    "larger than it says": _flagged(_with(_TITLES + _row(_LONG, number=2)), 24, b"\x10\x00\x00\x00"),
    "locked by a password": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_in_words(name):
    with pytest.raises(Refused):
        read_xlsx(HOSTILE[name], FIELDS)


def test_a_sheet_that_says_it_is_as_large_as_can_be_is_read_as_it_is():
    names = [field.example or "a" for field in FIELDS]
    content = _with(_TITLES + _row(*names, number=2), beside='<dimension ref="A1:XFD1048576"/>')
    assert len(read_xlsx(content, FIELDS).lines) == 1
