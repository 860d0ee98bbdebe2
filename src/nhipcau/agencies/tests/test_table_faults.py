"""A wrong row of a table says all that is wrong with it, so that it is put right in one go."""

from __future__ import annotations

import io
import unicodedata

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from nhipcau.agencies.actions import tables
from nhipcau.agencies.actions.table_kinds import KINDS
from nhipcau.agencies.models import Agency, FocalOfficer
from nhipcau.kernel.tables import Verdict, read_pasted

pytestmark = pytest.mark.django_db


def faults(kind: str, text: str, by) -> list[list[str]]:
    wanted = KINDS[kind]
    draft = tables.keep(kind=wanted, table=read_pasted(text, wanted.fields), by=by)
    return [[str(why) for why in row.why] for row in tables.preview(draft, by).rows]


def test_an_agency_s_row_names_every_cell_that_cannot_be_taken(coordinator, agency):
    head = "Tên cơ quan\tLoại\tCấp\tCơ quan cấp trên\tHoạt động từ ngày\tEmail\n"
    (told,) = faults(
        "co-quan", head + "Sở Y tế\tVua\tTrời\tSở Không Có\t31/02/2026\tkhông-thư\n", coordinator
    )
    for word in ("Vua", "Trời", "Sở Không Có", "31/02/2026", "không-thư"):
        assert sum(word in one for one in told) == 1, word
    assert len(told) == 5


def test_a_focal_officer_s_row_names_every_cell_and_every_column_that_is_empty(coordinator, agency):
    head = "Cơ quan\tPhân công\tHọ tên\tEmail\tTừ ngày\n"
    first, second = faults(
        "dau-moi",
        head + "Sở Không Có\tCán bộ khác\t\tkhông-thư\thôm nào\n\tCán bộ thực hiện\t\t\t\n",
        coordinator,
    )
    for word in ("Sở Không Có", "Cán bộ khác", "Họ", "không-thư", "hôm nào"):
        assert any(word in one for one in first), word
    assert sum("chưa có nội dung" in one for one in second) == 2


def test_an_account_s_row_names_every_cell_and_does_not_ask_for_an_agency_that_was_written(
    administrator, agency
):
    head = "Họ và tên\tTên đăng nhập\tCơ quan\tVai trò\tTừ ngày\tEmail\n"
    (told,) = faults("tai-khoan", head + "An\tcó dấu\tSở Trên Trời\tVua\tmai\tkhông-thư\n", administrator)
    for word in ("có dấu", "Sở Trên Trời", "Vua", "mai", "không-thư"):
        assert sum(word in one for one in told) == 1, word
    (told,) = faults("tai-khoan", head + "An\t\tSở Trên Trời\tVăn thư\t\t\n", administrator)
    assert len(told) == 1


def test_two_people_of_one_name_at_agencies_that_are_not_known_are_not_called_one(administrator, agency):
    head = "Họ và tên\tCơ quan\n"
    rows = faults("tai-khoan", head + "Nguyễn An\tSở Trên Trời\nNguyễn An\tSở Dưới Đất\n", administrator)
    assert [len(row) for row in rows] == [1, 1]


def test_all_of_it_stands_on_the_page_of_an_uploaded_workbook(coordinator, agency, client_of):
    book = Workbook()
    for row in (
        ("Tên cơ quan", "Cấp", "Email"),
        ("Sở Y tế", "Trời", "không-thư"),
        ("Sở Xây dựng", "Tỉnh", ""),
    ):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    client = client_of(coordinator)
    page = client.post(
        reverse("agencies:table", args=["co-quan"]),
        {"file": SimpleUploadedFile("bang.xlsx", out.getvalue())},
        follow=True,
    ).text
    assert "Trời" in page
    assert "“không-thư” không phải một địa chỉ thư." in page
    assert "Còn dòng có lỗi nên chưa nhập dòng nào" in page
    assert not Agency.objects.filter(name="Sở Xây dựng").exists()


def test_a_right_row_says_nothing(coordinator, agency):
    wanted = KINDS["co-quan"]
    draft = tables.keep(
        kind=wanted, table=read_pasted("Tên cơ quan\nSở Y tế\n", wanted.fields), by=coordinator
    )
    (row,) = tables.preview(draft, coordinator).rows
    assert (row.verdict, row.why) == (Verdict.NEW, ())


def test_names_that_differ_by_case_composition_or_width_only_are_one_within_a_table(
    coordinator, administrator, agency
):
    composed, apart = unicodedata.normalize("NFC", "Sở Y tế"), unicodedata.normalize("NFD", "SỞ Y TẾ")
    rows = faults("co-quan", f"Tên cơ quan\n{composed}\n{apart}\n", coordinator)
    assert [len(row) for row in rows] == [1, 1]
    rows = faults(
        "tai-khoan",
        "Họ tên\tTên đăng nhập\nAn\thant\nBình\tHANT\nChi\tｈａｎｔ\n",
        administrator,
    )
    assert [len(row) for row in rows] == [0, 1, 1]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("912345678", "0912345678"),
        ("2633822123", "02633822123"),
        ("0912 345 678", "0912 345 678"),
        ("+84 912345678", "+84 912345678"),
        ("113", "113"),
        ("1900561234", "1900561234"),
        ("", ""),
    ],
)
def test_a_telephone_number_that_lost_its_zero_gets_it_back_in_view(coordinator, agency, written, kept):
    wanted = KINDS["dau-moi"]
    head = "Cơ quan\tPhân công\tHọ tên\tĐiện thoại\n"
    text = f"{head}{agency.name}\tCán bộ thực hiện\tHà\t{written}\n"
    draft = tables.keep(kind=wanted, table=read_pasted(text, wanted.fields), by=coordinator)
    (row,) = tables.preview(draft, coordinator).rows
    assert [(before, after) for _title, before, after in row.changes] == (
        [(written, kept)] if written != kept else []
    )
    tables.take(draft=draft, shown=(1, 0), by=coordinator)
    assert FocalOfficer.objects.get().phone == kept
