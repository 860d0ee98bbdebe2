"""Signing: the issue gets its number, its seal and its files, and goes out; from then on it never changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazystr
from django.utils.text import slugify

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries import who_may
from nhipcau.digests import queries, rules
from nhipcau.digests.actions.editing import open_digest
from nhipcau.digests.content import content_of, seal_of_draft
from nhipcau.digests.models import Digest, DigestSetting
from nhipcau.digests.paper import paper
from nhipcau.digests.permissions import may_sign
from nhipcau.engines.officialdoc.write.docx import write_docx
from nhipcau.engines.officialdoc.write.pdf import write_pdf
from nhipcau.kernel import audit, files, finding
from nhipcau.kernel.models import Notice
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.office.deliveries.actions import deliver
from nhipcau.office.deliveries.channels import MAIL
from nhipcau.office.deliveries.rules import Receiver
from nhipcau.office.permissions import DIRECT

Listener = Callable[[Digest, Officer], None]
_listeners: dict[str, Listener] = {}

NOTICE = "digests.signed"


def on_signed(listener: Listener) -> None:
    """Have ``listener(digest, by)`` called in the transaction of every signature (the app above joins here)."""
    _listeners[f"{listener.__module__}.{listener.__qualname__}"] = listener


@transaction.atomic
def sign(*, digest: Digest, now: datetime, by: Officer, seen: str = "", tell: bool = True) -> Digest:
    """Sign a draft.

    now: the moment on the office's calendar; seen: ``seal_of_draft`` of what the signer was shown ("" where
    nobody was shown anything: the demonstration); tell: whether leaders are told and written to.
    """
    if not may_sign(by):
        raise Refused(
            N_(
                "Tài khoản này không có tên trong danh sách người được ký bản tin. Hãy nhờ người được phân công ký."
            )
        )
    # One signature at a time: numbers run without gaps.
    DigestSetting.objects.select_for_update(of=("self",)).get(pk=queries.setting().pk)
    digest = open_digest(digest.pk)
    if seen and seen != seal_of_draft(digest):
        raise Refused(N_("Bản tin vừa được sửa sau khi bạn mở trang ký. Hãy đọc lại bản mới rồi ký."))
    items = queries.in_order(digest.items.standing())
    rules.check_sign(
        signed=digest.is_signed,
        items=[rules.Written(place, item.part, item.proposal) for place, item in enumerate(items, start=1)],
        note=digest.note,
    )
    for item in items:
        rules.check_summary(item.summary, ())
    _write(digest, now, by)
    audit.record(
        "digest.signed", target=digest, by=by,
        data={"number": digest.number, "seal": digest.seal, "items": len(items), "post": digest.signer_post},
    )  # fmt: skip
    finding.keep("digest", digest)
    if tell:
        _tell(digest, by)
    for listener in _listeners.values():
        listener(digest, by)
    return digest


def _write(digest: Digest, now: datetime, by: Officer) -> None:
    digest.number = _next_number(digest)
    signer = {
        "name": str(by),
        "post": by.position,
        "officer": by.pk,
        "agency": str(by.agency or ""),
        "at": timezone.localtime(now).isoformat(timespec="seconds"),
    }
    digest.content = content_of(digest) | {"number": digest.number, "signer": signer}
    digest.figures = digest.content["figures"]
    digest.seal = rules.seal(digest.content)
    digest.signed_at, digest.signed_by = now, by
    digest.signer_name, digest.signer_post = str(by), by.position
    draft = paper(digest.content)
    name = file_name(digest)
    digest.docx = files.store(ContentFile(write_docx(draft), name=f"{name}.docx"), name=f"{name}.docx", by=by)
    digest.pdf = files.store(ContentFile(write_pdf(draft), name=f"{name}.pdf"), name=f"{name}.pdf", by=by)
    digest.save()


def file_name(digest: Digest) -> str:
    """ "diem-bao-ngay-2026-06-18", with "-dinh-chinh-1" for a correction; no ending."""
    kinds = {"day": "ngay", "week": "tuan", "month": "thang"}
    again = f"-dinh-chinh-{digest.edition}" if digest.edition else ""
    return slugify(f"diem-bao-{kinds[digest.kind]}-{digest.first_day.isoformat()}{again}")


def _next_number(digest: Digest) -> int:
    """Numbers run through the year, one run for all kinds, as in an office's register of reports."""
    used = Digest.objects.filter(signed_at__isnull=False, last_day__year=digest.last_day.year)
    return (used.aggregate(last=models.Max("number"))["last"] or 0) + 1


def leaders() -> list[Officer]:
    """Those who read the digest and answer it."""
    return list(who_may(DIRECT))


def _tell(digest: Digest, by: Officer) -> None:
    """A notice in the app for each leader, and a letter at once for those who want letters."""
    people = {officer.pk: officer for officer in leaders() if officer.pk != by.pk}
    once = f"{NOTICE}:{digest.pk}"
    notify(
        recipients=people.values(),
        kind=NOTICE,
        once=once,
        title=lazystr(digest),  # in each reader's language
        text=digest.note[:300],
        url=reverse("digests:digest", args=[digest.pk]),
    )
    # The morning's digest cannot wait for tomorrow's summary: it has a letter of its own.
    wanted = list(Notice.objects.filter(once=once, mail_wanted=True).select_related("recipient"))
    Notice.objects.filter(pk__in=[notice.pk for notice in wanted]).update(mail_wanted=False)
    for notice in wanted:
        reader = people[notice.recipient_id or 0]
        receiver = Receiver(str(reader), officer=reader.pk, address=reader.email)
        deliver(notice=notice, to=[receiver], channel=MAIL, by=by)
