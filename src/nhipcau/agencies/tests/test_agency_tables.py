"""Agencies and focal officers from tables: shown, then taken whole or not at all."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from nhipcau.agencies.actions import tables as actions
from nhipcau.agencies.actions.table_kinds import KINDS
from nhipcau.agencies.models import Agency, AgencyName, FocalOfficer
from nhipcau.agencies.queries.listing import template_workbook
from nhipcau.agencies.rules import FocalDuty
from nhipcau.kernel import audit
from nhipcau.kernel.models import TableDraft
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.tables import Verdict, in_all_languages, read_pasted, read_xlsx

AGENCIES = "co-quan"
FOCAL = "dau-moi"


def kept(kind: str, text: str, by):
    wanted = KINDS[kind]
    return actions.keep(kind=wanted, table=read_pasted(text, wanted.fields), by=by)


def verdicts(draft, by) -> list[Verdict]:
    return [row.verdict for row in actions.preview(draft, by).rows]


def all_of(row) -> str:
    """All that is said of a wrong row."""
    return " ".join(map(str, row.why))


def take(draft, by) -> int:
    preview = actions.preview(draft, by)
    return actions.take(
        draft=draft, shown=(preview.count(Verdict.NEW), preview.count(Verdict.CHANGED)), by=by
    )


def test_new_changed_and_same_agencies_are_told_apart_before_anything_is_written(coordinator, agency):
    text = (
        "Tên cơ quan\tCấp\tLoại\tEmail\tCơ quan cấp trên\tViết tắt\n"
        "Sở Công Thương\tTỉnh\t\tsct@example.org\tUBND tỉnh Lâm Đồng\tSCT; S.CT\n"
        "UBND tỉnh Lâm Đồng\tTỉnh\tỦy ban nhân dân, Hội đồng nhân dân\t\t\t\n"
        "so van hoa, the thao va du lich\t\t\t\t\t\n"
    )
    draft = kept(AGENCIES, text, coordinator)
    assert verdicts(draft, coordinator) == [Verdict.CHANGED, Verdict.NEW, Verdict.SAME]
    assert Agency.objects.count() == 2
    assert take(draft, coordinator) == 2
    agency.refresh_from_db()
    assert (agency.email, agency.parent.name) == ("sct@example.org", "UBND tỉnh Lâm Đồng")
    assert set(agency.names.values_list("name", flat=True)) == {"SCT", "S.CT"}
    assert audit.history(draft).count() == 1


def test_one_wrong_row_keeps_all_rows_out(coordinator, agency):
    text = "Tên cơ quan\tEmail\tHoạt động từ ngày\nSở Y tế\tsyt@example.org\t1/7/2025\nSở Nội vụ\tkhong-phai-thu\t\n"
    draft = kept(AGENCIES, text, coordinator)
    assert verdicts(draft, coordinator) == [Verdict.NEW, Verdict.WRONG]
    with pytest.raises(Refused, match="chưa nhập dòng nào"):
        take(draft, coordinator)
    assert not Agency.objects.filter(name="Sở Y tế").exists()


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Sở Y tế\tKhông có cấp này\t\t", "Cấp"),
        ("Sở Y tế\t\tSở Y tế\t", "cấp trên của chính mình"),
        ("Sở Y tế\t\tUBND tỉnh Không Có\t", "Không có cơ quan cấp trên"),
        ("Sở Y tế\t\t\t31/02/2026", "không phải một ngày"),
        ("x" * 201 + "\t\t\t", "dài hơn 200"),
        ("\tTỉnh\t\t", "chưa có nội dung"),
    ],
)
def test_a_wrong_cell_is_named_with_its_column(coordinator, agency, row, why):
    draft = kept(AGENCIES, f"Tên cơ quan\tCấp\tCơ quan cấp trên\tHoạt động từ ngày\n{row}\n", coordinator)
    (judged,) = actions.preview(draft, coordinator).rows
    assert judged.verdict is Verdict.WRONG
    assert why in all_of(judged)


def test_the_same_agency_twice_in_a_table_is_refused_in_both_rows(coordinator, agency):
    draft = kept(AGENCIES, "Tên cơ quan\nSở Y tế\nSỞ Y TẾ\n", coordinator)
    assert verdicts(draft, coordinator) == [Verdict.WRONG, Verdict.WRONG]


def test_a_circle_of_parents_is_refused_and_leaves_nothing(coordinator, agency):
    draft = kept(AGENCIES, "Tên cơ quan\tCơ quan cấp trên\nBan A\tBan B\nBan B\tBan A\n", coordinator)
    with pytest.raises(Refused, match="đang nằm dưới"):
        take(draft, coordinator)
    assert not Agency.objects.filter(name__startswith="Ban").exists()


def test_a_table_is_taken_once_and_only_as_it_was_shown(coordinator, agency):
    draft = kept(AGENCIES, "Tên cơ quan\nSở Y tế\n", coordinator)
    other = kept(AGENCIES, "Tên cơ quan\nSở Y tế\n", coordinator)
    assert take(draft, coordinator) == 1
    with pytest.raises(Refused, match="đã được nhập"):
        take(draft, coordinator)
    with pytest.raises(Refused, match="vừa thay đổi"):
        actions.take(draft=other, shown=(1, 0), by=coordinator)
    assert Agency.objects.filter(name="Sở Y tế").count() == 1


def test_focal_officers_are_named_replaced_and_corrected_from_one_table(coordinator, agency, other_agency):
    FocalOfficer.objects.create(agency=agency, duty="leader", name="Lê Văn Cũ", since=date(2025, 1, 1))
    FocalOfficer.objects.create(
        agency=other_agency, duty="officer", name="Phan Thị Giữ", since=date(2025, 1, 1)
    )
    text = (
        "Cơ quan\tPhân công\tHọ tên\tChức vụ\tĐiện thoại\tTừ ngày\n"
        "SCT\tLãnh đạo phụ trách\tHà Thị Mới\tPhó Giám đốc\t0261 000000\t1/3/2025\n"
        "Sở Công Thương\tcán bộ thực hiện\tVõ Minh\t\t\t\n"
        "Sở Văn hóa, Thể thao và Du lịch\tCán bộ thực hiện\tPhan Thị Giữ\tChuyên viên\t\t\n"
    )
    AgencyName.objects.create(agency=agency, name="SCT", kind="abbreviation")
    draft = kept(FOCAL, text, coordinator)
    assert verdicts(draft, coordinator) == [Verdict.CHANGED, Verdict.NEW, Verdict.CHANGED]
    assert take(draft, coordinator) == 3
    current = FocalOfficer.objects.filter(until=None)
    assert current.get(agency=agency, duty=FocalDuty.LEADER).name == "Hà Thị Mới"
    assert FocalOfficer.objects.get(name="Lê Văn Cũ").until == date(2025, 3, 1)
    assert current.get(name="Phan Thị Giữ").position == "Chuyên viên"
    again = kept(FOCAL, text, coordinator)
    assert verdicts(again, coordinator) == [Verdict.SAME] * 3


def test_an_unknown_agency_of_a_focal_officer_is_asked_for_by_name(coordinator, agency):
    draft = kept(FOCAL, "Cơ quan\tPhân công\tHọ tên\nSở Không Có\tCán bộ thực hiện\tA\n", coordinator)
    (judged,) = actions.preview(draft, coordinator).rows
    assert "Sở Không Có" in all_of(judged)


def test_from_the_template_to_the_register_on_screen(client_of, coordinator, agency):
    client = client_of(coordinator)
    template = client.get(reverse("agencies:table_template", args=[AGENCIES])).content
    book = load_workbook(io.BytesIO(template))
    book.active["A2"] = "Sở Y tế"
    book.active["D2"] = None
    out = io.BytesIO()
    book.save(out)
    page = client.post(
        reverse("agencies:table", args=[AGENCIES]),
        {"file": SimpleUploadedFile("mau.xlsx", out.getvalue())},
        follow=True,
    )
    assert "Thêm mới" in page.text or "Không có cơ quan cấp trên" in page.text
    book.active["D2"] = "Sở Công Thương"
    out = io.BytesIO()
    book.save(out)
    page = client.post(
        reverse("agencies:table", args=[AGENCIES]),
        {"file": SimpleUploadedFile("mau.xlsx", out.getvalue())},
        follow=True,
    )
    address = page.redirect_chain[-1][0]
    assert "Xác nhận nhập" in page.text
    page = client.post(address, {"new": "1", "changed": "0"}, follow=True)
    assert "Đã nhập 1 dòng" in page.text
    assert Agency.objects.get(name="Sở Y tế").parent == agency
    assert "Bảng này đã được nhập" in client.get(address).text


def test_the_exported_list_can_be_brought_back_unchanged(client_of, coordinator, agency):
    client = client_of(coordinator)
    AgencyName.objects.create(agency=agency, name="SCT", kind="abbreviation")
    content = client.get(reverse("agencies:export")).content
    page = client.post(
        reverse("agencies:table", args=[AGENCIES]),
        {"file": SimpleUploadedFile("a.xlsx", content)},
        follow=True,
    )
    draft = TableDraft.objects.get()
    assert verdicts(draft, coordinator) == [Verdict.SAME, Verdict.SAME]
    assert "không có gì mới" in page.text


def test_bad_files_and_empty_forms_say_what_to_do(client_of, coordinator):
    client = client_of(coordinator)
    page = client.post(
        reverse("agencies:table", args=[FOCAL]), {"file": SimpleUploadedFile("a.xlsx", b"%PDF-1.7")}
    )
    assert "Không đọc được tệp này như một bảng tính" in page.text
    page = client.post(reverse("agencies:table", args=[FOCAL]), {})
    assert "Hãy chọn một tệp .xlsx hoặc dán bảng" in page.text
    assert not TableDraft.objects.exists()


def test_nobody_takes_the_table_of_another(client_of, coordinator, administrator, agency):
    draft = kept(AGENCIES, "Tên cơ quan\nSở Y tế\n", coordinator)
    assert (
        client_of(administrator).get(reverse("agencies:table_draft", args=[AGENCIES, draft.pk])).status_code
        == 404
    )


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_the_example_row_of_a_template_is_nobodys_row_in_any_language(kind, language):
    with translation.override(language):
        book = load_workbook(io.BytesIO(template_workbook(kind)))
        sheet = book.active
        below = [f"Khác {number}" for number in range(sheet.max_column)]
        sheet.append(below)
        out = io.BytesIO()
        book.save(out)
        columns = in_all_languages(kind.fields)
        (line,) = read_xlsx(out.getvalue(), columns).lines
        assert list(line.values.values()) == below
        with pytest.raises(Refused):  # only the example: nothing was filled in
            read_xlsx(template_workbook(kind), columns)


def test_a_row_that_is_like_the_example_in_a_table_of_ones_own_is_a_row():
    kind = KINDS[AGENCIES]
    assert len(read_pasted("Tên cơ quan\nSở Công Thương", kind.fields).lines) == 1
