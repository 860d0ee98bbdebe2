"""Files made to stop a reader are read in a moment or refused by name."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from nhipcau.engines.officialdoc import errors, read
from nhipcau.engines.officialdoc.plan.reading import read_plan

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
        )
    return out.getvalue()


def page(body: str) -> bytes:
    return f"<html><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(("Nội dung số một của kế hoạch.\n" * 2000).encode(), id="one sentence a line"),
        pytest.param("\n".join(f"{n}. Tổ chức hội nghị." for n in range(2000)).encode(), id="numbered lines"),
        pytest.param(("ngày 1 tháng 1 năm 2026 " * 3000).encode(), id="dates on one line"),
        pytest.param(("(Kèm theo Kế hoạch số 1/KH-UBND ngày 1/1/2026)\n" * 500).encode(), id="notes"),
        pytest.param(page("<ol>" + "<li>Việc</li>" * 5000 + "</ol>"), id="a long list"),
        pytest.param(
            page("<table>" + "<tr><td>1</td><td>Việc</td></tr>" * 3000 + "</table>"), id="a long table"
        ),
        pytest.param(
            page("<p " + " ".join(f'a{n}="b"' for n in range(20000)) + ">a</p><p>Kế hoạch</p>"),
            id="attributes",
        ),
        pytest.param(docx("<w:p><w:r><w:t>từ</w:t></w:r></w:p>" * 10000), id="short paragraphs"),
    ],
)
def test_a_file_that_repeats_itself_is_read_in_a_moment(data):
    begun = time.process_time()
    read_plan(read(data, name="a"))
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (
            page("<table>" + "<tr><td colspan=100 rowspan=100>a</td></tr>" * 50 + "</table>"),
            "too-large.cells",
        ),
        (docx("<w:p/>" * 300_001), "too-large.lines"),
    ],
)
def test_a_file_over_a_cap_is_refused_by_name(data, key):
    with pytest.raises(errors.TooLarge) as refused:
        read(data, name="a")
    assert refused.value.key == key


@pytest.mark.parametrize("number", ["²", "٣", "-1", "9" * 5000, "", "a"])
def test_odd_numbers_in_a_files_own_marks_break_nothing(number):
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{number}"/></w:tcPr><w:p><w:r><w:rPr><w:sz w:val="{number}"/></w:rPr><w:t>a</w:t></w:r></w:p></w:tc>'
    assert (
        "a"
        in read(docx(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl><w:p><w:r><w:t>b</w:t></w:r></w:p>"), name="a").text
    )
    assert (
        "a"
        in read(
            page(
                f'<ol start="{number}"><li>a</li></ol><table><tr><td colspan="{number}">b</td></tr></table>'
            ),
            name="a",
        ).text
    )


def test_characters_that_word_cannot_hold_do_not_come_through():
    text = read("KẾ HOẠCH\x01\nHội nghị \ufffenăm\uffff 2026\x08.\n".encode(), name="a.txt").text
    assert text == "KẾ HOẠCH\nHội nghị năm 2026."
