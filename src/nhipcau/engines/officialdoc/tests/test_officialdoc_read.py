"""Documents of many forms are read into the parts they were made of."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nhipcau.engines.officialdoc import read
from nhipcau.engines.officialdoc.jsonform import document_form
from nhipcau.engines.officialdoc.model import Numbering, Role, Table


@pytest.fixture(scope="module")
def forms():
    spec = importlib.util.spec_from_file_location(
        "officialdoc_forms", Path(__file__).with_name("conftest.py")
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


FORMS = ["docx_of", "html_of", "pdf_of"]


def labels(sections) -> list:
    return [(s.label.text if s.label else None, labels(s.children)) for s in sections]


@pytest.mark.parametrize("form", FORMS)
def test_a_plan_of_a_province(forms, form):
    document = read(getattr(forms, form)(forms.PLAN), name="ke-hoach")
    head = document.head
    assert (head.kind, head.number, head.place) == ("kế hoạch", "1542/KH-UBND", "Lâm Đồng")
    assert head.date == date(2026, 2, 5)
    assert head.issuer == "Ủy ban nhân dân tỉnh Lâm Đồng"
    assert head.title == "Công tác thông tin đối ngoại trên địa bàn tỉnh Lâm Đồng năm 2026"
    assert [basis.number for basis in document.bases] == ["72/2015/NĐ-CP", "18-KH/TU", "77/TTr-SVHTTDL"]
    assert [basis.date for basis in document.bases] == [
        date(2015, 9, 7),
        date(2026, 1, 12),
        date(2026, 1, 28),
    ]
    sign = document.signature
    assert (sign.authority, sign.position, sign.name) == (
        "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Thị Hồng Vân",
    )  # fmt: skip
    assert document.recipients.names[-1] == "Lưu: VT, VX"
    assert len(document.recipients.names) == 4
    assert labels(document.sections) == [
        ("I.", [("1.", []), ("2.", [("-", [])])]),
        ("II.", [("1.", [("a)", []), ("b)", []), ("c)", [])]), ("2.", [("2.1.", [("(1)", [])])])]),
        ("III.", []),
        ("IV.", [("1.", []), ("2.", [])]),
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("change", "parent", "issuer"),
    [
        (
            {"parent": ["UBND TỈNH GIA LAI"], "issuer": ["SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"]},
            "Ủy ban nhân dân tỉnh Gia Lai",
            "Sở Văn hóa, Thể thao và Du lịch",
        ),
        (
            {
                "issuer": ["ỦY BAN NHÂN DÂN", "XÃ QUẢNG TRỰC"],
                "place_date": "Quảng Trực, ngày 9 tháng 3 năm 2026",
            },
            None,
            "Ủy ban nhân dân xã Quảng Trực",
        ),
        (
            {
                "parent": ["ỦY BAN NHÂN DÂN", "HUYỆN CƯ JÚT"],
                "issuer": ["PHÒNG VĂN HÓA VÀ THÔNG TIN"],
                "place_date": "Cư Jút, ngày 9 tháng 3 năm 2024",
            },
            "Ủy ban nhân dân huyện Cư Jút",
            "Phòng Văn hóa và Thông tin",
        ),
        (
            {"issuer": ["BỘ CÔNG THƯƠNG"], "place_date": "Hà Nội, ngày 28 tháng 4 năm 2026"},
            None,
            "Bộ Công Thương",
        ),
        (
            {
                "issuer": ["HỘI ĐỒNG NHÂN DÂN", "THÀNH PHỐ ĐÀ NẴNG"],
                "place_date": "Đà Nẵng, ngày 28 tháng 4 năm 2026",
            },
            None,
            "Hội đồng nhân dân thành phố Đà Nẵng",
        ),
    ],
)
def test_issuers_of_every_level(forms, form, change, parent, issuer):
    document = read(getattr(forms, form)(replace(forms.PLAN, **change)))
    assert (document.head.parent, document.head.issuer) == (parent, issuer)
    assert document.head.number == "1542/KH-UBND"


@pytest.mark.parametrize("form", FORMS)
def test_a_letter_has_its_summary_and_addressees(forms, form):
    sample = replace(
        forms.PLAN, issuer=["BỘ NỘI VỤ"], number="05/BNV-VP", kind="", title=[], bases=[],
        place_date="Hà Nội, ngày 02 tháng 01 năm 2026", summary=["V/v báo cáo công tác thông tin", "đối ngoại năm 2025"],
        addressees=["Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương;", "Sở Nội vụ các tỉnh."],
        sign=["TL. BỘ TRƯỞNG", "CHÁNH VĂN PHÒNG"], name="Vũ Đăng Minh",
    )  # fmt: skip
    head = read(getattr(forms, form)(sample)).head
    assert (head.kind, head.number, head.title) == (
        "công văn",
        "05/BNV-VP",
        "Báo cáo công tác thông tin đối ngoại năm 2025",
    )
    assert head.addressees == (
        "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương",
        "Sở Nội vụ các tỉnh",
    )


@pytest.mark.parametrize("form", FORMS)
def test_a_party_document(forms, form):
    sample = replace(
        forms.PLAN, issuer=["TỈNH ỦY QUẢNG TRỊ", "*"], number="125-KH/TU", party=True,
        place_date="Quảng Trị, ngày 03 tháng 3 năm 2026", title=["thực hiện Kết luận số 57-KL/TW ngày 15/6/2023 của Bộ Chính trị"],
        sign=["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC"], name="Lê Quang Chiến",
    )  # fmt: skip
    document = read(getattr(forms, form)(sample))
    assert (document.head.issuer, document.head.number) == ("Tỉnh ủy Quảng Trị", "125-KH/TU")
    assert document.signature.authority == "T/M BAN THƯỜNG VỤ"
    assert document.signature.position == "PHÓ BÍ THƯ THƯỜNG TRỰC"


def decision(forms):
    return replace(
        forms.PLAN, number="88/QĐ-UBND", kind="QUYẾT ĐỊNH", title=["Ban hành Kế hoạch thông tin đối ngoại tỉnh Lâm Đồng"],
        authority_line="CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG",
        body=["^QUYẾT ĐỊNH:", "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch thông tin đối ngoại.",
              "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
              "Điều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh chịu trách nhiệm thi hành Quyết định này./."],
        recipients=["Như Điều 3;", "Lưu: VT."], sign=["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        attached=[
            ["^KẾ HOẠCH", "^Thông tin đối ngoại tỉnh Lâm Đồng", "^(Ban hành kèm theo Quyết định số 88/QĐ-UBND ngày 05 tháng 02 năm 2026)",
             *forms.PLAN.body[1:]],
            ["^PHỤ LỤC I", "^DANH MỤC NHIỆM VỤ", "^(Kèm theo Kế hoạch tại Quyết định số 88/QĐ-UBND)",
             {"rows": forms.long_table(), "columns": "(1cm,1fr,3.2cm,3.2cm,2cm)"}],
        ],
    )  # fmt: skip


@pytest.mark.parametrize("form", ["docx_of", "pdf_of"])
def test_a_decision_with_a_plan_and_an_annex_attached(forms, form):
    document = read(getattr(forms, form)(decision(forms)))
    assert [label for label, _ in labels(document.sections)] == ["Điều 1.", "Điều 2.", "Điều 3."]
    plan, annex = document.attachments
    assert (plan.kind, plan.title, plan.note_number) == (
        "kế hoạch",
        "Thông tin đối ngoại tỉnh Lâm Đồng",
        "88/QĐ-UBND",
    )
    assert [label for label, _ in labels(plan.sections)] == ["I.", "II.", "III.", "IV."]
    assert annex.label.style is Numbering.ANNEX
    assert annex.title == "Danh mục nhiệm vụ"
    (table,) = annex.tables
    assert (len(table.rows), table.width, table.header_rows) == (64, 5, 1)
    numbers = [row[0].text for row in table.rows[1:] if row[0].column_span == 1]
    assert numbers == [str(number) for number in range(1, 61)]
    assert document.signature.name == "Nguyễn Thị Hồng Vân"


@pytest.mark.parametrize("form", FORMS)
def test_merged_cells_stand_at_every_place_they_cover(forms, form):
    rows = [
        ["TT", "Nội dung", ("Cơ quan", 1, 2), None],
        ["1", ("Họp báo", 2, 1), "Văn phòng", "Sở Ngoại vụ"],
        ["2", None, "Sở Công Thương", "Báo tỉnh"],
    ]
    document = read(getattr(forms, form)(replace(forms.PLAN, body=[*forms.PLAN.body[:3], rows])))
    (table,) = document.tables
    assert table.texts()[0] == ["TT", "Nội dung", "Cơ quan", "Cơ quan"]
    assert table.texts()[2][1] == "Họp báo"
    assert table.rows[2][1].origin == (1, 1)


def test_automatic_word_numbers_become_text(forms, tmp_path):
    from docx import Document

    document = Document()
    for text in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 1/KH-UBND",
        "KẾ HOẠCH",
        "Công tác năm 2026",
        "I. NHIỆM VỤ",
    ):
        document.add_paragraph(text)
    for text in ("Việc một", "Việc hai"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Gạch đầu dòng", style="List Bullet")
    path = tmp_path / "a.docx"
    document.save(path)
    (section,) = read(path).sections
    assert [child.label.text for child in section.children] == ["1.", "2."]
    assert section.children[1].children[0].label.style in (Numbering.BULLET, Numbering.DASH)


def test_inserted_text_is_kept_and_deleted_text_dropped(forms):
    import io
    import zipfile

    data = forms.docx_of(forms.PLAN)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            body = old.read(info)
            if info.filename == "word/document.xml":
                mark = "c) Thời gian thực hiện: hằng quý.".encode()
                assert mark in body
                body = body.replace(
                    mark,
                    "c) Thời gian thực hiện: </w:t></w:r><w:ins><w:r><w:t>hằng tháng</w:t></w:r></w:ins><w:del><w:r><w:delText>hằng quý</w:delText></w:r></w:del><w:r><w:t>.".encode(),
                )
            new.writestr(info.filename, body)
    text = read(out.getvalue()).text
    assert "thực hiện: hằng tháng." in text.replace("hiện:hằng", "hiện: hằng")
    assert "hằng quý" not in text


def test_positions_point_into_the_text(forms):
    document = read(forms.pdf_of(forms.PLAN))
    for block in document.blocks:
        if isinstance(block, Table):
            continue
        for line in block.lines:
            assert document.text[line.source.start : line.source.end] == line.text
            assert line.source.box is not None
            assert 0 <= line.source.box.left < line.source.box.right <= 1
    start, end = document.head.sources["number"].start, document.head.sources["number"].end
    assert document.text[start:end] == "Số: 1542/KH-UBND"
    assert {block.role for block in document.blocks} >= {
        Role.HEAD,
        Role.BASIS,
        Role.BODY,
        Role.SIGNATURE,
        Role.RECIPIENTS,
    }


def test_a_blank_number_and_date_stay_empty(forms):
    sample = replace(forms.PLAN, number="      /KH-UBND", place_date="Lâm Đồng, ngày      tháng     năm 2026")
    document = read(forms.docx_of(sample))
    assert document.head.number is None
    assert document.head.date is None
    assert document.head.place == "Lâm Đồng"
    assert "no-number" in document.warnings


@pytest.mark.shared
def test_the_real_plan(shared):
    want = json.loads((shared / "plans" / "678-KH-UBND.expected.json").read_text())
    document = read(shared / "plans" / "678-KH-UBND.txt")
    form = document_form(document)
    head = want["document"]
    for name in ("number", "kind", "issuer", "place", "date", "title", "signer"):
        assert form[name] == head[name], name
    assert len(form["recipients"]) == head["recipients"]
    assert [{"number": b["number"], "date": b["date"]} for b in form["bases"]] == want["bases"]


@pytest.mark.shared
@pytest.mark.ocr
@pytest.mark.parametrize(
    "name", ["cv_3722_metro", "hanoi_tb_453_flag", "nq_115_ba_vi", "qd_729_ttg", "tt_21_bct_fuel"]
)
def test_heads_of_real_documents(shared, name):
    want = json.loads((shared / "documents" / "expected.json").read_text())[f"{name}.pdf"]
    got = document_form(read(shared / "documents" / f"{name}.pdf"))
    if name == "qd_729_ttg":
        # the page shows "THỦ TƯỚNG" over the name and no deputy's lines; see the scan
        assert got["signer"] == {"authority": "", "position": "THỦ TƯỚNG", "name": "Lê Minh Hưng"}
        want = {key: value for key, value in want.items() if key != "signer"}
    assert {key: got[key] for key in want} == want


@pytest.mark.ocr
def test_a_scan_with_a_seal_set_askew(forms):
    document = read(forms.scan_of(forms.pdf_of(forms.PLAN), angle=0.8))
    head = document.head
    assert document.scanned
    assert (head.kind, head.number, head.date, head.place) == (
        "kế hoạch",
        "1542/KH-UBND",
        date(2026, 2, 5),
        "Lâm Đồng",
    )
    assert head.issuer == "Ủy ban nhân dân tỉnh Lâm Đồng"
    assert document.signature.name == "Nguyễn Thị Hồng Vân"
    assert [label for label, _ in labels(document.sections)] == ["I.", "II.", "III.", "IV."]


@pytest.mark.ocr
def test_a_scanned_table_over_pages(forms):
    if not forms.FACES:
        pytest.skip("ocr: no Times-like face is installed (Debian package fonts-croscore)")
    sample = replace(
        forms.PLAN,
        body=[*forms.PLAN.body[:3], {"rows": forms.long_table(18), "columns": "(1cm,1fr,3.2cm,3.2cm,2cm)"}],
    )
    document = read(forms.scan_of(forms.pdf_as_printed(sample), angle=-0.5))
    (table,) = document.tables
    assert table.width == 5
    assert table.header_rows == 1
    numbers = [row[0].text for row in table.rows[1:] if row[0].column_span == 1]
    assert sum(number == str(place) for place, number in enumerate(numbers, 1)) >= 16


def test_the_command_prints_head_fields_as_json(forms, tmp_path, capsys):
    from nhipcau.engines.officialdoc.cli import main

    path = tmp_path / "a.docx"
    path.write_bytes(forms.docx_of(forms.PLAN))
    assert main(["doc", "read", str(path), "--json"]) == 0
    form = json.loads(capsys.readouterr().out)
    assert form["number"] == "1542/KH-UBND"
    assert form["signer"]["position"] == "PHÓ CHỦ TỊCH"
    assert main(["doc", "read", str(path)]) == 0
    assert "Lâm Đồng, 05/02/2026" in capsys.readouterr().out


def test_the_command_refuses_in_one_line(tmp_path, capsys):
    from nhipcau.engines.officialdoc.cli import main

    assert main(["doc", "read", str(tmp_path / "khong-co.docx")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["doc", "write"]) == 2


def test_reading_needs_no_django():
    code = "import sys; import nhipcau.engines.officialdoc; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
