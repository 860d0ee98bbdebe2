"""Workbooks as offices keep them: merged, hidden, filtered, half reckoned, formatted to the end of the sheet."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.protection import SheetProtection

from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.sound import shows
from nhipcau.kernel.tables import MOST_ROWS, Field, Table, day_in, read_pasted, read_xlsx

FIELDS = (
    Field("name", "Họ và tên", ("Họ tên",), required=True),
    Field("agency", "Cơ quan", ("Đơn vị",)),
    Field("since", "Từ ngày"),
)
HEAD = ("Họ và tên", "Cơ quan", "Từ ngày")


def book(*rows) -> Workbook:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    return made


def saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read(made: Workbook) -> Table:
    return read_xlsx(saved(made), FIELDS)


def told(made: Workbook) -> str:
    with pytest.raises(Refused) as refused:
        read(made)
    return str(refused.value)


def column(table: Table, name: str) -> list[str]:
    return [line.values[name] for line in table.lines]


def test_a_merged_cell_says_the_same_in_each_of_its_rows():
    made = book(HEAD, ("Hà", "Sở Y tế"), ("An",), ("Bình",), ("Chi", "Sở Xây dựng"), ("Dung",))
    made.active.merge_cells("B2:B4")
    table = read(made)
    assert column(table, "agency") == ["Sở Y tế", "Sở Y tế", "Sở Y tế", "Sở Xây dựng", ""]


def test_a_merged_cell_makes_no_rows_of_its_own():
    made = book(HEAD, ("Hà", "Sở Y tế"))
    made.active.merge_cells("B2:B900")
    assert [line.number for line in read(made).lines] == [2]


def test_titles_over_two_rows_are_no_line():
    made = book(
        ("DANH SÁCH",),
        ("Họ và tên", "Cơ quan", "Thời gian"),
        (None, None, "Từ ngày"),
        ("Hà", "Sở Y tế", "1/3/2026"),
    )
    for place in ("A1:C1", "A2:A3", "B2:B3"):
        made.active.merge_cells(place)
    (line,) = read(made).lines
    assert line.values == {"name": "Hà", "agency": "Sở Y tế", "since": "1/3/2026"}


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_never_read_instead_of_the_one_in_view(state):
    made = book(HEAD, ("Người cũ",))
    made.active.sheet_state = state
    seen = made.create_sheet("Đang dùng")
    seen.append(HEAD)
    seen.append(("Người mới",))
    made.active = 1
    assert column(read(made), "name") == ["Người mới"]


def test_a_table_that_stands_only_in_a_hidden_sheet_is_told():
    made = book(HEAD, ("Hà",))
    made.active.title = "kho"
    made.active.sheet_state = "hidden"
    made.create_sheet("trang khác")
    made.active = 1
    assert "“kho”" in told(made)


def test_a_second_sheet_with_such_a_table_is_not_left_out_without_a_word():
    made = book(HEAD, ("Hà",))
    made.active.title = "Sở"
    second = made.create_sheet("Xã")
    second.append(HEAD)
    second.append(("An",))
    assert "“Sở”, “Xã”" in told(made)


def test_hidden_rows_and_columns_that_say_something_are_told_and_others_do_not_matter():
    made = book(HEAD, ("Hà", "Sở Y tế"), ("An", "Sở Y tế"), (None, None, None, "ghi chú"))
    made.active.row_dimensions[3].hidden = True
    assert "(3)" in told(made)
    made.active.row_dimensions[3].hidden = False
    made.active.row_dimensions[4].hidden = True
    made.active.column_dimensions["C"].hidden = True
    assert column(read(made), "name") == ["Hà", "An"]
    made.active.column_dimensions["B"].hidden = True
    assert "(Cơ quan)" in told(made)


def test_formulas_without_a_value_and_values_that_are_errors_are_told_by_their_place():
    made = book(HEAD, ("=A1", "#N/A"), ("Hà", "Sở Y tế"))
    text = told(made)
    assert "Họ và tên 2 (#?)" in text
    assert "Cơ quan 2 (#N/A)" in text


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell():
    content = saved(book(HEAD, ("Hà", "=IF(1=1,B9,C9)")))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = old.read(entry.filename)
            if entry.filename.endswith("sheet1.xml"):
                assert data.count(b'<c r="B2">') == 1
                data = data.replace(b'<c r="B2">', b'<c r="B2" t="str">')
            new.writestr(entry, data)
    (line,) = read_xlsx(out.getvalue(), FIELDS).lines
    assert line.values["agency"] == ""


@pytest.mark.parametrize("shown", ["#REF!", "#N/A", "#NAME?", "#DIV/0!", "########", "Err:502"])
def test_errors_that_are_pasted_are_told_too(shown):
    with pytest.raises(Refused, match="Cơ quan 2"):
        read_pasted(f"Họ tên\tĐơn vị\nHà\t{shown}\n", FIELDS)


def test_a_sheet_formatted_to_its_last_row_is_read_by_what_it_holds():
    made = book(HEAD, ("Hà", "Sở Y tế"))
    for row in range(3, MOST_ROWS + 200):
        made.active.cell(row, 1).number_format = "0.00"
    made.active.cell(1_048_576, 1, "An")
    table = read(made)
    assert [(line.number, line.values["name"]) for line in table.lines] == [(2, "Hà"), (1_048_576, "An")]


def test_more_rows_than_are_read_are_refused():
    assert str(MOST_ROWS) in told(book(HEAD, *((f"Người {n}",) for n in range(MOST_ROWS + 20))))


def test_a_protected_sheet_is_read_as_any_other():
    made = book(HEAD, ("Hà",))
    made.active.protection = SheetProtection(sheet=True, password="x")
    assert column(read(made), "name") == ["Hà"]


@pytest.mark.parametrize(
    ("serial", "day"),
    [
        (59, date(1900, 2, 28)),
        (60, None),
        (61, date(1900, 3, 1)),
        (0, None),
        (-5, None),
        (46082, date(2026, 3, 1)),
    ],
)
def test_days_kept_as_numbers_are_the_days_that_the_sheet_shows(serial, day):
    made = book(HEAD, ("Hà", "Sở Y tế", serial))
    made.active["C2"].number_format = "dd/mm/yyyy"
    (line,) = read(made).lines
    if day is None:
        with pytest.raises(Refused, match="không phải một ngày"):
            day_in(line.values, "since", "Từ ngày")
    else:
        assert day_in(line.values, "since", "Từ ngày") == day


def test_a_number_that_is_not_shown_as_a_day_is_none():
    (line,) = read(book(HEAD, ("Hà", "", 46082))).lines
    with pytest.raises(Refused, match="46082"):
        day_in(line.values, "since", "Từ ngày")


@pytest.mark.parametrize("text", ["29/2/2025", "29/02/1900", "2026-02-29"])
def test_the_29th_of_february_of_other_years_is_refused(text):
    with pytest.raises(Refused):
        day_in({"since": text}, "since", "Từ ngày")
    assert day_in({"since": "29/2/2028"}, "since", "Từ ngày") == date(2028, 2, 29)


def test_a_quote_that_nothing_closes_swallows_no_rows():
    table = read_pasted('Họ tên\tĐơn vị\nHà\t"Sở Y tế\nAn\tSở Công Thương\nBình "x"\t"Sở" Z\n', FIELDS)
    assert column(table, "name") == ["Hà", "An", 'Bình "x"']
    assert column(table, "agency") == ['"Sở Y tế', "Sở Công Thương", '"Sở" Z']


UNSEEN = "\u200b\u2060\u3164\u115f\u2800\u034f\ufe0f\U000e0101"


def test_letters_that_show_nothing_are_nothing():
    (line,) = read_pasted(f"Họ tên\tĐơn vị\nHà{UNSEEN}\t{UNSEEN}\n{UNSEEN}\t\n", FIELDS).lines
    assert line.values == {"name": "Hà", "agency": ""}
    assert not shows(UNSEEN + " \n")
    assert shows(UNSEEN + "·")
