"""Where a number stands in the tree of sections: each rule by the example that it was made for."""

import pytest

from nhipcau.engines.officialdoc.parts import sections
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
