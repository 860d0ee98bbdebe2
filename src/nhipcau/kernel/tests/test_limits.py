"""No field of the product cuts what is written into it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django import forms

from nhipcau.kernel.forms import Form

PRODUCT = Path(__file__).parents[2]
# The sign-in form: no name of an account is longer.
CUT = {"kernel/templates/account/login.html"}


class Talk(Form):
    text = forms.CharField(widget=forms.Textarea, max_length=10)
    name = forms.CharField(max_length=5)


def test_a_text_too_long_is_told_by_how_much():
    form = Talk({"text": "x" * 13, "name": "y"})
    assert form.errors["text"] == ["Dài quá 3 ký tự (đang có 13, tối đa 10). Hãy rút gọn."]
    assert "maxlength" not in str(form)
    assert 'data-limit="10"' in str(form["text"])
    assert 'data-limit="5"' in str(form["name"])


@pytest.mark.parametrize("length", [0, 1, 10])
def test_what_fits_passes(length):
    form = Talk({"text": "x" * length or " ", "name": "y"})
    assert ("text" in form.errors) == (length == 0)


def test_no_template_cuts():
    found = {
        path.relative_to(PRODUCT).as_posix()
        for path in PRODUCT.rglob("*.html")
        if re.search(r"\bmaxlength=", path.read_text(encoding="utf-8"))
    }
    assert found == CUT
