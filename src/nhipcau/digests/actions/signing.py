"""Signing: the issue is sealed, gets its number and its files, and goes out; from then on it never changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries import who_may
from nhipcau.digests import queries, rules, witnessing
from nhipcau.digests.models import Digest
from nhipcau.digests.permissions import may_sign
from nhipcau.kernel import finding
from nhipcau.kernel.joints import Joint, place_of
from nhipcau.kernel.models import Notice
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import Sentence
from nhipcau.office.certificates.signing import Unlocked
from nhipcau.office.deliveries.actions import deliver
from nhipcau.office.deliveries.letters import MAIL
from nhipcau.office.deliveries.rules import Receiver
from nhipcau.office.permissions import DIRECT
from nhipcau.office.signing.actions import seal_of_draft, sign_and_issue
from nhipcau.office.signing.deeds import recall_of
from nhipcau.office.signing.models import Version

NOTICE = "digests.signed"
RECALLED = "digests.recalled"

Listener = Callable[[Digest, Officer], None]
on_signed: Joint[Listener] = Joint("listener to signed digests", key=place_of)
"""Called with (digest, by) in the transaction in which a digest goes out (the app above joins here)."""

_quiet: ContextVar[bool] = ContextVar("nobody is told of this signature", default=False)


def sign(
    *,
    digest: Digest,
    now: datetime,
    by: Officer,
    seen: str = "",
    tell: bool = True,
    own: Unlocked | None = None,
) -> Digest:
    """Sign a draft and send it out, by one click; or go on with one that was signed and not sent out.

    now: the moment on the office's calendar; seen: ``seen_of`` what the signer was shown ("" where nobody
    was shown anything: the demonstration); tell: whether leaders are told and written to; own: the signer's
    certificate, to sign the PDF with.
    Not to be called within a transaction: its files are made between two.
    """
    if queries.setting().agency is None and by.agency is None and may_sign(by):
        raise Refused(N_("Chưa biết cơ quan phát hành. Hãy chọn cơ quan ở Tùy chọn điểm báo rồi ký."))
    digest = Digest.objects.get(pk=digest.pk)
    rules.check_open(signed=digest.is_signed, since=digest.since)
    quiet = _quiet.set(not tell)
    try:
        issued = sign_and_issue(
            subject=digest,
            seen_seal=seen or seal_of_draft(digest),
            by=by,
            now=now,
            day=timezone.localdate(now),
            own=own,
        )
    except PermissionDenied:
        raise Refused(
            N_(
                "Tài khoản này không có tên trong danh sách người được ký bản tin. Hãy nhờ người được phân công ký."
            )
        ) from None
    finally:
        _quiet.reset(quiet)
    digest.remember(issued.version)
    return digest


def seen_of(digest: Digest, shown: Mapping[str, Any] | None = None) -> str:
    """What a signer was shown, so that a draft which another has changed since is not signed unseen.

    shown: the content on the page, where that is drawn already.
    """
    return digest.seal or seal_of_draft(digest, shown)


def when_issued(version: Version, by: Officer) -> None:
    """In the transaction in which a digest goes out: it can be found, leaders are told, the plan joins."""
    digest: Any = version.subject
    digest.remember(version)
    finding.keep("digest", digest)
    if not _quiet.get():
        _tell(digest, version, by)
    witnessing.tell(digest)
    for listener in on_signed:
        listener(digest, by)


def leaders() -> list[Officer]:
    """Those who read the digest and answer it."""
    return list(who_may(DIRECT))


def _tell(digest: Digest, version: Version, by: Officer) -> None:
    """A notice in the app for each leader, and a letter at once for those who want letters."""
    people = {officer.pk: officer for officer in leaders() if officer.pk != by.pk}
    once = f"{NOTICE}:{digest.pk}"
    notify(
        recipients=people.values(),
        kind=NOTICE,
        once=once,
        title=digest.named,
        text=digest.note[:300],
        url=reverse("digests:digest", args=[digest.pk]),
    )
    # The morning's digest cannot wait for tomorrow's summary: it has a letter of its own.
    wanted = list(Notice.objects.filter(once=once, mail_wanted=True).select_related("recipient"))
    Notice.objects.filter(pk__in=[notice.pk for notice in wanted]).update(mail_wanted=False)
    readers = [people[notice.recipient_id or 0] for notice in wanted]
    to = [Receiver(str(reader), officer=reader.pk, address=reader.email) for reader in readers]
    deliver(version=version, to=to, channel=MAIL, by=by)


def tell_of_recall(version: Version, by: Officer) -> None:
    """Listener to recalls: the leaders who read the digest in the app are told there (letters are recalled by
    deliveries)."""
    digest = version.subject
    if not isinstance(digest, Digest):
        return
    called_back = recall_of(version)
    notify(
        recipients=[officer for officer in leaders() if officer.pk != by.pk],
        kind=RECALLED,
        once=f"{RECALLED}:{version.pk}",
        title=Sentence("digests.recalled", {"title": digest.named}),
        text=called_back.reason if called_back else "",
        url=reverse("office:version", args=[version.pk]),
    )
