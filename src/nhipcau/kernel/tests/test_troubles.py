"""When something goes wrong the page says what, and what next, in the reader's language."""

from __future__ import annotations

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError, connection
from django.test import Client

from nhipcau.kernel import troubles, views


@pytest.fixture
def quiet():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "trouble", [*troubles.TROUBLES.values(), troubles.OLD_PAGE], ids=lambda one: one.title
)
def test_each_says_what_and_what_next(db, rf, trouble):
    request = rf.get("/")
    request.user = None
    request.session = {}
    answer = troubles.answer(request, trouble, text="" if trouble.text else "Hãy nhờ quản trị viên.")
    words = answer.content.decode()
    assert answer.status_code == trouble.status
    assert trouble.title in words
    assert "Hãy" in words
    part = troubles.answer(rf.get("/", HTTP_HX_REQUEST="true"), trouble)
    assert part.headers["HX-Retarget"] == "#said"
    assert "<html" not in part.content.decode()


def test_a_post_address_opened_by_hand_says_so(quiet, officer):
    quiet.force_login(officer)
    answer = quiet.get("/thong-bao/da-doc-het/")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "chỉ nhận nội dung gửi đi" in answer.content.decode()


def test_a_body_over_the_limit_is_413(rf, db):
    request = rf.get("/")
    request.user = None
    request.session = {}
    assert views.bad_request(request, RequestDataTooBig()).status_code == 413


def test_a_database_that_is_away_is_503_and_needs_none(rf, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", away)
    request = rf.get("/", headers={"Cookie": "nhipcau_language=en"})
    try:
        raise OperationalError("connection refused")
    except OperationalError:
        answer = views.server_error(request)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert '<html lang="en"' in answer.content.decode()


def test_a_statement_that_the_database_refuses_is_a_fault_of_ours(rf, db):
    try:
        raise OperationalError("no such column: x")
    except OperationalError:
        assert views.server_error(rf.get("/")).status_code == 500


def test_many_wrong_passwords_are_told_in_words(db, installation, quiet, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    from django.core.cache import cache

    cache.clear()
    answers = [quiet.post("/tai-khoan/login/", {"login": "a", "password": "b"}) for _ in range(3)]
    assert answers[-1].status_code == 429
    assert "Thử quá nhiều lần" in answers[-1].content.decode()
    cache.clear()
