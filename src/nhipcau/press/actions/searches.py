"""Saved searches and their notices."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from nhipcau.agencies.models import Officer
from nhipcau.kernel import audit, rows
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import Sentence
from nhipcau.press import search, searchwords
from nhipcau.press.models import Article, SavedSearch
from nhipcau.press.permissions import READ_PRESS
from nhipcau.press.searchwords import Wish

_MOST = 30  # saved searches of one officer
_BATCH = 500


@transaction.atomic
def save_search(*, name: str, wish: Wish, alert: bool, by: Officer) -> SavedSearch:
    """Keep a search under a name; notices speak of what comes from now on."""
    if not wish:
        raise Refused(N_("Hãy tìm theo một từ hoặc một bộ lọc trước khi lưu."))
    if SavedSearch.objects.filter(officer=by).count() >= _MOST:
        raise Refused(N_("Bạn đã lưu %(most)s tìm kiếm. Hãy xóa bớt rồi lưu thêm."), most=_MOST)
    kept = SavedSearch.objects.create(
        officer=by,
        name=name.strip()[:120] or wish.words[:120] or "Tìm kiếm",
        wish=wish.to_json(),
        alert=alert,
        feed_key=secrets.token_urlsafe(32),
        seen_sequence=_newest(),
    )
    audit.record("press.search_saved", target=kept, by=by, data={"wish": kept.wish, "alert": alert})
    return kept


@transaction.atomic
def remove_search(*, saved: SavedSearch, by: Officer) -> None:
    """Forget a saved search; its feed closes."""
    audit.record("press.search_removed", target=saved, by=by, data={"name": saved.name})
    rows.removed(saved)


def _newest() -> int:
    return Article.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def tell_of_finds() -> int:
    """Tell officers what came in for their saved searches since the last turn; returns notices written.

    Each find is told once: what was told moves on in the same transaction as the notice.
    """
    newest, told = _newest(), 0
    for saved in SavedSearch.objects.filter(alert=True, seen_sequence__lt=newest).select_related("officer"):
        told += _tell(saved, newest)
    return told


@transaction.atomic
def _tell(saved: SavedSearch, newest: int) -> int:
    kept = SavedSearch.objects.select_for_update(of=("self",)).filter(pk=saved.pk).first()
    if kept is None or kept.seen_sequence >= newest or not saved.officer.may(READ_PRESS):
        return 0
    since, upto = kept.seen_sequence, min(newest, kept.seen_sequence + _BATCH)
    new: list[tuple[int, datetime]] = list(
        Article.objects.filter(sequence__gt=since, sequence__lte=upto).values_list("pk", "at")
    )
    keys = [searchwords.key_of(at, pk) for pk, at in new]
    finds = search.among(Wish.from_json(kept.wish), keys)
    kept.seen_sequence = upto
    kept.save(update_fields=["seen_sequence"])
    if not finds:
        return 0
    first = Article.objects.select_related("outlet").get(pk=searchwords.pk_of(finds[0]))
    return notify(
        recipients=[saved.officer],
        kind="press.search",
        once=f"press.search:{kept.pk}:{upto}",
        title=Sentence("press.search", {"count": len(finds), "name": kept.name}),
        text=f"{first.outlet}: {first.title}",
        url=reverse("press:saved", args=[kept.pk]),
    )
