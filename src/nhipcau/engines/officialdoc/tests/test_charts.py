"""Charts: every figure stands where it belongs, no word leaves the drawing or lies on another, what is unknown is no zero."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pypdfium2
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from nhipcau.engines.officialdoc.write.chart import Chart, Kind, Series, laid_out, table_of, ticks, written
from nhipcau.engines.officialdoc.write.chart_svg import svg
from nhipcau.engines.officialdoc.write.docx import write_docx
from nhipcau.engines.officialdoc.write.model import (
    BadDraft,
    Draft,
    Heading,
    Letterhead,
    Paragraph,
    Picture,
    Signature,
)
from nhipcau.engines.officialdoc.write.pdf import write_pdf
from nhipcau.engines.officialdoc.write.raster import png_of

QUARTERS = ("Quý I", "Quý II", "Quý III", "Quý IV")
LONG = "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh"


def chart(kind=Kind.COLUMNS, names=QUARTERS, values=((3, 5, None, 8),), **more):
    return Chart(
        kind, names, tuple(Series(f"Dãy {at}", tuple(row)) for at, row in enumerate(values, 1)), **more
    )


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (0, "0", "0"),
        (1234567, "1.234.567", "1,234,567"),
        (Decimal("1234.50"), "1.234,5", "1,234.5"),
        (28.5, "28,5", "28.5"),
        (-3, "-3", "-3"),
        (-0.00001, "0", "0"),
        (None, "–", "–"),
        (Decimal("12E3"), "12.000", "12,000"),
    ],
    ids=str,
)
def test_figures_are_written_as_papers_write_them(value, vietnamese, english):
    assert (written(value), written(value, comma=".")) == (vietnamese, english)


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0, 30, [0, 10, 20, 30]),
        (0, 337, [0, 100, 200, 300, 400]),
        (0, 97.3, [0, 20, 40, 60, 80, 100]),
        (-4.5, 3, [-6, -4, -2, 0, 2, 4]),
    ],
)
def test_the_scale_has_round_steps_and_holds_both_ends(low, high, marks):
    found = ticks(low, high)
    assert found[0] <= low and found[-1] >= high and len(found) <= 7
    assert found == pytest.approx(marks) or len(marks) <= len(found) <= 7


@given(low=st.floats(-1e9, 0), high=st.floats(0, 1e9).filter(lambda value: value == 0 or value > 1e-6))
def test_any_scale_is_short_and_even(low, high):
    found = ticks(low, high)
    steps = {round((b - a) / (found[1] - found[0]), 6) for a, b in pairwise(found)}
    assert 2 <= len(found) <= 8 and steps == {1.0}
    step = found[1] - found[0]
    assert found[0] <= low + 1e-6 * step and found[-1] >= high - 1e-6 * step


def test_bars_are_as_high_as_their_figures_and_stand_on_zero():
    drawn = laid_out(chart(values=((10, 20, None, 40),)), width=450, height=200)
    heights = [bar.height for bar in drawn.bars]
    assert len(heights) == 3 and heights == pytest.approx([heights[0], heights[0] * 2, heights[0] * 4])
    feet = {round(bar.top + bar.height, 6) for bar in drawn.bars}
    assert len(feet) == 1
    below = laid_out(chart(names=("A", "B"), values=((-5, 5),)), width=450, height=200)
    down, up = below.bars
    assert down.top == pytest.approx(up.top + up.height) and down.height == pytest.approx(up.height)


def test_what_is_not_known_is_a_dash_and_no_bar_and_breaks_the_line():
    columns = laid_out(chart(), width=450, height=200)
    assert len(columns.bars) == 3 and [one.text for one in columns.words].count("–") == 1
    lines = laid_out(chart(Kind.LINES, values=((1, 2, None, 4),)), width=450, height=200)
    assert [len(path.points) for path in lines.paths] == [2, 1]
    zero = laid_out(chart(values=((1, 2, 0, 4),)), width=450, height=200)
    assert len(zero.bars) == 4


def test_runs_of_a_stacked_bar_follow_one_another():
    drawn = laid_out(
        chart(Kind.STACKED, names=("A", LONG), values=((5, 1), (1, 0), (2, 3))), width=450, height=0
    )
    first = [bar for bar in drawn.bars if bar.top == drawn.bars[0].top]
    assert [bar.series for bar in first] == [0, 1, 2]
    for before, after in pairwise(first):
        assert after.left == pytest.approx(before.left + before.width)
    assert len(drawn.bars) == 5  # a run of nothing is not drawn


@pytest.mark.parametrize("width", [640, 453, 250])
@pytest.mark.parametrize(
    "values",
    [((117, 0), (9, 60), (4, 70)), ((1, 130), (1, 0), (128, 0)), ((0, 3), (2, 1), (1, 126))],
    ids=str,
)
def test_every_number_of_a_stacked_bar_is_written_and_stands_on_white(width, values):
    told = chart(Kind.STACKED, names=("6 tháng đầu năm 2026", "Năm 2026"), values=values)
    drawn = laid_out(told, width=width, height=0)
    numbers = sorted(str(value) for row in values for value in row if value)
    bold = [one for one in drawn.words if one.bold]
    assert sorted(one.text for one in bold) == numbers
    for one in bold:
        left, top, right, bottom = one.box
        under = [
            bar
            for bar in drawn.bars
            if bar.left < right
            and left < bar.left + bar.width
            and bar.top < bottom
            and top < bar.top + bar.height
        ]
        assert [one.on_plate] == [bool(under)] and len(under) <= 1
        assert right <= drawn.width + 1e-6
    plates = svg(told, words="x", width=width).count('rx="2" fill="#fff"')
    assert plates == sum(one.on_plate for one in bold)


def test_the_goal_stands_where_its_figure_would():
    drawn = laid_out(chart(values=((10, 20, 30, 40),), goal=20, goal_words="Mục tiêu"), width=450, height=200)
    (goal,) = [rule for rule in drawn.rules if rule.goal]
    assert goal.y1 == pytest.approx(drawn.bars[1].top)
    assert "Mục tiêu: 20" in [one.text for one in drawn.words]


names = st.sampled_from([*QUARTERS, LONG, "Sở Ngoại vụ", "UBND xã Đắk Mil", "2026", "Tháng 12"])
numbers = st.one_of(st.none(), st.integers(0, 5_000_000), st.decimals(0, 1000, places=2))


@given(
    kind=st.sampled_from(list(Kind)),
    names=st.lists(names, min_size=1, max_size=30).map(tuple),
    data=st.data(),
)
def test_no_word_leaves_the_drawing_or_lies_on_another_name(kind, names, data):
    count = data.draw(st.integers(1, 4))
    rows = [data.draw(st.lists(numbers, min_size=len(names), max_size=len(names))) for _ in range(count)]
    drawn = laid_out(
        chart(kind, names, rows, unit="lượt", goal=data.draw(numbers), goal_words="Mục tiêu"),
        width=453,
        height=220,
    )
    for one in drawn.words:
        left, top, right, bottom = one.box
        assert left >= -1 and right <= drawn.width + 1, one
        assert top >= -1 and bottom <= drawn.height + 2, one
    axis = [one for one in drawn.words if one.text in {*" ".join(names).split(), *names}]
    for one, other in combinations(axis, 2):
        a, b = one.box, other.box
        assert min(a[2], b[2]) - max(a[0], b[0]) < 1 or min(a[3], b[3]) - max(a[1], b[1]) < 2, (one, other)
    for bar in drawn.bars:
        assert bar.width >= 0 and bar.height >= 0 and bar.left >= -1e-6
        assert bar.left + bar.width <= drawn.width + 1e-6 and bar.top + bar.height <= drawn.height + 1e-6


def test_the_table_beside_it_says_the_same():
    shown = table_of(chart(values=((3, Decimal("5.5"), None, 8), (1, 2, 3, 4000)), unit="tin", head="Kỳ"))
    assert [cell.text for cell in shown.header[0]] == ["Kỳ", "Dãy 1 (tin)", "Dãy 2 (tin)"]
    assert [[cell.text for cell in row] for row in shown.rows] == [
        ["Quý I", "3", "1"],
        ["Quý II", "5,5", "2"],
        ["Quý III", "–", "3"],
        ["Quý IV", "8", "4.000"],
    ]


@pytest.mark.parametrize(
    ("made", "key"),
    [
        (lambda: chart(names=(), values=((),)), "draft.chart-empty"),
        (lambda: chart(values=()), "draft.chart-empty"),
        (lambda: chart(values=((1, 2),)), "draft.chart-uneven"),
        (lambda: chart(values=((1, 2, 3, float("nan")),)), "draft.chart-number"),
        (lambda: chart(Kind.STACKED, values=((1, 2, 3, -4),)), "draft.chart-below-zero"),
        (lambda: chart(values=tuple((1, 2, 3, 4) for _ in range(9))), "draft.chart-large"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_code(made, key):
    with pytest.raises(BadDraft) as refused:
        made()
    assert refused.value.key == key


def test_signs_of_markup_stay_words():
    drawn = svg(
        chart(names=('<b>"A"&</b>', "x]]>"), values=((1, 2),)), words='Số <liệu> "a" & \x07b', width=453
    )
    root = ElementTree.fromstring(drawn)
    texts = ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert '<b>"A"&</b>' in texts and root.get("aria-label") == 'Số <liệu> "a" & b'
    assert len(png_of(drawn, dots=72)) > 500


def test_series_differ_without_their_colours():
    drawn = svg(chart(values=tuple((1, 2, 3, 4) for _ in range(6))), words="a")
    patterns = re.findall(r'<pattern id="s\d".*?</pattern>', drawn)
    without_colour = {re.sub("#[0-9a-f]{6}|s[0-9]", "", one) for one in patterns}
    assert len(without_colour) == 6
    lines = svg(chart(Kind.LINES, values=tuple((1, 2, 3, 4) for _ in range(6))), words="a")
    assert len(set(re.findall(r'stroke-dasharray="([^"]*)"', lines))) == 6


PAPER = Draft(
    letterhead=Letterhead("SỞ NGOẠI VỤ", "BC-SNgV", "Lâm Đồng"),
    kind="BÁO CÁO",
    summary="Kết quả sáu tháng",
    body=(
        Heading("Kết quả"),
        Paragraph("Số liệu như sau."),
        Picture(svg(chart(), words="Số tin theo quý"), "Số tin theo quý", "Biểu đồ 1. Số tin theo quý"),
        table_of(chart()),
    ),
    signature=Signature("GIÁM ĐỐC", "Nguyễn Văn A"),
)


def test_a_paper_carries_it_in_both_forms():
    page = pypdfium2.PdfDocument(write_pdf(PAPER))[0]
    words = page.get_textpage().get_text_range()
    assert "Biểu đồ 1. Số tin theo quý" in words and "Quý III" in words
    word = Document(io.BytesIO(write_docx(PAPER)))
    (shape,) = word.inline_shapes
    section = word.sections[0]
    assert shape.width <= section.page_width - section.left_margin - section.right_margin
    assert shape._inline.docPr.get("descr") == "Số tin theo quý"
    image = Image.open(
        io.BytesIO(next(part.blob for part in word.part.package.iter_parts() if "png" in part.content_type))
    )
    assert image.width / (shape.width.inches) == pytest.approx(220, rel=0.05)
    ink = image.convert("L").histogram()
    assert sum(ink[:128]) > 2000  # bars and words, not an empty sheet
