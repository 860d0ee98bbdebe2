"""Plans in sheets (.xlsx), and in files of old and other word processors (.doc, .rtf, .odt)."""

import importlib.util
import io
import os
import stat
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from tests.libreoffice import saved_as

from nhipcau.engines.officialdoc import errors, first_look, read
from nhipcau.engines.officialdoc.formats import office_convert
from nhipcau.engines.officialdoc.plan.reading import read_plan
from nhipcau.engines.officialdoc.reader import ReadOptions
from nhipcau.engines.officialdoc.sentences import sentence

HEAD = [
    "STT",
    "Nội dung nhiệm vụ",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời gian",
    "Kinh phí (triệu đồng)",
]


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def annex():
    """An annex in one sheet: head in two columns, merged group rows, days and numbers as Excel keeps them."""
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["D1"] = "ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    sheet["A2"], sheet["D2"] = "TỈNH BÌNH HẢI", "Độc lập - Tự do - Hạnh phúc"
    sheet["A3"], sheet["D3"] = "Số: 41/KH-UBND", "Bình Hải, ngày 12 tháng 01 năm 2026"
    for row in (1, 2, 3):
        sheet.merge_cells(f"A{row}:C{row}")
        sheet.merge_cells(f"D{row}:F{row}")
    sheet["A5"], sheet["A6"] = "KẾ HOẠCH", "Thông tin đối ngoại tỉnh Bình Hải năm 2026"
    sheet.merge_cells("A5:F5")
    sheet.merge_cells("A6:F6")
    for column, words in enumerate(HEAD, 1):
        sheet.cell(8, column, words).font = Font(bold=True)
    sheet["A9"], sheet["B9"] = "I", "Tuyên truyền"
    sheet.merge_cells("B9:F9")
    for column, value in enumerate(
        [1, "Dựng phim về vịnh Hải", "Sở Du lịch", "Sở Ngoại vụ; Công an tỉnh", date(2026, 6, 30), 1250], 1
    ):
        sheet.cell(10, column, value)
    sheet["E10"].number_format = "dd/mm/yyyy"
    sheet["F10"].number_format = "#,##0"
    for column, value in enumerate([2, "Đón đoàn báo chí Lào", "Sở Ngoại vụ", None, "Quý III", 80.5], 1):
        sheet.cell(11, column, value)
    sheet["B12"], sheet["F12"] = "Tổng cộng", "=F10+F11"
    sheet["A14"], sheet["D14"] = "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"
    sheet["A15"], sheet["D15"] = "- Các sở, ban, ngành;", "CHỦ TỊCH"
    sheet["A16"], sheet["D16"] = "- Lưu: VT.", "Đỗ Văn Thử"
    return book


def test_a_plan_in_a_sheet_is_read_with_its_head():
    document = read(saved(annex()), name="ke-hoach.xlsx")
    plan = read_plan(document)
    assert (plan.document.issuer, plan.document.number) == (
        "Ủy ban nhân dân tỉnh Bình Hải",
        "41/KH-UBND",
    )
    assert (plan.document.date, plan.document.signer.name) == (date(2026, 1, 12), "Đỗ Văn Thử")
    assert plan.document.title == "Thông tin đối ngoại tỉnh Bình Hải năm 2026"
    (group,) = plan.tasks
    film, press = group.children
    assert [name.name for name in film.coordinate] == ["Sở Ngoại vụ", "Công an tỉnh"]
    assert (film.timing.due, film.budget.amount) == (date(2026, 6, 30), 1_250_000_000)
    assert (press.number, press.lead[0].name, press.timing.quarter) == ("2", "Sở Ngoại vụ", 3)


def test_a_heading_over_two_rows_and_content_over_two_actions():
    book = Workbook()
    sheet = book.active
    rows = [
        ["TT", "Nhiệm vụ", "Hoạt động", "Phân công", None, "Tiến độ"],
        [None, None, None, "Chủ trì", "Phối hợp", None],
        ["1", "Giới thiệu di sản", "Làm bản đồ", "Sở Du lịch", "Bảo tàng tỉnh", "Tháng 5/2026"],
        [None, None, "Mở trang tiếng Pháp", "Sở Ngoại vụ", None, "Quý IV/2026"],
    ]
    for row in rows:
        sheet.append(row)
    for ends in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "A3:A4", "B3:B4"):
        sheet.merge_cells(ends)
    (task,) = read_plan(read(saved(book), name="pl.xlsx")).tasks
    one, other = task.children
    assert (task.title, one.title, other.title) == ("Giới thiệu di sản", "Làm bản đồ", "Mở trang tiếng Pháp")
    assert (one.lead[0].name, other.lead[0].name) == ("Sở Du lịch", "Sở Ngoại vụ")


def test_several_sheets_are_read_and_a_hidden_one_is_told():
    book = annex()
    second = book.create_sheet("Phụ lục 2")
    second.append(["PHỤ LỤC II"])
    second.append(["CÁC ĐOÀN VÀO"])
    second.append(["STT", "Nội dung", "Đơn vị chủ trì", "Thời gian"])
    second.append([7, "Đón đoàn tỉnh Attapeu", "Văn phòng UBND tỉnh", "Tháng 9/2026"])
    hidden = book.create_sheet("Nháp")
    hidden.append(["STT", "Nội dung", "Đơn vị chủ trì", "Thời gian"])
    hidden.append([9, "Không được đọc", "Sở Y tế", "Tháng 9/2026"])
    hidden.sheet_state = "hidden"
    plan = read_plan(read(saved(book), name="kh.xlsx"))
    assert "Đón đoàn tỉnh Attapeu" in [task.title for task in plan.walk()]
    assert "Không được đọc" not in [task.title for task in plan.walk()]
    told = [doubt for doubt in plan.doubts if doubt.code == "hidden-sheets"]
    assert told and "ẩn" in sentence(told[0])


def test_words_under_a_merged_cell_are_not_shown():
    book = Workbook()
    sheet = book.active
    sheet.append(["STT", "Nội dung", "Chủ trì", "Thời gian"])
    sheet.append([1, "Một việc", "Sở Y tế", "Quý I/2026"])
    content = saved(book)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    page = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = page.replace(
        b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="C2:D2"/></mergeCells>'
    )
    (task,) = read_plan(read(packed(parts), name="kh.xlsx")).tasks
    assert task.timing is None and task.lead[0].name == "Sở Y tế"


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in parts.items():
            package.writestr(name, body)
    return out.getvalue()


def sheet_with(rows, more=b""):
    book = Workbook()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/worksheets/sheet1.xml"] = (
        b'<worksheet xmlns="' + space + b'"><sheetData>' + rows + b"</sheetData>" + more + b"</worksheet>"
    )
    return packed(parts)


def cell(place, words):
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'.encode()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (sheet_with(b"<row>" + b"<c t='inlineStr'><is><t>x</t></is></c>" * 70_000 + b"</row>"), errors.TooLarge),
        (sheet_with(b"<row><c r='A1'><v>1"), errors.Damaged),
        (sheet_with(b"<row/>" * 400_000), errors.EmptyFile),
        (b"PK\x03\x04" + b"\0" * 400, errors.Damaged),
        (
            packed({"xl/workbook.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><workbook/>", "xl/_rels/workbook.xml.rels": b"<r/>"}),
            errors.Damaged,
        ),
        (packed({"xl/workbook.xml": b"<workbook/>"}), errors.NotADocument),
        (packed({"xl/workbook.xml": b"x", "xl/vbaProject.bin": b"x"}), errors.MacroDocument),
    ],
)  # fmt: skip
def test_a_sheet_that_is_huge_broken_or_hostile_is_refused_soon(content, error):
    begun = time.process_time()
    with pytest.raises(error) as caught:
        read(content, name="bang.xlsx")
    assert "bang.xlsx" in sentence(caught.value) or error is errors.TooLarge
    assert time.process_time() - begun < 8


def test_merged_ranges_over_everything_are_refused_or_harmless():
    rows = b"".join(
        f'<row r="{number}">'.encode() + b"".join(cell(f"{letter}{number}", "a") for letter in "ABCDEFGH") + b"</row>"
        for number in range(1, 1500)
    )  # fmt: skip
    ranges = b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 3000 + b"</mergeCells>"
    begun = time.process_time()
    with pytest.raises(errors.DocumentError):
        read(sheet_with(rows, ranges), name="gop.xlsx")
    assert time.process_time() - begun < 8


@pytest.mark.parametrize("value", ["1e308", "-4", "99999999", "NaN", "inf", "x", ""])
def test_odd_days_and_numbers_are_no_days(value):
    rows = (
        b"<row>" + cell("A1", "STT") + cell("B1", "Nội dung") + cell("C1", "Thời gian") + b"</row>"
        b"<row>" + cell("A2", "1") + cell("B2", "Một việc") + f'<c r="C2" s="0"><v>{value}</v></c>'.encode()
        + b"</row>"
    )  # fmt: skip
    read(sheet_with(rows), name="so.xlsx")


def test_a_sheet_with_a_password_is_refused():
    ooxml = pytest.importorskip("msoffcrypto.format.ooxml")
    out = io.BytesIO()
    ooxml.OOXMLFile(io.BytesIO(saved(annex()))).encrypt("mật khẩu", out)
    with pytest.raises(errors.Protected):
        read(out.getvalue(), name="khoa.xlsx")


def test_a_state_secret_in_a_sheet_is_refused():
    book = annex()
    book.active["A4"] = "TUYỆT MẬT"
    with pytest.raises(errors.StateSecret):
        read(saved(book), name="mat.xlsx")


# --- files that LibreOffice opens ----------------------------------------------------------------------------

needs_office = pytest.mark.skipif(
    office_convert.program() is None, reason="LibreOffice is not installed on this machine"
)
FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "odt": "odt:writer8"}


@pytest.fixture(scope="module")
def forms():
    spec = importlib.util.spec_from_file_location(
        "officialdoc_forms", Path(__file__).with_name("conftest.py")
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def other_files(forms, tmp_path_factory):
    """The sample plan as other programs save it, by their endings."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "kh.docx").write_bytes(forms.docx_of(forms.PLAN))
    made = {}
    for ending, written in FILTERS.items():
        saved_as(written, [folder / "kh.docx"], folder)
        made[ending] = (folder / f"kh.{ending}").read_bytes()
    return made


@needs_office
@pytest.mark.parametrize("ending", FILTERS)
def test_the_same_plan_in_another_format_reads_the_same(forms, other_files, ending):
    as_word = read(forms.docx_of(forms.PLAN), name="kh.docx")
    document = read(other_files[ending], name=f"kh.{ending}")
    for name in ("number", "issuer", "date", "place", "title", "kind"):
        assert getattr(document.head, name) == getattr(as_word.head, name)
    assert document.signature.name == as_word.signature.name
    assert len(document.recipients.names) == len(as_word.recipients.names)


@needs_office
def test_nothing_of_a_file_stays_behind(other_files, tmp_path):
    path = tmp_path / "tep.rtf"
    path.write_bytes(other_files["rtf"])
    # the look that an officer waits for has four seconds, which a busy machine may not give
    try:
        first_look.check(path, "kh.rtf")
    except errors.OldWord as slow:
        assert slow.params == {"name": "kh.rtf"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["tep.rtf"]


@needs_office
def test_what_takes_too_long_is_refused_and_ended(other_files):
    begun = time.monotonic()
    with pytest.raises(errors.OldWord) as caught:
        read(other_files["doc"], name="kh.doc", options=ReadOptions(office_seconds=0.05))
    assert time.monotonic() - begun < 10
    assert "quá lâu" in sentence(caught.value)


@needs_office
def test_a_broken_file_is_refused(other_files):
    whole = other_files["odt"]
    with pytest.raises(errors.DocumentError):
        read(whole[: len(whole) // 2], name="hong.odt")
    with pytest.raises(errors.DocumentError):
        read(other_files["doc"][:2000] + os.urandom(4000), name="hong.doc")


def test_without_libreoffice_the_refusal_says_what_to_do(monkeypatch):
    monkeypatch.setattr(office_convert, "program", lambda: None)
    text = packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})
    for content, name in ((rb"{\rtf1\ansi xin chao}", "a.rtf"), (text, "a.odt")):
        with pytest.raises(errors.OldWord) as caught:
            read(content, name=name)
        assert ".docx" in sentence(caught.value)


def test_an_opendocument_text_with_macros_or_a_password_is_refused():
    text = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}
    with pytest.raises(errors.MacroDocument):
        read(packed(text | {"Basic/Standard/Module1.xml": b"<x/>"}), name="a.odt")
    with pytest.raises(errors.Protected):
        read(packed(text | {"META-INF/manifest.xml": b"<m><encryption-data/></m>"}), name="a.odt")


@needs_office
def test_a_picture_on_another_machine_is_not_fetched(tmp_path):
    """A linked picture must not be asked for: whoever set the trap would see that the file was opened."""
    import socket

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0.2)
        port = listening.getsockname()[1]
        linked = rf'{{\field{{\*\fldinst INCLUDEPICTURE "http://127.0.0.1:{port}/a.png" \\d}}{{\fldrslt x}}}}'
        trap = rb"{\rtf1\ansi K\'ea ho\'a1ch\par " + linked.encode() + rb"\par}"
        read(trap, name="bay.rtf")
        with pytest.raises(TimeoutError):
            listening.accept()


def test_the_private_folder_of_a_conversion_is_for_its_owner_only(monkeypatch, tmp_path):
    seen = {}

    def run(office, work, source, seconds, name):
        seen["mode"] = stat.S_IMODE(Path(work).stat().st_mode)
        (work / "ra" / "tep.docx").write_bytes(b"PK")

    monkeypatch.setattr(office_convert, "program", lambda: "/bin/true")
    monkeypatch.setattr(office_convert, "_run", run)
    assert office_convert.to_docx(b"x", "doc", "a.doc", 1.0, tmp_path) == b"PK"
    assert seen["mode"] == 0o700 and not list(tmp_path.iterdir())
