"""The register names kinds of documents in the reader's language, in its rows and in its filter."""

from __future__ import annotations

import pytest

from nhipcau.documents import models, rules
from nhipcau.documents.models import RegisteredDocument
from nhipcau.engines.officialdoc.kinds import kind_named
from nhipcau.engines.vntext.docnumbers import kinds_by_sign


def test_every_kind_that_a_number_can_name_is_known():
    assert set(kinds_by_sign().values()) <= rules.KINDS
    assert kind_named("Thông tư liên tịch") in rules.KINDS and "công văn" in rules.KINDS


def test_a_kind_nobody_knows_stays_as_it_was_written():
    assert models.kind_words("tâm thư") == "Tâm thư"
    assert models.kind_words("") == ""


@pytest.mark.django_db
def test_filter_and_rows_ask_the_catalogue(monkeypatch, coordinator, client_of):
    RegisteredDocument.objects.create(number="12/KH-UBND", kind="kế hoạch", issuer="UBND tỉnh")
    monkeypatch.setattr(models, "gettext", {"kế hoạch": "plan"}.__getitem__)
    client = client_of(coordinator)
    page = client.get("/van-ban/", {"loai": "kế hoạch"}).text
    assert '<option value="kế hoạch" selected>Plan</option>' in page
    assert "12/KH-UBND" in page and "Kế hoạch" not in page[page.index("<table") : page.index("</table>")]
