"""What every answer carries."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from urllib.parse import unquote

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from nhipcau.kernel import troubles
from nhipcau.kernel.sound import UNSOUND

logger = logging.getLogger(__name__)
POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "style-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)


class ContentSecurityPolicy:
    """Nothing is loaded from, or sent to, anywhere but this server."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


class ToldOfHttps:
    """A browser that came by https while the proxy in front does not say so would be led to https for ever: it is told
    what is wrong instead.

    Browsers say by Sec-Fetch-Mode what they are about only where they are at a safe address, so a page that is asked for
    by plain http carries none and is led to https as ever.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.is_secure() and request.headers.get("Sec-Fetch-Mode") == "navigate":
            return troubles.bare(request, troubles.NOT_TOLD_OF_HTTPS)
        return self.get_response(request)


# What a page of the house never asks of a browser; a passkey is asked of it at sign-in.
FEATURES = ", ".join(
    [
        *(
            f"{name}=()"
            for name in (
                "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "geolocation",
                "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
                "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
            )
        ),
        "fullscreen=(self)", "publickey-credentials-create=(self)", "publickey-credentials-get=(self)",
    ]
)  # fmt: skip


class PrivateAnswers:
    """Nothing of an answer stays in a browser or a proxy (the next at an office's shared machine presses "back"), unless
    its view says otherwise; and the browser's sensors stay shut.  Static files are answered before this."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("Permissions-Policy", FEATURES)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        return response


class SoundWords:
    """What no XML can hold (controls, U+FFFE, U+FFFF), and what turns the direction of a line (U+202E …), is taken out of
    what a form or an address brings.

    Later it would break a Word file, a feed or the database, or make a name read as another.  A null character stays:
    forms refuse it in words.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if UNSOUND.search(unquote(request.META.get("QUERY_STRING", ""))):
            request.GET = _sound(request.GET)
        if request.method == "POST":
            if any(map(UNSOUND.search, _values(request.POST))):
                request.POST = _sound(request.POST)
            for upload in (one for _, files in request.FILES.lists() for one in files):
                if UNSOUND.search(
                    upload.name
                ):  # a name goes into refusals, pages and the log before it is kept
                    upload.name = UNSOUND.sub("", upload.name).strip() or "tep"


def _values(given):
    return (value for values in given.lists() for value in values[1])


def _sound(given):
    sound = given.copy()
    for name, values in given.lists():
        sound.setlist(name, [UNSOUND.sub("", value) for value in values])
    return sound


class ChosenLanguage:
    """Vietnamese, unless the officer chose another language with the switch in the header.

    A browser's own preference is not asked: an office machine's browser is often an English one.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.known = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in self.known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response


class SentOnce:
    """The same form sent twice is done once, and answered twice (``kernel.sent_once``)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with ExitStack() as turns:
            request.form_turns = turns
            response = self.get_response(request)
            if key := getattr(request, "form_key", ""):
                from nhipcau.kernel import sent_once

                sent_once.keep(request, key, response)
            return response

    def process_view(self, request, view, args, kwargs):
        """Once the token is known to be good."""
        if (
            request.method != "POST"
            or getattr(view, "demands", None) is None
            or not request.user.is_authenticated
        ):
            return None
        from nhipcau.kernel import sent_once

        key = sent_once.key_of(request)
        if not key:
            return None
        if not request.form_turns.enter_context(sent_once.turn(key)):
            messages.info(request, _("Biểu mẫu này đã gửi và đang được xử lý. Hãy chờ rồi tải lại trang."))
            return redirect("/")
        if kept := sent_once.answered(request, key):
            return sent_once.answer_again(request, kept)
        request.form_key = key
        return None


class LostRaces:
    """Of two who write at once one may find the row gone or the name taken: that is said on the page it came from.

    A page that was not sent, and a fault of any other kind, are left to be a fault.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        from nhipcau.kernel import races, saying, unsent

        if request.method != "POST" or (refused := races.refusal(exception)) is None:
            return None
        logger.warning("lost a race: %s", request.path, exc_info=exception)
        return saying.refusal_shown(request, refused, unsent.page_of(request) or "/")


class NothingIsLost:
    """What a form brought in vain is kept and filled in again; a form that went through is forgotten.

    Also: this browser remembers whose it is until sign-out, and an empty answer that says no becomes a page.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Imported late: it asks for models, which are not there yet when the settings are read.
        from nhipcau.kernel import undo, undo_words, unsent

        if request.method == "POST":
            with undo.collecting() as done:
                response = self.get_response(request)
            for one in undo.that_stand(done):
                undo_words.offer(request, response, one)
        else:
            response = self.get_response(request)
        if (account := getattr(request, "signed_in_as", None)) is not None:
            unsent.remember_account(request, response, account)
        if getattr(request, "signed_out", False):
            unsent.forget_account(response)
        if request.method == "POST" and _is_ours(request) and request.user.is_authenticated:
            _after_form(request, response)
        if response.status_code in troubles.TROUBLES and not response.streaming and not response.content:
            told = troubles.answer(request, troubles.TROUBLES[response.status_code])
            for name in ("Allow", "Retry-After"):
                if name in response.headers:
                    told.headers[name] = response.headers[name]
            return told
        return response


def _is_ours(request):
    return getattr(getattr(request.resolver_match, "func", None), "demands", None) is not None


def _after_form(request, response):
    from nhipcau.kernel import saying, unsent

    given = request.POST
    if getattr(request, "form_is_kept", False) or not given.keys() & {
        unsent.MARK,
        unsent.DONE,
        unsent.WRITTEN,
    }:
        return
    went_on = 300 <= response.status_code < 400
    if went_on and any(one.level >= messages.ERROR for one in saying.said_now(request)):
        if unsent.WRITTEN in given and (kept := unsent.keep_sent(request, request.user, unsent.Why.REFUSED)):
            unsent.lead_back(request, response, kept)
    elif went_on or (saying.is_part(request) and response.status_code < 300):
        unsent.went_through(request)


class WritesDown:
    """Files and lists that leave the house stand in the log: who took what, when.  No other GET writes anything."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        taken = getattr(response, "taken_out", None)
        if taken is not None and request.method != "HEAD" and request.user.is_authenticated:
            # Imported late, as above.
            from nhipcau.kernel import audit

            audit.record(
                "kernel.downloaded" if taken.stored is not None else "kernel.exported",
                target=taken.stored,
                called=taken.title,
                by=request.user,
                data={"file": taken.name, "page": request.path},
                after=None if taken.count is None else {"file": taken.name, "rows": taken.count},
            )
        return response
