"""One paper of a long register is chosen by its number or words, whatever its age."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.urls import reverse

from nhipcau.documents.models import RegisteredDocument
from nhipcau.documents.picking import OFFERED, PaperField
from nhipcau.kernel.forms import Form

pytestmark = pytest.mark.django_db


class _Asked(Form):
    letter = PaperField(label="Văn bản")
    words = forms.CharField(required=False)


@pytest.fixture
def papers(db) -> list[RegisteredDocument]:
    return [
        RegisteredDocument.objects.create(
            number=f"{n}/BVHTTDL-TTĐN", date=date(2026, 9, 1), issuer="Bộ Văn hóa", title=f"Hướng dẫn lần {n}"
        )
        for n in range(1, OFFERED + 31)
    ]


def options(html: str) -> int:
    return html.count("<option")


def test_a_form_offers_the_newest_and_what_is_chosen_however_old(papers):
    html = str(_Asked()["letter"])
    assert options(html) == OFFERED + 1 and "Hướng dẫn lần 1<" not in html
    for form in (_Asked(initial={"letter": papers[0].pk}), _Asked({"letter": str(papers[0].pk)})):
        html = str(form["letter"])
        assert f'value="{papers[0].pk}" selected' in html and options(html) == OFFERED + 2


@pytest.mark.parametrize("typed", ["0", "-1", "abc", str(2**70), "999999"])
def test_what_no_paper_has_is_refused_in_words(papers, typed):
    form = _Asked({"letter": typed})
    assert not form.is_valid() and form.errors["letter"] and str(form["letter"])


def test_an_old_one_is_found_by_number_and_words_and_is_taken(papers, officer, client_of):
    client, url = client_of(officer), reverse("documents:papers_found")
    text = client.get(url, {"o": "letter", "letter": papers[5].pk, "tim_van_ban": "2/bvhttdl huong dan"}).text
    assert f'value="{papers[1].pk}"' in text and f'value="{papers[5].pk}" selected' in text
    assert options(client.get(url, {"tim_van_ban": "không có"}).text) == 1
    form = _Asked({"letter": str(papers[1].pk)})
    assert form.is_valid() and form.cleaned_data["letter"] == papers[1]


@pytest.mark.parametrize(
    "asked", [{"o": "\x00"}, {"o": "letter", "letter": "x"}, {"tim_van_ban": "%_<b>" * 90}]
)
def test_whatever_is_asked_is_answered(papers, officer, client_of, asked):
    assert client_of(officer).get(reverse("documents:papers_found"), asked).status_code == 200


def test_it_is_for_readers_of_the_register(papers, stranger, client_of):
    assert client_of(stranger).get(reverse("documents:papers_found")).status_code == 403
