"""A refusal is said in the reader's language, where the reader is."""

from __future__ import annotations

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from nhipcau.kernel.refusal import Refused, Words
from nhipcau.kernel.saying import refusals_in, refusals_said, say, shows_refusals

LATER = "Ngày bắt đầu chưa tới. Hãy chọn hôm nay hoặc một ngày đã qua."


def refusing(request, **arguments):
    raise Refused(LATER)


@pytest.fixture
def post():
    request = RequestFactory().post("/thong-bao/da-doc-het/")
    request.session = {}
    from django.contrib.messages.storage.fallback import FallbackStorage

    request._messages = FallbackStorage(request)
    return request


def test_details_that_are_words_are_translated_with_the_sentence():
    refused = Refused("%(role)s: %(why)s", role=Words("Lãnh đạo"), why=Refused(LATER))
    with translation.override("en"):
        said = say(refused)
    assert "Lãnh đạo" not in said and LATER not in said
    assert say(Refused("%(name)s", name="Lãnh đạo")) == "Lãnh đạo"


def test_a_refused_form_keeps_what_was_typed():
    class Wish(forms.Form):
        day = forms.CharField()

    form = Wish({"day": "2099-01-01"})
    assert form.is_valid()
    with refusals_in(form, "day"):
        raise Refused(LATER)
    assert form.errors["day"] == [LATER]
    assert form["day"].value() == "2099-01-01"


def test_a_refused_button_leads_back_with_the_sentence(post):
    answer = shows_refusals("kernel:notices")(refusing)(post)
    assert (answer.status_code, answer.url) == (302, "/thong-bao/")
    assert [str(message) for message in get_messages(post)] == [LATER]


def test_the_way_back_takes_the_arguments_that_it_knows(post):
    answer = shows_refusals("kernel:read_notice")(refusing)(post, pk=7, key="n1")
    assert answer.url == "/thong-bao/7/da-doc/"
    assert shows_refusals(lambda request, pk: f"/{pk}/#cho")(refusing)(post, pk=7).url == "/7/#cho"


def test_htmx_gets_the_sentence_alone_for_the_place_of_messages(post):
    post.META["HTTP_HX_REQUEST"] = "true"
    answer = shows_refusals("kernel:notices")(refusing)(post)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#said")
    assert LATER in answer.content.decode()


def test_what_is_not_refused_passes_untouched(post):
    assert shows_refusals("kernel:notices")(lambda request: HttpResponse("xong"))(post).content == b"xong"


def test_a_page_that_refuses_to_be_shown_does_not_lead_back_to_itself():
    with pytest.raises(Refused):
        shows_refusals("kernel:notices")(refusing)(RequestFactory().get("/thong-bao/"))


def test_after_a_refusal_that_is_said_the_view_goes_on(post):
    with refusals_said(post):
        raise Refused(LATER)
    assert [str(message) for message in get_messages(post)] == [LATER]
