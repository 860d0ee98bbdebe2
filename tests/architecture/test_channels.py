"""A channel is named once, where it is declared; everybody else says ``INSIDE``, never "inside", so that none is misspelt.

What Python's types do not see is looked for here: a name written out beside the field ``channel``, and the field compared
with anything (a row's way is ``delivery.way``).  What this does not see the field itself refuses.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from nhipcau.office.deliveries.channels import channels
from nhipcau.office.deliveries.models import Delivery

SOURCE = Path(__file__).parents[2] / "src" / "nhipcau"
PAGES = [
    path
    for path in sorted(SOURCE.rglob("*.py"))
    if path.relative_to(SOURCE).parts[0] != "engines"
    and not {"tests", "migrations"} & set(path.relative_to(SOURCE).parts)
]


def _is_written_out(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in ast.walk(node))


def _is_the_field(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "channel"


def loose_names(text: str) -> Iterator[int]:
    """Lines where a channel is a loose string."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.keyword) and (node.arg or "").split("__")[0] == "channel":
            if _is_written_out(node.value):
                yield node.value.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "by":
            if any(map(_is_written_out, node.args)):
                yield node.lineno
        elif isinstance(node, ast.Compare) and any(map(_is_the_field, [node.left, *node.comparators])):
            yield node.lineno


def test_no_channel_is_a_loose_string():
    found = {
        path.name: lines for path in PAGES if (lines := [*loose_names(path.read_text(encoding="utf-8"))])
    }
    assert found == {}


@pytest.mark.parametrize(
    "line",
    [
        'deliver(channel="insde")',
        'Q(channel__in=("mail", x))',
        'rows.by("paper")',
        "one.channel == INSIDE",
        "INSIDE.name != one.channel",
        'one.channel in ("mail",)',
    ],
)
def test_each_way_of_naming_one_loosely_is_seen(line):
    assert list(loose_names(line)) == [1]


def test_the_name_of_a_declared_one_is_no_loose_string():
    assert not list(
        loose_names("f(channel=INSIDE)\nq(channel=PAPER.name)\nrows.by(MAIL)\nkeep(channel, 'x')")
    )


def test_each_channel_is_declared_once_in_the_module_of_whoever_carries_it():
    made = [
        node.args[0].value
        for path in PAGES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Channel"
    ]
    assert sorted(made) == [channel.name for channel in channels]


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["insde", "Inside", "", "MAIL"])
def test_no_row_is_asked_for_or_written_by_a_channel_that_nobody_declared(wrong):
    for asked in ({"channel": wrong}, {"channel__in": ["inside", wrong]}):
        with pytest.raises(KeyError, match="no channel of delivery"):
            Delivery.objects.filter(**asked).exists()
    with pytest.raises(KeyError, match="no channel of delivery"):
        Delivery.objects.update(channel=wrong)
