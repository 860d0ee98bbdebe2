"""What goes out besides letters: to officers' own devices (web push) and to the office's own messenger; pure."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from nhipcau.kernel.refusal import N_, Refused
from nhipcau.office.deliveries.rules import Outcome, Why

PUSH_GOOD_FOR = timedelta(days=1)
"""After that a device need not be told any more that there is something to read (header TTL)."""
WEBHOOK_GOOD_FOR = timedelta(days=3)
MOST_DEVICES = 10
LONGEST_ADDRESS = 1000
BODY_VERSION = 1
_STANDARD_MARK = "whsec_"
"""How Standard Webhooks marks a secret, so that it is known for one where it lies by mistake."""

_POSTPONES = frozenset({408, 425, 429})
_GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said: the HTTP status and the beginning of its words."""

    status: int
    words: str = ""

    def __str__(self) -> str:
        return f"{self.status} {self.words}".strip()


def outcome_of(answer: Answer) -> Outcome:
    """What an answer means for the delivery: 2xx took it, 429 and 5xx ask to come again, all else says no.

    Where a messenger breaks down (5xx) after it had passed the message on, the second try carries the same
    idempotency key.
    """
    said = str(answer)[:300]
    if 200 <= answer.status < 300:
        return Outcome("accept", answer=said)
    if 300 <= answer.status < 400:
        return Outcome("refuse", Why.REDIRECTED, said)
    if answer.status in _POSTPONES or answer.status >= 500:
        return Outcome("postpone", Why.POSTPONED, said)
    return Outcome("refuse", Why.REFUSED, said)


def is_gone(answer: Answer) -> bool:
    """The browser has given its subscription up (RFC 8030, 7.3)."""
    return answer.status in _GONE


def is_stale(due_at: datetime, now: datetime, good_for: timedelta) -> bool:
    return now - due_at > good_for


_NO_ADDRESS = N_(
    "Đây không phải là địa chỉ web. Hãy chép nguyên địa chỉ, ví dụ https://chat.tinh.gov.vn/hooks/…"
)


def check_address(url: str, *, has_inside: bool) -> None:
    """Raises Refused for what cannot be called: https, without a name or password in it.

    has_inside: the office allows networks of its own; only then may an address be plain http, and whether it lies
    in one of them is looked at when it is called.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Refused(_NO_ADDRESS) from None
    if not parts.hostname or parts.scheme not in {"http", "https"} or port == 0 or not url.isascii():
        raise Refused(_NO_ADDRESS)
    if any(letter.isspace() for letter in url) or "\\" in url:
        raise Refused(_NO_ADDRESS)
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise Refused(N_("Địa chỉ không được kèm tên, mật khẩu hay dấu #."))
    if parts.scheme == "http" and not has_inside:
        raise Refused(
            N_(
                "Chỉ gửi tới địa chỉ https. Máy trong mạng của cơ quan thì khai báo ở NHIPCAU_CALL_ALLOW trước."
            )
        )


def serves_push(url: str, hosts: Collection[str]) -> bool:
    """Whether an address is of one of the known push services ("*.example" for all below a name)."""
    host = (urlsplit(url).hostname or "").lower()
    return any(host.endswith(one[1:]) if one.startswith("*.") else host == one for one in hosts)


def new_secret(drawn: bytes) -> str:
    """32 drawn bytes as the secret that the office gives its messenger."""
    return _STANDARD_MARK + base64.b64encode(drawn).decode()


def _key_of(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(_STANDARD_MARK), validate=True)
    except binascii.Error:
        return secret.encode()


def signature(secret: str, *, key: str, at: int, body: bytes) -> str:
    """The header webhook-signature: HMAC-SHA256 over idempotency key, moment (Unix seconds) and body.

    As Standard Webhooks 1.0.0 has it, so that its libraries verify it.
    """
    signed = f"{key}.{at}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(_key_of(secret), signed, hashlib.sha256).digest()).decode()


def body_of(*, key: str, kind: str, title: str, link: str, language: str, is_test: bool) -> bytes:
    """What the messenger gets, the same for each try; docs/features/outward.md says what its fields mean."""
    told = {
        "version": BODY_VERSION,
        "id": key,
        "kind": kind,
        "title": title,
        "link": link,
        "language": language,
        "text": f"{title}\n{link}",
        "test": is_test,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def once_of(once: str) -> str:
    """The word under which something is passed on to the messenger once, from the word of its notices."""
    told = f"hook:{once}"
    return told if len(told) <= 160 else f"hook:{hashlib.sha256(once.encode()).hexdigest()}"


def chosen(kinds: Iterable[str], known: Collection[str]) -> list[str]:
    """Kinds as they are kept: those that there are, in one order."""
    return sorted({kind for kind in kinds if kind in known})


def browser_of(user_agent: str) -> str:
    """A device's name in its owner's list: "Firefox, Android"."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return ", ".join(part for part in (browser, system) if part)


_BROWSERS = (("Edg", "Edge"), ("CocCoc", "Cốc Cốc"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))  # fmt: skip
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"))  # fmt: skip
