"""Whatever a browser sends to be kept: refused or made sound, never an error, never a way out of the house."""

from __future__ import annotations

import json

import pytest

from nhipcau.kernel import unsent
from nhipcau.kernel.models import Unsent

pytestmark = pytest.mark.django_db
KEEP, LIST, WORDS = "/viet-do/giu/", "/viet-do/", "/viet-do/noi-dung/"


def saved(client, officer, **changes):
    given = {
        "form": "/x/",
        "page": "/y/",
        "who": unsent.mark_of(officer),
        "words": {"text": ["a b"]},
    } | changes
    return client.post(KEEP, json.dumps(given), content_type="application/json")


ODD = ["\x00", "\ud800", "\udfff\ud800", "a\u202eb", "\x1b[31m", "\ufffe"]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("where", ["form", "page", "text", "name"])
def test_letters_that_no_database_holds_break_nothing(client_of, officer, odd, where):
    client = client_of(officer)
    changes = {
        "form": {"form": f"/x/{odd}"},
        "page": {"page": f"/y/{odd}"},
        "text": {"words": {"text": [f"a {odd} b"]}},
        "name": {"words": {f"te{odd}xt": ["a b"]}},
    }[where]
    assert saved(client, officer, **changes).status_code in (200, 400)
    assert client.get(LIST).status_code == 200
    assert client.get(WORDS, {"form": f"/x/{odd}".encode("utf-8", "surrogatepass")}).status_code == 200
    kept = json.dumps(list(Unsent.objects.values_list("form", "page", "words")))
    assert "\\u0000" not in kept and "\\ud800" not in kept


@pytest.mark.parametrize(
    "page",
    [
        "javascript:alert(1)",
        "//evil.example/",
        "/\\evil.example/",
        "https://evil.example/",
        "data:text/html,x",
        "/a\nb",
    ],
)
def test_a_page_of_elsewhere_is_no_page_to_go_on_writing_at(client_of, officer, page):
    client = client_of(officer)
    assert saved(client, officer, page=page).status_code in (200, 400)
    assert "evil" not in client.get(LIST).text and "javascript:" not in client.get(LIST).text
    assert not Unsent.objects.exclude(page="").exists()


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"null", b"1", b'"x"', b"{}", b"\xff", b"[" * 100_000, b'{"form":"/x/","page":"/","who":1,"words":[]}',
        b'{"form":"/x/","page":"/","who":"w","words":{"a":5}}', b'{"form":{},"page":[],"who":{},"words":{"a":{"b":1}}}',
        b'{"form":"/x/","page":"/","who":"w","words":{"a":[NaN, Infinity, 1e999]}}',
    ],
)  # fmt: skip
def test_what_is_no_form_is_refused(client_of, officer, body):
    answer = client_of(officer).post(KEEP, body, content_type="application/json")
    assert answer.status_code in (400, 409) and not Unsent.objects.exists()


@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/plain"]
)
def test_a_form_in_place_of_words_is_refused(client_of, officer, kind):
    body = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n'
    assert client_of(officer).post(KEEP, body, content_type=kind).status_code == 400


def test_words_nested_or_without_end_are_not_kept(client_of, officer):
    client = client_of(officer)
    for words in ({"a": [{"b": "c" * unsent.MOST_LETTERS}]}, {str(n): ["x"] * 10 for n in range(60_000)}):
        answer = saved(client, officer, words=words)
        assert answer.status_code in (200, 400, 413) and not Unsent.objects.exists()


@pytest.mark.parametrize(
    "name", ["password", "Mat_Khau", "passphrase", "OTP", "mã_pin", "code", "so_pin", "client_secret"]
)
def test_a_secret_is_not_kept_however_it_is_called(client_of, officer, name):
    client = client_of(officer)
    saved(client, officer, words={"text": ["a b"], name: ["bí mật"]})
    assert Unsent.objects.get().words == {"text": ["a b"]}


@pytest.mark.parametrize("number", ["²", "9" * 30, "-1", "0", "1e3", "\x00"])
def test_odd_numbers_find_nothing(client_of, officer, number):
    client = client_of(officer)
    saved(client, officer)
    assert client.get(WORDS, {"so": number}).json() == {"kept": []}
    assert Unsent.objects.count() == 1


def test_another_s_row_is_neither_read_nor_dropped(client_of, officer, coordinator):
    saved(client_of(officer), officer)
    row, other = Unsent.objects.get(), client_of(coordinator)
    assert other.get(WORDS, {"so": row.pk}).json() == {"kept": []}
    assert other.get(WORDS, {"form": row.form}).json() == {"kept": []}
    other.post(f"/viet-do/{row.pk}/bo/")
    assert saved(other, officer).status_code == 409  # a page of one account in the session of another
    assert Unsent.objects.get() == row


@pytest.mark.parametrize("odd", ODD)
def test_a_form_sent_with_odd_letters_is_kept_and_let_go_without_an_error(rf, officer, odd):
    """By all three ways: its words, the names of its files, its mark, the words of its button."""
    given = {"text": f"a {odd} b", unsent.MARK: odd, unsent.BUTTON: odd, unsent.PAGE: "/y/"}
    request = rf.post("/x/", {})
    request.POST, request.user = request.POST.copy(), officer
    request.POST.update(given)
    assert unsent.keep_sent(request, officer, unsent.Why.ENDED) is not None
    assert Unsent.objects.get().page == "/y/"
    unsent.went_through(request)
    assert not Unsent.objects.exists()
