"""Whatever is sent in the place of a key is told or passed over; it breaks no page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from nhipcau.kernel.forms import Form, ManyOf
from nhipcau.kernel.keys import key_of, keys_of

NONE = ["", "abc", "-1", "+1", " 1", "1.0", "²", "١", "\x00", "9" * 19, "9" * 5000, "9999-12-31", None, 7]


@pytest.mark.parametrize("text", NONE)
def test_what_names_no_key(text):
    assert key_of(text) is None


def test_a_key_is_read():
    assert key_of("0041") == 41
    assert key_of("9" * 18) == 10**18 - 1
    assert keys_of(["3", "²", "3", "5"]) == {3, 5}


@pytest.mark.django_db
@pytest.mark.parametrize("sent", ["9" * 40, "-9223372036854775809", "²", "abc", "9" * 5000])
def test_many_of_a_queryset_say_what_is_no_choice(officer, sent):
    class Asking(Form):
        who = ManyOf(queryset=type(officer).objects.all())

    form = Asking({"who": [str(officer.pk), sent]})
    assert not form.is_valid()
    assert "who" in form.errors
    right = Asking({"who": [str(officer.pk)]})
    assert right.is_valid()
    assert list(right.cleaned_data["who"]) == [officer]


@pytest.mark.django_db
@pytest.mark.parametrize("sent", ["9" * 40, "²", "9" * 5000])
@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("press:search", "cu_hon"),
        ("desk:audit_log", "ai"),
        ("desk:audit_log", "sau"),
        ("desk:audit_log", "truoc"),
        ("kernel:unsent_words", "so"),
    ],
)
def test_addresses_with_odd_keys_answer(client_of, coordinator, administrator, name, given, sent):
    who = administrator if name == "desk:audit_log" else coordinator
    assert client_of(who).get(reverse(name), {given: sent}).status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("sent", ["9" * 40, "²", "abc", "9" * 5000])
@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("agencies:group_create", "extra"),
        ("press:watch_add", "outlets"),
        ("digests:setting", "signers"),
        ("agencies:invitations", "officer"),
    ],
)
def test_forms_with_odd_keys_answer(client_of, coordinator, administrator, name, given, sent):
    who = administrator if name == "agencies:invitations" else coordinator
    assert client_of(who).post(reverse(name), {given: sent}).status_code < 500
