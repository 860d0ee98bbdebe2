"""A text that is cut to a length: as Django cuts it, whatever is in it."""

from unicodedata import normalize

import pytest
from django.template import Context, Engine
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

OURS = Engine(builtins=["nhipcau.kernel.templatetags.nhipcau"])
DJANGOS = Engine()
LETTERS = st.text("ab ẽạ̃éạ́<&>\u0301\u200d👩🏽…\n", max_size=14)


def both(template: str, text: object) -> tuple[str, str]:
    """What our filter says, and what Django's does."""
    return tuple(engine.from_string(template).render(Context({"text": text})) for engine in (OURS, DJANGOS))  # type: ignore[return-value]


@given(LETTERS, st.integers(-1, 16))
def test_any_text_is_cut_as_django_cuts_it(text, most):
    ours, djangos = both(f"{{{{ text|truncatechars:{most} }}}}", text)
    assert ours == djangos


@pytest.mark.parametrize("text", [None, 12345678, mark_safe("<b>đậm</b>"), "", normalize("NFD", "Kế hoạch")])
@pytest.mark.parametrize("most", [0, 3, 8, 200])
def test_what_is_no_plain_text_too(text, most):
    ours, djangos = both(f"{{{{ text|truncatechars:{most} }}}}", text)
    assert ours == djangos


def test_what_is_no_number_cuts_nothing():
    ours, djangos = both("{{ text|truncatechars:text }}", "Kế hoạch")
    assert ours == djangos == "Kế hoạch"
