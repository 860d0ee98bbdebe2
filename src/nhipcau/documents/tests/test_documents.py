from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhipcau.documents import queries
from nhipcau.documents.actions import register_document

pytestmark = pytest.mark.django_db


def register(number: str, title: str, by, cites=(), issuer="UBND tỉnh Lâm Đồng"):
    head = {
        "number": number,
        "title": title,
        "issuer": issuer,
        "date": date(2025, 12, 22),
        "kind": "kế hoạch",
    }
    return register_document(head=head, cites=[{"number": cited} for cited in cites], file=None, by=by)


def test_the_same_document_is_entered_once(coordinator):
    first = register("12/KH-UBND", "Một", coordinator)
    assert register("12/KH-UBND", "Một", coordinator) == first
    assert register("12/KH-UBND", "Một", coordinator, issuer="UBND tỉnh Gia Lai") != first


def test_documents_find_each_other_whichever_comes_first(coordinator):
    later = register("20/KH-UBND", "Sau", coordinator, cites=["10/NQ-HĐND"])
    assert later.citations.get().cited is None
    cited = register("10/NQ-HĐND", "Trước", coordinator)
    assert later.citations.get().cited == cited
    again = register("30/KH-UBND", "Nữa", coordinator, cites=["10/NQ-HĐND"])
    assert again.citations.get().cited == cited


def test_the_register_is_searched_without_marks(client_of, officer, coordinator):
    found = register("5/KH-UBND", "Quảng bá hình ảnh Đắk Nông", coordinator)
    register("6/KH-UBND", "Việc khác", coordinator)
    assert list(queries.search("hinh anh dak nong")) == [found]
    page = client_of(officer).get(reverse("documents:documents"), {"q": "HINH ANH"}).content.decode()
    assert "5/KH-UBND" in page
    assert "6/KH-UBND" not in page


def test_a_document_without_its_file_says_so(client_of, officer, coordinator):
    found = register("7/KH-UBND", "Không tệp", coordinator)
    client = client_of(officer)
    assert client.get(reverse("documents:document", args=[found.pk])).status_code == 200
    assert client.get(reverse("documents:file", args=[found.pk])).status_code == 404


def test_the_register_asks_the_same_number_of_queries_at_3_and_29_rows(
    client_of, officer, coordinator, django_assert_num_queries
):
    for number in range(3):
        register(f"{number}/KH", "x", coordinator)
    client = client_of(officer)
    client.get(reverse("documents:documents"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("documents:documents"))
    for number in range(3, 29):
        register(f"{number}/KH", "x", coordinator)
    with django_assert_num_queries(len(few)):
        client.get(reverse("documents:documents"))
