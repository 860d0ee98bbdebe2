"""A form that is sent twice is one act: a double click, a proxy that tries again, a browser without scripts.

Every page draws its forms with a token of their own, so the same token with the same fields, sent to the same address
by the same account, is the same form.  Where somebody has written into the form, its words say the same without the
token: one text that is sent from two tabs is one act, too.  While the first is being worked on the second waits; what it
gets is the answer of the first.  The account's next form ends that: an act may be repeated after another one.  But a form
that comes once more as its page sent it, behind one of another page, is still the same; a page that has sent something else
meanwhile means what it sends.
"""

from __future__ import annotations

import fcntl
import os
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeData, mark_safe

from nhipcau.kernel import unsent
from nhipcau.kernel.models import SentForm
from nhipcau.kernel.saying import is_part, said_now

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - a field's name
AGAIN_WITHIN = timedelta(seconds=10)
MOST_BEFORE = 8
"""How many forms before the last are known again."""
LONGEST_WAIT = 40.0  # seconds; longer than any form takes
_LOOK_EVERY = 0.04
_OPEN_FILE_LOCK = struct.Struct(
    "hhqqi"
)  # struct flock of Linux, 64 bits: type, whence, start, length, process


def key_of(request: HttpRequest) -> str:
    """The one word of a form as it was sent; "" for what no page of the house has drawn, and for parts of pages."""
    given = request.POST
    if not given.get(TOKEN) or is_part(request):
        return ""
    return _told(request, fields_alone=_is_written(given))


def _told(request: HttpRequest, *, fields_alone: bool) -> str:
    given = request.POST
    files = [(name, [(one.name, one.size) for one in those]) for name, those in request.FILES.lists()]
    fields = sorted(given.lists())
    if fields_alone:
        # What a page adds of itself (its token, where it stood) tells two tabs apart, and not two acts.
        fields = [
            (name, values) for name, values in fields if not _is_of_the_page(name) or name == unsent.BUTTON
        ]
    return _sealed(request, fields, sorted(files))


def _sealed(request: HttpRequest, *more: Any) -> str:
    told = repr((request.user.pk, request.get_full_path(), *more))
    return salted_hmac("nhipcau.sent_once", told, algorithm="sha256").hexdigest()


def _page_of(request: HttpRequest) -> str:
    """The page that drew a form, told by its token."""
    return _sealed(request, request.POST[TOKEN])


def _is_of_the_page(name: str) -> bool:
    return name == TOKEN or name.startswith("_")


def _is_written(given: QueryDict) -> bool:
    """Whether somebody typed words into the form.  A button alone may be meant a second time on the next page (on, off)."""
    return unsent.WRITTEN in given and any(
        value.strip() for name, values in given.lists() if name not in unsent.OURS for value in values
    )


@contextmanager
def turn(key: str) -> Iterator[bool]:
    """One at a time for a key, over all processes: False where it was not free in time.

    The lock is the database's or the system's own, so it goes with a process that is killed.
    """
    number = int(key[:15], 16)
    way = _by_database(number) if connection.vendor == "postgresql" else _by_file(number)
    with way as is_free:
        yield is_free


def _waited(take: Any) -> bool:
    end = time.monotonic() + LONGEST_WAIT
    while not take():
        if time.monotonic() > end:
            return False
        time.sleep(_LOOK_EVERY)
    return True


@contextmanager
def _by_database(number: int) -> Iterator[bool]:
    """On PostgreSQL, where several machines may serve one office."""

    def ask(question: str) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(question, [number])
            return bool(cursor.fetchone()[0])

    session = connection.connection
    has = _waited(lambda: ask("SELECT pg_try_advisory_lock(%s)"))
    session = connection.connection
    try:
        yield has
    finally:
        # A session that was lost meanwhile has lost its locks too.
        if has and connection.connection is session and connection.is_usable():
            ask("SELECT pg_advisory_unlock(%s)")


@contextmanager
def _by_file(number: int) -> Iterator[bool]:
    """Beside SQLite, which is one machine's: a byte of one file, locked for this open file alone (threads too)."""
    opened = os.open(settings.VAR_DIR / "sent.lock", os.O_RDWR | os.O_CREAT, 0o600)
    wanted = _OPEN_FILE_LOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, number, 1, 0)

    def take() -> bool:
        try:
            fcntl.fcntl(opened, fcntl.F_OFD_SETLK, wanted)
        except OSError:
            return False
        return True

    try:
        yield _waited(take)
    finally:
        os.close(opened)


def answered(request: HttpRequest, key: str) -> dict[str, Any] | None:
    """The answer to the same form, where it was just sent: as the last of this account, or before forms of other pages."""
    since = timezone.now() - AGAIN_WITHIN
    last = SentForm.objects.filter(account_id=request.user.pk, at__gt=since).first()
    if last is None:
        return None
    if last.key == key:
        return dict(last.answer)
    exact, page = _told(request, fields_alone=False), _page_of(request)
    for one in (last.answer, *last.answer.get("before", ())):
        if one.get("at", 0.0) <= since.timestamp():
            return None
        if one["exact"] == exact:
            return dict(one)
        if one["page"] == page:
            return None
    return None


def keep(request: HttpRequest, key: str, response: HttpResponseBase) -> None:
    """Keep where a form that went through leads, and what is said there."""
    if not 300 <= response.status_code < 400:
        return
    told = said_now(request)
    if any(one.level >= messages.ERROR for one in told):
        return  # nothing was done: the same form may do it now
    now = timezone.now()
    answer = {
        "url": response.headers["Location"],
        "said": [
            [one.level, str(one.message), one.extra_tags, isinstance(one.message, SafeData)] for one in told
        ],
        "exact": _told(request, fields_alone=False),
        "page": _page_of(request),
        "at": now.timestamp(),
        "before": _before(request, now),
    }
    SentForm.objects.update_or_create(
        account_id=request.user.pk, defaults={"key": key, "answer": answer, "at": now}
    )


def _before(request: HttpRequest, now: datetime) -> list[dict[str, Any]]:
    """What the account sent just before, the newest first."""
    last = SentForm.objects.filter(account_id=request.user.pk, at__gt=now - AGAIN_WITHIN).first()
    if last is None or "exact" not in last.answer:
        return []
    newest = {name: value for name, value in last.answer.items() if name != "before"}
    return [newest, *last.answer["before"]][:MOST_BEFORE]


def answer_again(request: HttpRequest, answer: dict[str, Any]) -> HttpResponse:
    """What the first of two got."""
    for level, text, tags, is_safe in answer["said"]:
        words = mark_safe(text) if is_safe else text  # noqa: S308 - it was when a view of the house said it
        messages.add_message(request, level, words, extra_tags=tags or "")
    return redirect(answer["url"])
