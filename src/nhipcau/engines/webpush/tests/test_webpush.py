"""The example of RFC 8291 letter by letter; a browser's side written from the RFCs; keys that are none."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from tests.pushing import Browser, read_vapid

from nhipcau.engines import webpush
from nhipcau.engines.webpush import BadKeys

# RFC 8291, section 5 and appendix A.
WORDS = b"When I grow up, I want to be a watermelon"
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
OWN = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7"
    "A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
NOW = datetime(2026, 6, 18, 8, 0, tzinfo=UTC)


def test_the_example_of_the_rfc_comes_out_to_the_letter():
    salt = base64.urlsafe_b64decode(SALT + "==")
    made = webpush.encrypt(WORDS, P256DH, AUTH, salt=salt, own=OWN)
    assert base64.urlsafe_b64encode(made).rstrip(b"=").decode() == BODY


def test_a_browser_reads_what_was_written_for_it_and_no_other_does():
    browser, other = Browser(), Browser()
    made = webpush.encrypt("Bạn có thông báo".encode(), browser.p256dh, browser.auth)
    assert browser.read(made).decode() == "Bạn có thông báo"
    with pytest.raises(Exception):  # noqa: B017
        other.read(made)


def test_the_same_words_never_look_the_same_twice():
    browser = Browser()
    assert len({webpush.encrypt(b"a", browser.p256dh, browser.auth) for _ in range(5)}) == 5


@pytest.mark.parametrize("length", [0, 1, 1000, webpush.MOST])
def test_any_length_up_to_the_limit(length):
    browser = Browser()
    made = webpush.encrypt(b"x" * length, browser.p256dh, browser.auth)
    assert browser.read(made) == b"x" * length
    assert len(made) <= 4096


def test_more_than_a_push_service_takes_is_refused():
    browser = Browser()
    with pytest.raises(ValueError, match="at most"):
        webpush.encrypt(b"x" * (webpush.MOST + 1), browser.p256dh, browser.auth)


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        ("", ""),
        (P256DH, ""),
        (P256DH[:-4], AUTH),
        (P256DH, AUTH + "AAAA"),
        ("BAAA" + P256DH[4:], AUTH),  # not on the curve
        ("A" * 87, AUTH),
        (P256DH.replace("_", "/"), AUTH + "\n"),
        ("ư" * 87, AUTH),
    ],
)
def test_what_is_no_key_is_refused(p256dh, auth):
    with pytest.raises(BadKeys):
        webpush.check_keys(p256dh, auth)


def test_a_push_service_reads_who_sends_and_until_when():
    key = webpush.new_key()
    header = webpush.signed(key, audience="https://push.example", subject="mailto:a@b.vn", now=NOW)
    claims = read_vapid(header, webpush.public_of(key))
    assert claims["aud"] == "https://push.example"
    assert claims["sub"] == "mailto:a@b.vn"
    assert NOW < datetime.fromtimestamp(claims["exp"], UTC) <= NOW + timedelta(hours=24)


def test_a_changed_name_does_not_hold():
    key = webpush.new_key()
    header = webpush.signed(key, audience="https://push.example", subject="mailto:a@b.vn", now=NOW)
    forged = base64.urlsafe_b64encode(json.dumps({"aud": "https://else"}).encode()).decode().rstrip("=")
    head, _, tail = header.partition(".")
    _, _, rest = tail.partition(".")
    with pytest.raises(Exception):  # noqa: B017
        read_vapid(f"{head}.{forged}.{rest}", webpush.public_of(key))
