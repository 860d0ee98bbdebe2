"""Notices to officers: who is told what, once, and by which way.

An app registers its kinds (``register_kind``) and tells (``notify``).  The pair (recipient, once) is
unique in the database, so a job that runs again after a crash tells nobody the same thing twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from nhipcau.kernel import audit, sentences, undo
from nhipcau.kernel.access import SIGNED_IN
from nhipcau.kernel.joints import Joint, place_of
from nhipcau.kernel.models import LetterLanguage, Notice, NoticeChoice
from nhipcau.kernel.permissions import LOOK_AFTER
from nhipcau.kernel.sentences import Sentence

Text = str | Promise
Said = str | Promise | Sentence | Mapping[str, Any]
"""What a notice says: a person's words, or the machine's, as ``kernel.sentences.stored`` takes them."""
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of notice, as officers choose about it; permission: who can ever get it."""

    name: str
    label: Text
    permission: str = SIGNED_IN


_kinds: Joint[Kind] = Joint("notice kind", key=lambda kind: kind.name)


def register_kind(name: str, label: Text, permission: str = SIGNED_IN) -> None:
    """Make a kind known; called from an app's ``ready``.

    name: stable, at most 40 letters ("plans.due"); label: what officers read (gettext_lazy); permission: held by
    whoever is ever told it.
    The same name with another label is a programming error.
    """
    _kinds.register(Kind(name, label, permission))


def kinds() -> list[Kind]:
    """All kinds, by name."""
    return list(_kinds.all())


MAIL_TROUBLE = "kernel.mail"
register_kind(MAIL_TROUBLE, gettext_lazy("Thư không gửi được (cho quản trị viên)"), LOOK_AFTER)


@dataclass(frozen=True, slots=True)
class Beside:
    """A page that stands beside the list of notices: its words, its address by name, an icon, for whom."""

    name: str
    label: Text
    icon: str
    permission: str


beside: Joint[Beside] = Joint("page beside the notices", key=lambda page: page.name)


@dataclass(frozen=True, slots=True)
class Push:
    """Telling officers on their own devices; whoever stands above the kernel knows how.

    is_open: whether the office allows it; reaches: of some officers (keys) those with a device, one query.
    template: its part of the page of choices, which sees ``shown(officer)`` as ``devices``.
    """

    is_open: Callable[[], bool]
    reaches: Callable[[Collection[int]], set[int]]
    template: str
    shown: Callable[[Any], Any]


pushes: Joint[Push] = Joint("push to devices", key=lambda push: push.template)


@dataclass(frozen=True, slots=True)
class Told:
    """What officers were just told under one word: kind, the word, whether to devices, and not before when."""

    kind: str
    once: str
    to_devices: bool
    held_until: datetime | None = None


# Who passes on what officers were told; called in the transaction that writes the notices.
on_told: Joint[Callable[[Told], None]] = Joint("listener to notices", key=place_of)

# Who sends what goes to an address outside the system; called in the transaction that writes the notice.
on_addressed: Joint[Callable[[Notice], None]] = Joint("sender of addressed notices", key=place_of)


def notify(
    *, recipients: Iterable[Any], kind: str, once: str, title: Said, text: Said = "", url: str = ""
) -> int:
    """Tell officers something, each at most once; returns how many were newly told.

    recipients: officers (closed accounts are passed over); kind: a registered kind;
    once: what it is about, unique per officer ("plans.due:41:7d", at most 160 letters);
    title, text: a person's words, or a ``Sentence`` of the machine, read in each reader's language; url: a path
    of this system.
    An officer who wants no way for this kind gets nothing.  An officer who wants letters only
    finds the notice among the read ones.  Runs in the caller's transaction, if there is one.
    """
    if kind not in _kinds:
        raise ImproperlyConfigured(f"the notice kind {kind} is not registered")
    officers = {officer.pk: officer for officer in recipients if officer.is_active}
    if not officers:
        return 0
    choices = {
        choice.officer_id: choice for choice in NoticeChoice.objects.filter(kind=kind, officer__in=officers)
    }
    have_devices = {key for push in pushes for key in push.reaches(officers)}
    now, words = timezone.now(), written(title, text)
    notices = []
    for key, officer in officers.items():
        choice = choices.get(key)
        in_app, by_mail, by_push = (
            (choice.in_app, choice.by_mail, choice.by_push) if choice else (True, True, True)
        )
        by_mail, by_push = by_mail and bool(officer.email), by_push and key in have_devices
        if in_app or by_mail or by_push:
            notices.append(
                Notice(
                    recipient_id=key,
                    kind=kind,
                    once=once,
                    url=url,
                    read_at=None if in_app else now,
                    mail_wanted=by_mail,
                    push_wanted=by_push,
                    **words,
                )
            )
    for notice in notices:
        undo.hold(notice)
    return _write(notices, once)


def written(title: Said, text: Said = "") -> dict[str, Any]:
    """What a notice keeps of its words: the fields ``title`` and ``text`` in Vietnamese, and in ``said`` what is
    not a person's own words, so that every reader gets it in his language."""
    parts = {"title": title, "text": text}
    said = {name: sentences.stored(part) for name, part in parts.items() if not isinstance(part, str)}
    with translation.override("vi"):
        shown = {
            name: sentences.shown(said[name]) if name in said else str(part) for name, part in parts.items()
        }
    return {"title": shown["title"][:300], "text": shown["text"], "said": said}


@transaction.atomic
def write_to(*, address: str, kind: str, once: str, title: Said, text: Said, url: str = "") -> bool:
    """Tell somebody without an account, at an e-mail address, once; False where it was told before.

    title, text: as ``notify`` takes them; the letter speaks the language of the account that has this address, else
    Vietnamese (``language_at``).  It is written with the notice, in the caller's transaction, and goes its way as
    every letter does.
    """
    if kind not in _kinds:
        raise ImproperlyConfigured(f"the notice kind {kind} is not registered")
    values = {"kind": kind, "url": url, "read_at": timezone.now()} | written(title, text)
    held = Notice()
    undo.hold(held)
    values |= {"held_for": held.held_for, "held_until": held.held_until}
    notice, is_new = Notice.objects.get_or_create(recipient=None, address=address, once=once, defaults=values)
    if is_new:
        for listener in on_addressed:
            listener(notice)
    return is_new


def languages_of(officers: Iterable[int]) -> dict[int, str]:
    """The letters' language of those who chose one; the others read Vietnamese."""
    return dict(LetterLanguage.objects.filter(officer__in=officers).values_list("officer_id", "language"))


def language_at(address: str) -> str:
    """The letters' language at an e-mail address: what the open accounts that have it chose, where they agree."""
    accounts = get_user_model().objects.filter(email__iexact=address, is_active=True)
    keys = list(accounts.values_list("pk", flat=True)) if address else []
    chosen = languages_of(keys)
    wanted = {chosen.get(key, "vi") for key in keys}
    return wanted.pop() if len(wanted) == 1 else "vi"


def _write(notices: list[Notice], once: str) -> int:
    with transaction.atomic():
        Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=_BATCH)
        # An ignored row kept another's moment of writing: only rows with our moment are ours.
        kept = dict(
            Notice.objects.filter(once=once, recipient__in=[notice.recipient_id for notice in notices])
            .values_list("recipient_id", "created_at")
        )  # fmt: skip
        new = [notice for notice in notices if kept.get(notice.recipient_id or 0) == notice.created_at]
        if new:
            to_devices = any(notice.push_wanted for notice in new)
            for listener in on_told:
                listener(Told(new[0].kind, once, to_devices, new[0].held_until))
    return len(new)


def mark_read(officer: Any, notices: QuerySet[Notice]) -> int:
    """Mark an officer's own unread notices among the given ones; returns how many."""
    return notices.filter(recipient=officer, read_at=None).update(read_at=timezone.now())


@transaction.atomic
def choose(*, officer: Any, language: str, ways: Mapping[str, Mapping[str, bool]]) -> None:
    """Keep an officer's choices: the letters' language, and for each kind the ways that were asked about
    (in_app, by_mail, by_push → whether)."""
    before = _choices(officer)
    LetterLanguage.objects.update_or_create(officer=officer, defaults={"language": language})
    for kind, wanted in ways.items():
        NoticeChoice.objects.update_or_create(officer=officer, kind=kind, defaults=dict(wanted))
    audit.record("kernel.notice_choices", target=officer, by=officer, before=before, after=_choices(officer))


def _choices(officer: Any) -> dict[str, Any]:
    """An officer's choices as the audit log shows them."""
    language = LetterLanguage.objects.filter(officer=officer).values_list("language", flat=True).first()
    chosen = NoticeChoice.objects.filter(officer=officer).order_by("kind")
    ways = ("in_app", "by_mail", "by_push")
    return {"language": language} | {one.kind: {way: getattr(one, way) for way in ways} for one in chosen}
