"""Where a number stands in the tree of sections: each rule by the example that it was made for."""

import pytest

from nhipcau.engines.officialdoc import read
from nhipcau.engines.officialdoc.model import Numbering
from nhipcau.engines.officialdoc.parts import sections
from nhipcau.engines.officialdoc.words import labels
from nhipcau.engines.officialdoc.words.labels import read_label


def label(written):
    found = read_label(f"{written} Nội dung")
    assert found is not None
    return found[0]


def place(opened, new):
    stack = [sections._Node(label(one), None, "", 0) for one in opened.split()]
    own = label(new)
    same = tuple(depth for depth, node in enumerate(stack) if node.label.style is own.style)
    return sections._Place(own, stack, same)


@pytest.mark.parametrize(
    ("rule", "opened", "new", "depth"),
    [
        ("under its number", "II. 2.", "2.1.", 2),
        ("under its number", "II. 2. 2.1. a)", "2.2.", 2),
        ("a decimal under a heading", "II.", "1.1.", 1),
        ("a decimal under a heading", "", "1.1.", 0),
        ("beside its kind", "I. 1. a)", "II.", 0),
        ("beside its kind", "1. -", "-", 1),
        ("above lower styles", "1. a)", "I.", 0),
        ("a mark below", "1. a)", "-", 2),
        ("goes on counting", "1. a) - +", "b)", 1),
        ("goes on counting", "I. 1. a)", "2.", 1),
        ("starts again deeper", "1. a)", "1.", 2),
        ("beside its style", "I. 1.", "5.", 1),
        ("a number above points", "II. 2.4.", "3.", 1),
        ("a number above points", "II. b)", "3.", 1),
        ("a new style", "1. -", "a)", 1),
    ],
)
def test_each_rule_decides_its_example(rule, opened, new, depth):
    at = place(opened, new)
    decided = next((name, found) for name, one in sections.DEPTH_RULES if (found := one(at)) is not None)
    assert decided == (rule, depth)
    assert sections._depth(at.label, at.stack) == depth


def test_every_rule_has_an_example():
    marks = test_each_rule_decides_its_example.pytestmark[0]
    assert {case[0] for case in marks.args[1]} == {name for name, _ in sections.DEPTH_RULES}


@pytest.mark.parametrize("written", ["Phần ²²", "Phần ²³ Nội dung", "PHẦN ①② Nội dung"])
def test_a_raised_digit_is_no_number_of_a_part(written):
    assert read_label(written) is None
    text = f"KẾ HOẠCH\nCông tác đối ngoại năm 2026\n\nI. MỤC ĐÍCH\n{written}\nQuảng bá."
    assert written in read(text.encode(), name="x.txt").text


@pytest.mark.parametrize(
    ("written", "style"),
    [
        ("Phụ lục II. Danh mục", "annex"),
        ("Nhiệm vụ 1: Quảng bá", "arabic"),
        ("nhiệm vụ 2. Quảng bá", "arabic"),
        ("GIẢI PHÁP 3: Quảng bá", "arabic"),
        ("Phần thứ nhất", "part"),
        ("Mục 2. Quảng bá", "division"),
        ("Điều 5. Quảng bá", "article"),
        ("đ) Quảng bá", "letter"),
        ("− Quảng bá", "dash"),
        ("\uf0b7 Quảng bá", "bullet"),
        ("(iv) Quảng bá", "arabic_parens"),
        ("Ủy ban nhân dân", None),
        ("", None),
    ],
)
def test_a_number_is_tried_by_the_styles_that_its_first_letter_opens(written, style):
    found = read_label(written)
    assert (found[0].style if found else None) == (Numbering[style.upper()] if style else None)


def test_no_style_is_passed_over_because_of_its_first_letter():
    letters = [chr(code) for code in range(0x20, 0x2700)] + list("\uf0b7\uf0a7\uf02d")
    ends = (
        "",
        ".",
        ")",
        "/",
        "1.",
        "1)",
        "1.1",
        ". N",
        "- N",
        "/ N",
        "-",
        " N",
        "1) x",
        "ục 1.",
        "hần 1",
        "hương 1",
        "iều 1.",
    )
    for first in letters:
        for end in ends:
            matching = [
                style for style, pattern in labels._NAMED + labels._PLAIN if pattern.match(first + end)
            ]
            assert set(matching) <= {style for style, _ in labels._opened_by(first)}, (first, end)
