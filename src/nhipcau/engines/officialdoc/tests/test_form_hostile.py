"""Files made to break the checker are refused by name or checked in a moment."""

from __future__ import annotations

import io
import random
import time
import zipfile

import pytest
from lxml import etree

from nhipcau.engines.officialdoc import errors
from nhipcau.engines.officialdoc.check import check_form
from nhipcau.engines.officialdoc.check.words import Sayer
from nhipcau.engines.officialdoc.cli import main
from nhipcau.engines.officialdoc.tests.form_cases import CASES, CLEAN
from nhipcau.engines.officialdoc.tests.form_package import build
from nhipcau.engines.officialdoc.tests.form_paper import Paper

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PLAN = CLEAN[0].paper


def repacked(data: bytes, *, without: str = "", **changed: bytes) -> bytes:
    """The package with parts left out or with others in their place; "word/styles.xml" is word_styles."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != without:
                key = name.removesuffix(".xml").replace("/", "_")
                new.writestr(name, changed.get(key, old.read(name)))
    return out.getvalue()


def body(content: str) -> bytes:
    return repacked(
        build(PLAN),
        word_document=f'<w:document xmlns:w="{WORD}"><w:body>{content}</w:body></w:document>'.encode(),
    )


ENTITIES = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document/>'


@pytest.mark.parametrize(
    ("data", "key"),
    [
        pytest.param(b"", "empty-file", id="empty"),
        pytest.param(b"%PDF-1.7 nothing", "not-a-document.word-only", id="pdf"),
        pytest.param(b"Ke hoach cong tac", "not-a-document.word-only", id="text"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "not-a-document.word-only", id="picture"),
        pytest.param(b"PK\x03\x04 broken", "damaged.cut", id="broken zip"),
        pytest.param(build(PLAN)[:2000], "damaged.cut", id="cut zip"),
        pytest.param(
            repacked(build(PLAN), word_document=ENTITIES), "damaged.unsafe-xml", id="entities in the text"
        ),
        pytest.param(
            repacked(build(PLAN), word_styles=ENTITIES), "damaged.unsafe-xml", id="entities in styles"
        ),
        pytest.param(
            repacked(build(PLAN), word_theme_theme1=ENTITIES),
            "damaged.unsafe-xml",
            id="entities in the theme",
        ),
        pytest.param(
            repacked(build(PLAN), word_document=b"<w:document>"), "damaged.word-inside", id="broken xml"
        ),
        pytest.param(
            repacked(build(PLAN), without="word/styles.xml"),
            "damaged.word-part",
            id="styles that are named and not there",
        ),
        pytest.param(
            repacked(build(PLAN), without="word/document.xml"), "not-a-document.other-zip", id="no text"
        ),
        pytest.param(body(""), "empty-file.no-words", id="no words"),
    ],
)
def test_what_is_no_word_file_is_refused_by_name(data: bytes, key: str):
    with pytest.raises(errors.DocumentError) as refused:
        check_form(data, name="a.docx")
    assert refused.value.key == key


def test_a_zip_bomb_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<a>" + b" " * 130_000_000 + b"</a>")
    with pytest.raises(errors.TooLarge):
        check_form(out.getvalue(), name="a.docx")


def test_a_file_without_styles_is_checked_by_words_defaults():
    """No relation names a styles part: Word takes Times New Roman 10, and each run says otherwise."""
    assert check_form(build(PLAN.but(styles_part=False)), name="a.docx").findings == ()


def test_a_secret_is_refused_as_everywhere():
    from nhipcau.engines.officialdoc.tests.form_paper import T

    secret = PLAN.but(before_head=(T("TỐI MẬT", 14, bold=True),))
    with pytest.raises(errors.StateSecret):
        check_form(build(secret), name="a.docx")


def test_the_command_says_why_it_refuses(tmp_path, capsys):
    path = tmp_path / "a.docx"
    path.write_bytes(b"%PDF-1.7")
    assert main(["doc", "form", str(path)]) == 1
    assert "Chỉ kiểm tra được thể thức của tệp .docx" in capsys.readouterr().err
    assert main(["doc", "form", str(tmp_path / "khong-co.docx"), "--json"]) == 1
    assert "Không tìm thấy tệp" in capsys.readouterr().err
    assert main(["doc", "form"]) == 2


@pytest.mark.parametrize(
    "content",
    [
        pytest.param('<w:style w:styleId="x"/>' + '<w:p><w:r><w:t>a</w:t></w:r></w:p>' * 3, id="style in the text"),
        pytest.param("<w:tbl><w:tr><w:tc>" * 75 + '<w:p><w:r><w:t>a</w:t></w:r></w:p>' + "</w:tc></w:tr></w:tbl>" * 75, id="tables in tables"),
        pytest.param('<w:p><w:pPr><w:ind w:left="99999999999999999999" w:firstLine="-"/><w:spacing w:line="0" w:before="x"/></w:pPr>'
                     '<w:r><w:rPr><w:sz w:val="999999999999"/><w:color w:val="zz" w:themeColor="none" w:themeTint="gg"/></w:rPr><w:t>KẾ HOẠCH</w:t></w:r></w:p>'
                     '<w:sectPr><w:pgSz w:w="0" w:h="-5"/><w:pgMar w:left="x"/><w:cols w:num="0"/></w:sectPr>', id="numbers that are none"),
        pytest.param("<w:p><w:r><w:t>Số: /</w:t></w:r></w:p><w:p><w:r><w:t>, ngày tháng năm</w:t></w:r></w:p><w:p><w:r><w:t>Kính gửi</w:t></w:r></w:p>"
                     "<w:p><w:r><w:t>Nơi nhận:</w:t></w:r></w:p><w:p><w:r><w:t>KT.</w:t></w:r></w:p>", id="bare components"),
    ],
)  # fmt: skip
def test_odd_xml_is_checked_without_falling(content: str):
    assert check_form(body(content), name="a.docx").findings


def test_styles_built_on_themselves_end():
    styles = (
        f'<w:styles xmlns:w="{WORD}"><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    assert check_form(repacked(build(PLAN), word_styles=styles.encode()), name="a.docx") is not None


@pytest.mark.parametrize(
    "line",
    ["Nội dung công việc của kế hoạch.", "I. MỤC", "1. Việc", "a) việc", "Số: 5/KH", "Kính gửi: Sở", "- Như trên;", "KT. GIÁM ĐỐC", "KẾ HOẠCH",
     "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Căn cứ Luật;", "Phụ lục I", "_____", "Nơi nhận:"],
)  # fmt: skip
def test_ten_thousand_lines_take_a_moment(line: str):
    data = body(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" * 10_000)
    begun = time.process_time()
    check_form(data, name="a.docx")
    assert time.process_time() - begun < 12


def test_an_empty_paper_is_told_to_be_none():
    findings = check_form(body("<w:p><w:r><w:t>Xin chào</w:t></w:r></w:p>"), name="a.docx").findings
    assert [finding.rule for finding in findings] == ["no-head"]


def test_a_bare_page_is_checked():
    assert check_form(build(Paper()), name="a.docx").findings


def disturbed(data: bytes, chance: random.Random) -> bytes:
    """The package with a few elements taken out, put elsewhere, or given senseless values."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("word/") and name.endswith(".xml"):
                root = etree.fromstring(part)
                nodes = list(root.iter())
                for _ in range(chance.randint(0, 8)):
                    node, other = chance.choice(nodes), chance.choice(nodes)
                    deed = chance.random()
                    if deed < 0.35 and node.getparent() is not None:
                        node.getparent().remove(node)
                    elif deed < 0.7 and node.attrib:
                        node.set(
                            chance.choice(list(node.attrib)),
                            chance.choice(["", "0", "-1", "99999999999", "none", "x", "28"]),
                        )
                    elif deed < 0.85:
                        node.append(etree.fromstring(etree.tostring(other)))
                    elif node.text:
                        node.text = chance.choice(
                            ["", "\t", " " * 9, "Số:", "KẾ HOẠCH", "Nơi nhận:", "TM.", "(", node.text * 3]
                        )
                part = etree.tostring(root)
            new.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize("seed", range(40))
def test_a_disturbed_file_is_checked_or_refused_by_name(seed: int):
    chance = random.Random(seed)
    case = chance.choice(CASES)
    try:
        report = check_form(disturbed(build(case.paper), chance), name="a.docx")
    except errors.DocumentError as refused:
        assert refused.key
    else:
        assert all(all(Sayer("en").said(finding)) for finding in report.findings)
