"""The digest as a kind of signed version: one person signs and sends it out by one click.

Its numbers are a series of its own through the year ("Bản tin số 10"), not the clerk's register; the digest on the
world situation has another.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import slugify

from nhipcau.digests import brief, queries, rules
from nhipcau.digests.actions.signing import when_issued
from nhipcau.digests.content import draft_content
from nhipcau.digests.models import Digest, DigestItem
from nhipcau.digests.paper import paper
from nhipcau.digests.permissions import READ_DIGESTS, SIGN_DIGESTS, may_sign
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.saying import say
from nhipcau.office.signing.kinds import BookKey, Kind, Missing, StepKind
from nhipcau.office.signing.locking import Locked
from nhipcau.office.signing.models import Version


def _about(version: Version) -> rules.KindOfDigest:
    return rules.KINDS[rules.DigestKind(version.content["kind"])]


def unfinished(digest: Digest) -> list[Missing]:
    """What is still to be written, each with the page where it is."""
    items = queries.in_order(digest.items.standing())
    written = [
        rules.Written(
            place,
            item.part,
            item.proposal,
            item.summary,
            item.title,
            is_foreign=any(page.get("language", "vi") != "vi" for page in item.pages),
        )
        for place, item in enumerate(items, start=1)
    ]
    found = [
        Missing(say(why), _page(digest, items, number))
        for number, why in rules.missing_for_signing(items=written, note=digest.note)
    ]
    for place, item in enumerate(items, start=1):
        try:
            rules.check_summary(item.summary, ())
        except Refused as refused:
            found.append(Missing(say(refused), _page(digest, items, place)))
        try:
            for words in (item.title, item.summary, item.note, item.proposal):
                rules.check_no_private_names(words)
        except Refused as refused:
            found.append(Missing(say(refused), _page(digest, items, place)))
    try:
        rules.check_no_private_names(digest.note)
    except Refused as refused:
        found.append(Missing(say(refused), _page(digest, items, 0)))
    return found


def _page(digest: Digest, items: list[DigestItem], number: int) -> str:
    if number:
        return reverse("digests:item", args=[items[number - 1].pk])
    return reverse("digests:edit", args=[digest.pk])


def _book(version: Version, day: date) -> BookKey | None:
    issuer = version.agency or version.made_by.agency
    year = date.fromisoformat(version.content["last_day"]).year
    about = _about(version)
    return BookKey(issuer, about.series, year, about.book) if issuer else None


def _symbol(version: Version, number: str) -> str:
    symbol: str = version.content["symbol"]
    return f"{number}/{symbol}" if number else symbol


def _corrects(digest: Digest) -> Version | None:
    return digest.corrects.version if digest.corrects else None


def _file_name(version: Version) -> str:
    """ "diem-bao-ngay-2026-06-18", with "-dinh-chinh-1" for a correction; no ending."""
    content: dict[str, Any] = version.content
    again = f"-dinh-chinh-{content['edition']}" if content["edition"] else ""
    return slugify(f"{_about(version).file_word}-{content['first_day']}{again}")


DIGEST = Kind(
    name="digest",
    label=N_("Bản tin điểm báo"),
    model=Digest,
    steps=(StepKind("sign", N_("Ký"), SIGN_DIGESTS, may=lambda officer, digest: may_sign(officer)),),
    content=draft_content,
    paper=paper,
    url=lambda digest: reverse("digests:digest", args=[digest.pk]),
    reads=lambda officer, digest: officer.may(READ_DIGESTS),
    unfinished=unfinished,
    agency=lambda digest: queries.setting().agency,
    book=_book,
    symbol=_symbol,
    corrects=_corrects,
    file_name=_file_name,
    issued_at_once=True,
    after_issue=when_issued,
    renditions=brief.forms,
    locks=(
        Locked(Digest, except_fields=("drafted_by",)),
        Locked(DigestItem, draft="digest", except_fields=("story",)),
    ),
)
