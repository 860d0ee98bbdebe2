"""Picking many agencies: one form for all, in groups, that works without script."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms
from django.apps import apps
from django.template import Context, Template
from django_cotton.compiler_regex import CottonCompiler

from nhipcau.agencies.forms.picking import AgenciesField
from nhipcau.agencies.models import Agency
from nhipcau.agencies.rules import AgencyKind, Level
from nhipcau.kernel.forms import Form

pytestmark = pytest.mark.django_db
HOSTILE = "Sở <script>alert(1)</script>"


class Wish(Form):
    agencies = AgenciesField(label="Cơ quan", queryset=Agency.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = Agency.objects.in_order()


class Boxes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, bool]] = []
        self.groups: list[str] = []

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        if tag == "input" and held.get("type") == "checkbox":
            self.found.append((held["value"], "checked" in held))
        if "nc-pick-group" in (held.get("class") or ""):
            self.groups.append(held.get("aria-label", ""))


def drawn(form: Form) -> tuple[Boxes, str]:
    source = CottonCompiler().process('<c-fields :form="form" />')
    words = Template(source).render(Context({"form": form}))
    boxes = Boxes()
    boxes.feed(words)
    return boxes, words


@pytest.fixture
def many():
    for number in range(60):
        kind = AgencyKind.COMMUNE if number % 2 else AgencyKind.DEPARTMENT
        Agency.objects.create(
            code=f"co-{number}", name=f"{HOSTILE} {number}", kind=kind, valid_from=date(2020, 1, 1),
            level=Level.COMMUNE if number % 2 else Level.PROVINCE,
        )  # fmt: skip
    return list(Agency.objects.in_order())


def test_each_agency_is_one_box_under_its_kind_and_what_was_chosen_stays(many, django_assert_max_num_queries):
    chosen = [str(many[3].pk), str(many[40].pk)]
    form = Wish({"agencies": chosen})
    assert form.is_valid()
    with django_assert_max_num_queries(1):
        boxes, words = drawn(form)
    assert [value for value, _ in boxes.found] == [str(agency.pk) for agency in many]
    assert [value for value, checked in boxes.found if checked] == chosen
    assert boxes.groups == ["Sở, ban, ngành", "UBND xã"]
    assert "<script>alert" not in words


def test_nothing_is_chosen_beforehand_and_a_stranger_is_refused(many):
    boxes, _ = drawn(Wish())
    assert not any(checked for _, checked in boxes.found)
    assert not Wish({"agencies": ["987654"]}).is_valid()
    assert not Wish({"agencies": ["x\x00"]}).is_valid()


def _forms(base: type) -> list[type]:
    found = []
    for each in base.__subclasses__():
        found += [each, *_forms(each)]
    return found


def test_many_agencies_are_picked_in_one_way_everywhere():
    from nhipcau.config import urls  # noqa: F401 - every form is there once every view is

    assert apps.ready
    other = {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in [*_forms(forms.Form), *_forms(forms.ModelForm)]
        if form.__module__.startswith("nhipcau.")
        for name, field in form.base_fields.items()
        if isinstance(field, forms.ModelMultipleChoiceField)
        and field.queryset is not None
        and field.queryset.model is Agency
        and not isinstance(field, AgenciesField)
    }
    assert not other, f"use agencies.forms.picking.AgenciesField: {sorted(other)}"


def test_nothing_chosen_is_said_in_words():
    class Choice(Form):
        one = forms.ModelChoiceField(Agency.objects.all(), required=False)
        word = forms.TypedChoiceField(choices=[("", "---------"), ("a", "A")], required=False)
        grouped = forms.ChoiceField(choices=[("Nhóm", [("b", "B")])])

    shown = str(Choice())
    assert "---" not in shown
    assert shown.count("Chưa chọn") == 2
    assert "<optgroup" in shown
