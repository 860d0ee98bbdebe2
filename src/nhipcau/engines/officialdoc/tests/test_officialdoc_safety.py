"""Files that must not or cannot be read are refused by name, with a Vietnamese message."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhipcau.engines.officialdoc import errors, read
from nhipcau.engines.officialdoc.reader import ReadOptions
from nhipcau.engines.officialdoc.sentences import sentence


@pytest.fixture(scope="module")
def forms():
    import importlib.util
    from pathlib import Path

    spec = importlib.util.spec_from_file_location(
        "officialdoc_forms", Path(__file__).with_name("conftest.py")
    )
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def refused(data: bytes, kind: type[errors.DocumentError], name: str = "thu.docx") -> errors.DocumentError:
    with pytest.raises(kind) as caught:
        read(data, name=name)
    assert name in sentence(caught.value)
    assert caught.value.code == kind.code
    return caught.value


def repacked(data: bytes, change=lambda name, body: body, add: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, change(info.filename, old.read(info)))
        for name, body in (add or {}).items():
            new.writestr(name, body)
    return out.getvalue()


@pytest.mark.parametrize("data", [b"", b"   \n\t \r\n"])
def test_an_empty_file_is_refused(data):
    refused(data, errors.EmptyFile)


def test_bytes_that_are_no_document_are_refused():
    refused(bytes(range(256)) * 40, errors.NotADocument)
    refused(b"\x7fELF" + bytes(500), errors.NotADocument)


def test_a_spreadsheet_or_plain_zip_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    refused(out.getvalue(), errors.NotADocument)


def test_a_damaged_docx_is_refused(forms):
    data = forms.docx_of(forms.PLAN)
    refused(data[: len(data) // 2], errors.Damaged)
    refused(repacked(data, lambda n, b: b[: len(b) // 2] if n == "word/document.xml" else b), errors.Damaged)


def test_a_damaged_pdf_is_refused():
    refused(b"%PDF-1.7\n1 0 obj << /Broken", errors.Damaged, "hong.pdf")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(forms):
    bomb = repacked(forms.docx_of(forms.PLAN), add={"word/big.xml": b"\0" * 60_000_000})
    assert len(bomb) < 200_000
    refused(bomb, errors.TooLarge)


def test_too_many_entries_are_refused(forms):
    refused(
        repacked(forms.docx_of(forms.PLAN), add={f"word/x{n}.bin": b"" for n in range(6000)}), errors.TooLarge
    )


def test_an_entity_bomb_is_refused(forms):
    evil = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:document/>'
    refused(
        repacked(forms.docx_of(forms.PLAN), lambda n, b: evil if n == "word/document.xml" else b),
        errors.Damaged,
    )


def test_a_macro_document_is_refused_whatever_its_name(forms):
    refused(repacked(forms.docx_of(forms.PLAN), add={"word/vbaProject.bin": b"x"}), errors.MacroDocument)

    def enabled(name: str, body: bytes) -> bytes:
        plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        return (
            body.replace(plain, b"application/vnd.ms-word.document.macroEnabled.main+xml")
            if name == "[Content_Types].xml"
            else body
        )

    refused(repacked(forms.docx_of(forms.PLAN), enabled), errors.MacroDocument)


def test_a_protected_docx_is_refused_as_protected(forms):
    msoffcrypto = pytest.importorskip("msoffcrypto.format.ooxml")
    out = io.BytesIO()
    msoffcrypto.OOXMLFile(io.BytesIO(forms.docx_of(forms.PLAN))).encrypt("mật khẩu", out)
    refused(out.getvalue(), errors.Protected)


def test_an_old_doc_is_refused_with_advice():
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    error = None
    with pytest.raises(errors.DocumentError) as caught:
        read(header + "WordDocument".encode("utf-16-le") + bytes(1000), name="cu.doc")
    error = caught.value
    assert error.code in ("old-word-format", "damaged")


def test_a_protected_pdf_is_refused():
    key = b"<" + b"41" * 32 + b">"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Filter /Standard /V 1 /R 2 /O " + key + b" /U " + key + b" /P -4 >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = (
        b"trailer << /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<41> <41>] >>\nstartxref\n%d\n%%%%EOF"
        % len(body)
    )
    refused(body + table + trailer, errors.Protected, "khoa.pdf")


def test_page_limits_are_stated_in_the_message(forms):
    pdf = forms.pdf_of(replace(forms.PLAN, body=["a", "\f", "b", "\f", "c"]))
    with pytest.raises(errors.TooLarge) as refused:
        read(pdf, name="dai.pdf", options=ReadOptions(max_pages=2))
    assert "2 trang" in sentence(refused.value)


def test_a_file_over_the_byte_limit_is_refused():
    with pytest.raises(errors.TooLarge):
        read(b"a" * 2_000_000, options=ReadOptions(max_bytes=1_000_000))


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "Độ mật: MẬT"])
@pytest.mark.parametrize("form", ["docx_of", "html_of", "pdf_of"])
def test_a_secrecy_stamp_in_the_head_is_refused(forms, stamp, form):
    sample = replace(forms.PLAN, summary=[stamp])
    refused(getattr(forms, form)(sample), errors.StateSecret)


def test_a_secrecy_stamp_in_a_page_header_or_text_box_is_refused(forms):
    from docx import Document

    document = Document(io.BytesIO(forms.docx_of(forms.PLAN)))
    document.sections[0].header.paragraphs[0].text = "TỐI MẬT"
    out = io.BytesIO()
    document.save(out)
    refused(out.getvalue(), errors.StateSecret)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    box = f"<w:p {space}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>MẬT</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    boxed = repacked(
        forms.docx_of(forms.PLAN),
        lambda n, b: b.replace(b"<w:body>", b"<w:body>" + box.encode(), 1) if n == "word/document.xml" else b,
    )
    refused(boxed, errors.StateSecret)


def test_words_about_secrets_in_the_body_are_fine(forms):
    body = [
        "I. QUY ĐỊNH",
        "Bảo vệ bí mật nhà nước.",
        "Mật độ dân số cao.",
        "1. Mật ong",
        "- Mắt",
        *forms.PLAN.body,
    ]
    assert read(forms.docx_of(replace(forms.PLAN, body=body))).head.number == "1542/KH-UBND"


def test_the_name_says_nothing_about_the_content(forms):
    assert read(forms.docx_of(forms.PLAN), name="anh.png").format == "docx"
    assert read(forms.html_of(forms.PLAN), name="van-ban.docx").format == "html"


def test_a_missing_tesseract_names_its_packages(monkeypatch):
    from nhipcau.engines.officialdoc.scan import ocr

    ocr.require_tesseract.cache_clear()
    monkeypatch.setattr(ocr.shutil, "which", lambda _: None)
    with pytest.raises(errors.OcrMissing) as missing:
        ocr.require_tesseract()
    assert "tesseract-ocr-vie" in sentence(missing.value)
    ocr.require_tesseract.cache_clear()


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=1500))
def test_no_text_makes_the_reader_crash(text):
    try:
        document = read(text.encode("utf-8", "surrogatepass"), name="bất kỳ.txt")
    except errors.DocumentError:
        return
    for block in document.body:
        assert 0 <= block.source.start <= block.source.end <= len(document.text)


_LINES = st.sampled_from(
    [
        "I. MỤC ĐÍCH",
        "1. Mục đích",
        "a) Nội dung:",
        "- Việc một;",
        "+ Việc hai",
        "2.1. Phần",
        "(1) Ý",
        "Điều 1. Phạm vi",
        "PHỤ LỤC",
        "Phụ lục II",
        "KẾ HOẠCH",
        "Số: 1/KH-UBND",
        "Hà Nội, ngày 1 tháng 2 năm 2025",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN",
        "TỈNH ĐẮK NÔNG",
        "Căn cứ Luật số 64/2025/QH15;",
        "Nơi nhận:",
        "- Lưu: VT.",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Văn An",
        "Kính gửi: Sở Nội vụ.",
        "V/v họp",
        "(Kèm theo Quyết định số 1/QĐ-UBND)",
        "a ",
        " b ",
        " c",
        "",
        "1",
        "x ",
        " y",
        "Chương I",
        "Mục 1",
        "C. Ba",
        "IV. Bốn",
    ]
)


@settings(max_examples=200)
@given(st.lists(_LINES, max_size=60))
def test_no_order_of_official_lines_makes_the_reader_crash(lines):
    try:
        document = read("\n".join(lines).encode() or b" ", name="bất kỳ.txt")
    except errors.DocumentError:
        return
    for section in document.sections:
        for part in section.walk():
            assert part.source.start <= part.source.end


@settings(max_examples=60)
@given(
    st.binary(max_size=3000),
    st.sampled_from(
        [
            b"",
            b"%PDF-1.4\n",
            b"PK\x03\x04",
            b"\x89PNG\r\n\x1a\n",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"<html>",
        ]
    ),
)
def test_no_bytes_make_the_reader_crash(data, start):
    try:
        read(start + data, name="bất kỳ")
    except errors.DocumentError as error:
        assert sentence(error)
