"""Two persons at one record: the second is told what the first has changed, and nothing is overwritten without a word."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.http import QueryDict
from django.urls import reverse

from nhipcau.agencies.models import Agency, FocalOfficer
from nhipcau.agencies.rules import FocalDuty
from nhipcau.kernel.abreast import MARKS
from nhipcau.kernel.clock import today
from nhipcau.kernel.forms import Form


class Asked(Form):
    changes_what_stands = True

    name = forms.CharField()
    words = forms.CharField(required=False, widget=forms.Textarea)
    day = forms.DateField(required=False)
    kinds = forms.MultipleChoiceField(choices=[("a", "Loại A"), ("b", "Loại B")], required=False)
    inside = forms.BooleanField(required=False)


STOOD = {"name": "Sở Y tế", "words": "một\nhai", "day": None, "kinds": ["a", "b"], "inside": False}


def marks(form) -> str:
    found = re.search(rf'name="{MARKS}" value="([^"]*)"', str(form.as_read()))
    return found[1] if found else ""


def sent(stands: dict, typed: dict, read: dict | None = None) -> Asked:
    """The form of whoever read one state, typed something and meets another state."""
    given = QueryDict(mutable=True)
    given[MARKS] = marks(Asked(initial=STOOD if read is None else read))
    for name, value in typed.items():
        given.setlist(name, value if isinstance(value, list) else [value])
    form = Asked(given, initial=stands)
    form.is_valid()
    return form


AS_IT_STOOD = {"name": "Sở Y tế", "words": "một\r\nhai", "kinds": ["b", "a"]}


def test_where_nobody_else_wrote_everything_goes_through():
    form = sent(STOOD, {**AS_IT_STOOD, "name": "Sở Y tế mới"})
    assert not form.errors
    assert MARKS not in form.cleaned_data


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": "Sở khác"}, "Name (“Sở khác”)"),
        ({"words": "x" * 201}, "Words."),
        ({"kinds": ["a"]}, "Kinds (“Loại A”)"),
        ({"inside": True}, "Inside (“có”)"),
    ],
)
def test_what_another_wrote_is_told_and_taken_over_where_one_has_not_touched_it(change, told):
    form = sent(STOOD | change, {**AS_IT_STOOD, "day": "1/3/2026"})
    (said,) = form.non_field_errors()
    assert told in f"{said.split(': ', 1)[1].split('. Chưa')[0]}."
    (name,) = change
    assert form[name].value() in (change[name], "on" if change[name] is True else change[name])
    assert form["day"].value() == "1/3/2026"


def test_sent_once_more_it_is_saved():
    stands = STOOD | {"name": "Sở khác"}
    first = sent(stands, {**AS_IT_STOOD, "name": "Sở tôi viết"})
    assert first["name"].value() == "Sở tôi viết"
    given = first.data.copy()
    given[MARKS] = marks(first)
    assert not Asked(given, initial=stands).errors


@pytest.mark.parametrize("said", ["", "name", "name=", "name=zz words", "=", "khac=1"])
def test_marks_that_are_none_break_nothing(said):
    given = QueryDict(mutable=True)
    given.update({MARKS: said, "name": "x"})
    Asked(given, initial=STOOD).is_valid()


def test_a_form_that_makes_something_new_carries_none():
    class New(Form):
        name = forms.CharField()

    assert not New().as_read()


@pytest.mark.django_db
def test_two_coordinators_at_one_agency(client_of, coordinator, agency):
    address = reverse("agencies:edit", args=[agency.code])
    client = client_of(coordinator)
    page = client.get(address)
    mine = _sent(page, "form")
    Agency.objects.filter(pk=agency.pk).update(email="dong.nghiep@example.org")
    answer = client.post(address, mine | {"source": "Căn cứ tôi viết"})
    told = answer.content.decode()
    assert "người khác đã sửa" in told
    assert "dong.nghiep@example.org" in told
    agency.refresh_from_db()
    assert (agency.email, agency.source) == ("dong.nghiep@example.org", "")
    again = _sent(answer, "form")
    assert client.post(address, again).status_code == 302
    agency.refresh_from_db()
    assert (agency.email, agency.source) == ("dong.nghiep@example.org", "Căn cứ tôi viết")


@pytest.mark.django_db
def test_two_coordinators_at_one_task(client_of, coordinator, duty):
    address = reverse("plans:task_edit", args=[duty.task_id])
    client = client_of(coordinator)
    mine = _sent(client.get(address), "form") | {"reason": "vì thế"}
    duty.task.title = "Tên đồng nghiệp vừa lưu"
    duty.task.save()
    told = client.post(address, mine).content.decode()
    assert "người khác đã sửa" in told
    assert "Tên đồng nghiệp vừa lưu" in told
    duty.task.refresh_from_db()
    assert duty.task.title == "Tên đồng nghiệp vừa lưu"


def _sent(page, name: str) -> dict:
    """What the page's form would send untouched."""
    form = page.context[name]
    given = {MARKS: marks(form)}
    assert given[MARKS] in page.content.decode()
    for field in form:
        shown = field.field.widget.format_value(field.value())
        if shown not in (None, "", []):
            given[field.html_name] = shown
    return given


@pytest.mark.django_db
def test_every_form_over_a_record_carries_its_marks(
    client_of, coordinator, administrator, officer, agency, duty
):
    ask = SimpleNamespace(coordinator=client_of(coordinator), administrator=client_of(administrator))
    for client, address in (
        (ask.coordinator, reverse("agencies:edit", args=[agency.code])),
        (ask.administrator, reverse("agencies:officer", args=[officer.pk])),
        (ask.coordinator, reverse("digests:setting")),
        (ask.coordinator, reverse("plans:task_edit", args=[duty.task_id])),
        (ask.coordinator, reverse("plans:duty_officer", args=[duty.pk])),
    ):
        assert f'name="{MARKS}"' in client.get(address).content.decode(), address


@pytest.mark.django_db
def test_of_two_who_name_the_first_focal_officer_the_second_does_not_rename_the_other_s(
    client_of, coordinator, agency
):
    address = reverse("agencies:focal_edit", args=[agency.code, "leader"])
    client = client_of(coordinator)
    mine = _sent(client.get(address), "form") | {"name": "Người của tôi"}
    theirs = FocalOfficer.objects.create(
        agency=agency, duty=FocalDuty.LEADER, name="Người của đồng nghiệp", since=today()
    )
    told = client.post(address, mine).content.decode()
    assert "người khác đã sửa" in told
    assert "Người của đồng nghiệp" in told
    theirs.refresh_from_db()
    assert theirs.name == "Người của đồng nghiệp"
