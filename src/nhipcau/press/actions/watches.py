"""Making, changing and pausing subject watches, and what officers say of their hits."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any

from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.kernel import audit, clock, lists, rows
from nhipcau.kernel.access import demand
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.press import rules
from nhipcau.press.models import Article, Outlet, SubjectWatch, WatchHit, WorldArticle
from nhipcau.press.permissions import KEEP_WATCHES
from nhipcau.press.rules import Verdict

FIELDS = ("name", "words", "places", "required", "excluded", "without", "position")


@transaction.atomic
def make(
    *, by: Officer | None, outlets: Iterable[Outlet] = (), is_active: bool = True, **values: Any
) -> SubjectWatch:
    """A new watch; read by from the next page on.  Raises Refused for a person, and for words that say nothing."""
    watch = SubjectWatch(made_by=by, is_active=is_active)
    _fill(watch, values)
    watch.save()
    watch.outlets.set(outlets)
    audit.record("press.watch_made", target=watch, by=by, after=_told(watch))
    return watch


@transaction.atomic
def change(*, watch: SubjectWatch, by: Officer, outlets: Iterable[Outlet], **values: Any) -> SubjectWatch:
    """Change what a watch asks; what it caught before stays."""
    watch = rows.held(watch)
    before = _told(watch)
    _fill(watch, values)
    watch.save()
    watch.outlets.set(outlets)
    after = _told(watch)
    if before != after:
        audit.record("press.watch_changed", target=watch, by=by, before=before, after=after)
    return watch


def _fill(watch: SubjectWatch, values: dict[str, Any]) -> None:
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise TypeError(f"not a field of a watch: {sorted(unknown)}")
    for field, value in values.items():
        setattr(watch, field, " ".join(value.split()) if field == "name" else value)
    rules.check_watch(
        name=watch.name,
        words=watch.words,
        places=watch.places,
        required=watch.required,
        excluded=watch.excluded,
    )
    if SubjectWatch.objects.filter(name=watch.name).exclude(pk=watch.pk).exists():
        raise Refused(N_("Đã có chủ đề “%(name)s”. Hãy sửa chủ đề ấy hoặc đặt tên khác."), name=watch.name)


def _told(watch: SubjectWatch) -> dict[str, Any]:
    return audit.snapshot(watch, FIELDS) | {
        "outlets": [str(outlet) for outlet in watch.outlets.order_by("pk")],
    }


@transaction.atomic
def set_active(*, watch: SubjectWatch, active: bool, by: Officer) -> bool:
    """Pause a watch, or take it up again; pages that came in between are not read again.  Returns whether it stood
    the other way."""
    watch = rows.held(watch)
    if watch.is_active == active:
        return False
    watch.is_active = active
    watch.save(update_fields=["is_active"])
    audit.record("press.watch_resumed" if active else "press.watch_paused", target=watch, by=by)
    return True


@transaction.atomic
def set_all_active(*, watches: Iterable[SubjectWatch], active: bool, by: Officer) -> int:
    """The same for many at once; returns how many stood the other way."""
    demand(by, KEEP_WATCHES)
    return lists.each(watches, lambda watch: set_active(watch=watch, active=active, by=by))


@transaction.atomic
def judge(*, hit: WatchHit, verdict: str, by: Officer) -> WatchHit:
    """Say whether a text is about the watch's subject; "open" takes the word back.

    A text that was added by hand and is no longer held to be about the subject is taken out again.
    """
    rules.check_label("verdict", verdict, frozenset(Verdict))
    hit = rows.held(hit)
    before = {"verdict": hit.verdict}
    if hit.verdict == verdict:
        return hit
    told = {"text": str(hit.text)[:200]}
    if hit.by_hand:
        audit.record("press.watch_taken_out", target=hit.watch, by=by, data=told)
        hit.delete()
        return hit
    hit.verdict = verdict
    hit.judged_by, hit.judged_at = (None, None) if verdict == Verdict.OPEN else (by, clock.now())
    hit.save(update_fields=["verdict", "judged_by", "judged_at"])
    audit.record(
        "press.watch_judged", target=hit.watch, by=by, data=told, before=before, after={"verdict": verdict}
    )
    return hit


@transaction.atomic
def judge_all(*, hits: Iterable[WatchHit], verdict: Verdict, by: Officer) -> int:
    """The same of many texts; returns of how many something else was said before."""
    demand(by, KEEP_WATCHES)

    def say(hit: WatchHit) -> bool:
        changes = hit.verdict != verdict
        judge(hit=hit, verdict=verdict, by=by)
        return changes

    return lists.each(hits, say)


@transaction.atomic
def add_by_hand(*, watch: SubjectWatch, text: Article | WorldArticle, by: Officer) -> WatchHit:
    """Say that a text is about a watch's subject although its words did not find it; counted in its recall."""
    kind = "article" if isinstance(text, Article) else "world"
    hit, made = WatchHit.objects.get_or_create(
        watch=watch,
        **{kind: text},
        defaults={
            "at": text.at,
            "by_hand": True,
            "verdict": Verdict.RIGHT,
            "judged_by": by,
            "judged_at": clock.now(),
        },
    )
    if not made:
        return judge(hit=hit, verdict=Verdict.RIGHT, by=by)
    audit.record("press.watch_added", target=watch, by=by, data={"text": str(text)[:200]})
    return hit


def starting_list() -> list[dict[str, Any]]:
    """The watches that come with the product."""
    read = tomllib.loads(files("nhipcau.press.data").joinpath("watches.toml").read_text(encoding="utf-8"))
    return list(read["watch"])


@transaction.atomic
def load_starting_list(*, by: Officer | None, is_active: bool = False) -> int:
    """Add the watches of the starting list that are not there, paused; returns how many."""
    there = set(SubjectWatch.objects.values_list("name", flat=True))
    missing: Sequence[dict[str, Any]] = [row for row in starting_list() if row["name"] not in there]
    for row in missing:
        make(by=by, is_active=is_active, **row)
    return len(missing)
