"""What the desk decides about articles: keep, drop, correct, note, doubt; and what is learned from it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any, Protocol

from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.kernel import audit, clock, lists, rows
from nhipcau.kernel.access import demand
from nhipcau.kernel.clock import today
from nhipcau.kernel.jobs import job
from nhipcau.kernel.joints import Joint, place_of
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.press import judge, rules, search
from nhipcau.press.models import Article, DeskState, JudgeCorrection, Story
from nhipcau.press.permissions import TRIAGE
from nhipcau.press.rules import ArticleState, Flag, Tone

_VERBS = {
    ArticleState.KEPT: "press.kept",
    ArticleState.DROPPED: "press.dropped",
    ArticleState.NEW: "press.undecided",
}
_JUDGED = ("subject", "tone", "flag_labels")


class HearsOfDoubt(Protocol):
    def __call__(self, *, story: Story, by: Officer) -> object: ...


_hear_of_doubt: Joint[HearsOfDoubt] = Joint("listener of doubt", key=place_of)


def on_doubt(hear: HearsOfDoubt) -> None:
    """Have ``hear`` called, in the same transaction, when an article's mark of doubt is set or taken back."""
    _hear_of_doubt.register(hear)


def _tell_doubt(story: Story, by: Officer) -> None:
    for hear in _hear_of_doubt:
        hear(story=story, by=by)


def lock(article: Article) -> Article:
    """The article as it stands now, held for the transaction."""
    return rows.held_with(Article.objects.select_for_update(of=("self",)), article.pk, "outlet", "story")


@transaction.atomic
def decide(*, article: Article, state: ArticleState, by: Officer) -> Article:
    """Keep an article, drop it, or take the decision back; its copies go with it."""
    article = lock(article)
    before = {"state": article.state}
    if article.state != state:
        undone = state == ArticleState.NEW
        for one in (article, *article.copies.select_for_update()):
            one.state = state
            one.decided_by, one.decided_at = (None, None) if undone else (by, clock.now())
            one.save(update_fields=["state", "decided_by", "decided_at"])
            search.retag(one)
        audit.record(_VERBS[state], target=article, by=by, before=before, after={"state": article.state})
    if state == ArticleState.KEPT:
        # What is kept as proposed was right: the judge's hit rate counts these too.
        remember_decision(article, by)
    return article


def decide_all(*, articles: Iterable[Article], state: ArticleState, by: Officer) -> int:
    """Decide the same about many: all, or none and a sentence that names those that refuse.

    Returns how many stood otherwise before.
    """

    def deed(article: Article) -> bool:
        stood = lock(article).state
        decide(article=article, state=state, by=by)
        return stood != state

    demand(by, TRIAGE)
    return lists.each(articles, deed)


@transaction.atomic
def correct(*, article: Article, subject: str, tone: str, flags: Iterable[str], by: Officer) -> Article:
    """Put subject, tone and flags right; the copies of the article follow, the judge learns."""
    rules.check_label("subject", subject, frozenset(judge.subjects()))
    rules.check_label("tone", tone, frozenset(Tone))
    asked = set(flags)
    wanted = [str(flag) for flag in Flag if flag in asked] if asked <= set(Flag) else None
    if wanted is None:
        raise Refused(N_("Không có nhãn này. Hãy chọn lại trong danh sách."))
    article = lock(article)
    before = audit.snapshot(article, _JUDGED)
    for one in (article, *article.copies.select_for_update()):
        known = {flag["label"]: flag for flag in one.flags}
        one.subject, one.tone = subject, tone
        one.flags = [known.get(flag, {"label": str(flag), "because": []}) for flag in wanted]
        one.corrected_by = by
        one.save(update_fields=["subject", "tone", "flags", "corrected_by"])
        search.retag(one)
    after = audit.snapshot(lock(article), _JUDGED)
    if before != after:
        audit.record("press.corrected", target=article, by=by, before=before, after=after)
    article = lock(article)
    remember_decision(article, by)
    return article


@transaction.atomic
def take_note(*, article: Article, note: str, by: Officer) -> Article:
    """Write the desk's note on an article; search finds it."""
    article = lock(article)
    before = {"note": article.note}
    article.note = note.strip()[:4000]
    if before["note"] != article.note:
        article.save(update_fields=["note"])
        search.index(article)
        audit.record("press.noted", target=article, by=by, before=before, after={"note": article.note})
    return article


@transaction.atomic
def mark_inaccurate(*, article: Article, sentence: str, why: str, by: Officer) -> Article:
    """Mark an article as possibly inaccurate: which sentence, and why.  It waits for the clarification desk, and open drafts of digests say it."""
    article = lock(article)
    rules.check_inaccurate(sentence=sentence, why=why, text=f"{article.title}\n{article.body}")
    fields = ("inaccurate_sentence", "inaccurate_why")
    before = audit.snapshot(article, fields)
    article.inaccurate_sentence, article.inaccurate_why = " ".join(sentence.split()), why.strip()
    article.inaccurate_by, article.inaccurate_at = by, clock.now()
    if Flag.INACCURATE not in article.flag_labels:
        article.flags = [*article.flags, {"label": str(Flag.INACCURATE), "because": []}]
    article.save()
    search.retag(article)
    audit.record(
        "press.inaccurate", target=article, by=by, before=before, after=audit.snapshot(article, fields)
    )
    _tell_doubt(article.story, by)
    remember_decision(article, by)
    return article


@transaction.atomic
def withdraw_inaccurate(*, article: Article, by: Officer) -> Article:
    """Take the mark back; the log keeps it."""
    article = lock(article)
    if article.inaccurate_at is None:
        raise Refused(N_("Tin này chưa bị đánh dấu."))
    before = audit.snapshot(article, ("inaccurate_sentence", "inaccurate_why"))
    article.inaccurate_sentence = article.inaccurate_why = ""
    article.inaccurate_by = article.inaccurate_at = None
    article.flags = [flag for flag in article.flags if flag["label"] != Flag.INACCURATE]
    article.save()
    search.retag(article)
    audit.record("press.inaccurate_withdrawn", target=article, by=by, before=before)
    _tell_doubt(article.story, by)
    return article


# ---- learning -----------------------------------------------------------------------------------------------------


def remember_decision(article: Article, by: Officer | None) -> None:
    """Keep what the desk holds of an article, for the judge to learn from."""
    if not article.proposal:
        return
    kept: dict[str, Any] = {"subject": article.subject, "tone": article.tone, "flags": article.flag_labels}
    known = JudgeCorrection.objects.filter(article=article).first()
    if known is not None and kept == {"subject": known.subject, "tone": known.tone, "flags": known.flags}:
        return
    JudgeCorrection.objects.update_or_create(
        article=article,
        defaults={"proposal": article.proposal, "by": by, "on": today(), "learned": False, **kept},
    )
    transaction.on_commit(partial(learn.enqueue))


@job()
def learn() -> int:
    """Teach the judge what the desk has decided since; whoever comes second finds nothing left."""
    with transaction.atomic():
        DeskState.objects.get_or_create(name="judge")
        state = DeskState.objects.select_for_update().get(name="judge")
        waiting = list(
            JudgeCorrection.objects.filter(learned=False).select_related("article").order_by("pk")[:200]
        )
        if not waiting:
            return 0
        return _teach(state, waiting, start=state)


@transaction.atomic
def learn_anew(*, on: date) -> int:
    """Build the judge from all decisions as they now stand: a decision that was changed counts once."""
    DeskState.objects.get_or_create(name="judge")
    state = DeskState.objects.select_for_update().get(name="judge")
    all_of_them = JudgeCorrection.objects.select_related("article").order_by("on", "pk")
    return _teach(state, list(all_of_them), start=None)


def _teach(state: DeskState, corrections: list[JudgeCorrection], *, start: DeskState | None) -> int:
    taught = judge.from_state(start)
    for one in corrections:
        decision = judge.decision(subject=one.subject, tone=one.tone, flags=one.flags)
        taught.learn(judge.judged(one.article), judge.from_json(one.proposal), decision, one.on)
    state.data, state.version = taught.to_json(), state.version + 1
    state.save()
    JudgeCorrection.objects.filter(pk__in=[one.pk for one in corrections]).update(learned=True)
    return len(corrections)
