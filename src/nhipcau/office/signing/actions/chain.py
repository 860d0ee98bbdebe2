"""From a draft to a signed version: presented as a value, then step by step by named persons."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import clock, files, rows
from nhipcau.kernel.access import must
from nhipcau.kernel.atomic import refuse_inside
from nhipcau.kernel.refusal import N_, Words
from nhipcau.office.certificates.signing import Unlocked
from nhipcau.office.signing import certified, deeds, permissions, printing, queries, rules, telling
from nhipcau.office.signing.actions.holding import hold, record, record_certificate
from nhipcau.office.signing.actions.issuing import check_own, issue
from nhipcau.office.signing.kinds import (
    Kind,
    Mark,
    Private,
    Signer,
    StepKind,
    chain_of,
    kind_for,
    kind_of,
)
from nhipcau.office.signing.models import (
    Issue,
    PaperSignature,
    Place,
    Returned,
    Step,
    Version,
    VersionPrivate,
)
from nhipcau.office.signing.rules import PRIVATE, State

_NOT_YOURS = N_("Bước “%(step)s” của bản này không do bạn làm. Người làm được: %(who)s.")
_NOT_TO_RETURN = N_(
    "Bản này do người soạn rút lại, hoặc do người đang được chờ soát xét, ký trả lại. Hãy nhờ một trong những người đó."
)
_NOT_TO_SIGN = N_("Bạn không có tên trong những người được ký văn bản này. Hãy nhờ người được phân công ký.")
_NOBODY = N_("quản trị viên chưa phân quyền cho ai")
_NEWER = Words(N_("Người soạn đã sửa và trình bản mới thay bản này."))


def seal_of_draft(subject: models.Model, shown: Mapping[str, Any] | None = None) -> str:
    """What whoever signs by one click was shown: it changes with every word of the draft.

    shown: the content on the page, where that is drawn already.
    """
    return _mark(*_words_of(kind_for(subject), subject, shown))


def _words_of(
    kind: Kind, subject: Any, content: Mapping[str, Any] | None = None
) -> tuple[dict[str, Any], Private | None]:
    return rules.plain(kind.content(subject) if content is None else content), kind.private(subject)


def _mark(content: dict[str, Any], private: Private | None) -> str:
    return rules.seal_of_kept([content, rules.plain(private.data) if private else None])


@transaction.atomic
def present(*, subject: models.Model, by: Officer) -> Version:
    """Make the draft's words into a version to be signed.

    The app that owns the draft says who may.  The same words again are the same version; other words draw
    the earlier one back.  Raises Refused for an unfinished draft, or one that is signed already.
    """
    kind = kind_for(subject)
    subject = rows.held(subject)
    rules.check_finished([missing.text for missing in kind.unfinished(subject)])
    content, private = _words_of(kind, subject)
    version = _present(kind, subject, content, private, by)
    telling.tell_who_is_next(version, by)
    return version


def _present(
    kind: Kind, subject: Any, content: dict[str, Any], private: Private | None, by: Officer
) -> Version:
    """Within a transaction that holds the finished draft."""
    _check_living(kind.agency(subject))
    before = queries.standing(subject)
    if before is not None:
        state = deeds.state_of(before)
        if state is State.PRESENTED and _same(before, kind, content, private):
            return before
        deeds.go("step", before)  # whatever is signed is not presented again
        _return(before, _NEWER, by)
    return _make(kind, subject, content, private, by)


def _check_living(agency: Agency | None) -> None:
    """Nothing more is said in the name of an agency that is no more; what it signed goes out (``issuing``)."""
    if agency is not None:
        rules.check_living(agency=agency.name, ended_on=agency.valid_to, today=clock.today())


def _same(version: Version, kind: Kind, content: dict[str, Any], private: Private | None) -> bool:
    """Whether a version has these words, and the chain that its kind has now."""
    if chain_of(version) != kind.chain:
        return False
    kept = {key: value for key, value in version.content.items() if key != PRIVATE}
    told = VersionPrivate.objects.filter(version=version).values_list("data", flat=True).first()
    return kept == content and told == (rules.plain(private.data) if private else None)


def _make(kind: Kind, subject: Any, content: dict[str, Any], private: Private | None, by: Officer) -> Version:
    salt = ""
    if private is not None:
        salt = secrets.token_hex(32)
        content = content | {PRIVATE: rules.binding(salt, private.data)}
    version = Version.objects.create(
        kind=kind.name,
        subject=subject,
        agency=kind.agency(subject),
        title=_title(kind, subject),
        content=content,
        seal=rules.seal_of_kept(content),
        chain=kind.chain.kept(),
        made_at=clock.now(),
        made_by=by,
        edited_by=kind.editor(subject),
        corrects=kind.corrects(subject),
    )
    if private is not None:
        VersionPrivate.objects.create(
            version=version, salt=salt, data=rules.plain(private.data), keep_until=private.keep_until
        )
    record("office.presented", version, by, chain=rules.seal_of_kept(version.chain))
    return version


def _title(kind: Kind, subject: Any) -> str:
    """Official papers are Vietnamese, whatever the language of whoever presents them."""
    with override("vi"):
        return str(kind.title(subject))[:300]


@transaction.atomic
def take_step(
    *,
    version: Version,
    step: str,
    seen_seal: str,
    by: Officer,
    now: datetime,
    authority: Sequence[str] = (),
    post: str = "",
    note: str = "",
) -> Step:
    """Check or sign a version.

    seen_seal: the seal that ``by`` was shown.  authority: the lines before the post ("KT. GIÁM ĐỐC");
    post: as it is printed, else the account's.  Raises Refused: not this step's turn, other words than
    shown, four eyes, something unfinished.
    """
    version = _ready_for(step, hold(version), seen_seal, by)
    taken = _take(version, chain_of(version).step(step), by, now, authority=authority, post=post, note=note)
    telling.tell_who_is_next(version, by)
    return taken


def _ready_for(step: str, version: Version, seen_seal: str, by: Officer) -> Version:
    """The same version; Refused or PermissionDenied unless this step may be taken by this person now."""
    chain, kind = chain_of(version), kind_of(version)
    deeds.go("step", version)
    rules.check_turn(
        step=step,
        following=rules.next_step(chain.names, [taken.name for taken in version.steps.all()]),
        labels=chain.labels,
    )
    rules.check_seen(seen=seen_seal, seal=version.seal)
    _check_living(version.agency)
    _must_take(chain.step(step), version, by)
    rules.check_finished([missing.text for missing in kind.unfinished(version.subject)])
    rules.check_other_eyes(officer=by.pk, excluded=permissions.excluded(version, chain.step(step)))
    return version


def _must_take(step: StepKind, version: Version, by: Officer) -> None:
    """PermissionDenied with who may, unless a step is this person's to take."""
    if permissions.may_take(step, version.subject, version.agency, by):
        return
    who = ", ".join(str(officer) for officer in permissions.who_may_take(version, step))
    must(False, _NOT_YOURS, step=gettext(step.label), who=who or gettext(_NOBODY))


def sign_with_certificate(
    *,
    version: Version,
    seen_seal: str,
    by: Officer,
    now: datetime,
    unlocked: Unlocked,
    authority: Sequence[str] = (),
    post: str = "",
    note: str = "",
) -> Step:
    """Sign a version, and its PDF with the signer's own certificate, number and day left open.

    The PDF is made and kept before the transaction that writes the signature; killed in between, nothing was
    signed.  Raises Refused as ``take_step`` does, and for a certificate that does not serve.
    """
    refuse_inside("signing a PDF")
    must(unlocked.key.officer_id == by.pk, N_("Mỗi người chỉ ký được bằng chứng thư của chính mình."))
    signature = chain_of(version).signature
    _ready_for(signature.name, Version.objects.with_deeds().get(pk=version.pk), seen_seal, by)
    signer = Signer(name=str(by), post=post or by.position, authority=tuple(authority))
    mark = Mark(symbol=kind_of(version).symbol(version, ""), signer=signer)
    pdf, places = certified.signer_pdf(version, mark, unlocked, now=timezone.now())
    stored = files.store(ContentFile(pdf), name=f"{printing.file_name(version)}-{signature.name}.pdf", by=by)
    with transaction.atomic():
        step = take_step(
            version=version,
            step=signature.name,
            seen_seal=seen_seal,
            by=by,
            now=now,
            authority=authority,
            post=post,
            note=note,
        )
        PaperSignature.objects.create(
            version=version,
            place=Place.SIGNER,
            key=unlocked.key,
            by=by,
            at=now,
            pdf=stored,
            pdf_sha256=stored.sha256,
            places=places,
        )
        record_certificate(version, by, unlocked.key, stored)
    return step


def _take(
    version: Version,
    step: StepKind,
    by: Officer,
    now: datetime,
    *,
    authority: Sequence[str] = (),
    post: str = "",
    note: str = "",
) -> Step:
    """Within a transaction that holds a version whose turn it is, by somebody who may: four eyes, the row."""
    rules.check_other_eyes(officer=by.pk, excluded=permissions.excluded(version, step))
    chain, post = chain_of(version), post or by.position
    if version.agency is not None and step == chain.signature and not chain.at_once:
        rules.check_post(post)
    taken = Step.objects.create(
        version=version,
        name=step.name,
        officer=by,
        at=now,
        officer_name=str(by),
        post=post,
        agency=by.agency,
        authority=list(authority),
        note=note,
    )
    record("office.step", version, by, step=step.name, post=taken.post)
    return taken


@transaction.atomic
def send_back(*, version: Version, reason: str, by: Officer) -> Returned:
    """Return a version that nobody has issued, or draw an own one back.  Raises Refused without a reason."""
    version = hold(version)
    must(permissions.may_draw_back(version, by), _NOT_TO_RETURN)
    deeds.go("send_back", version)
    rules.check_reason(reason)
    return _return(version, reason.strip(), by)


@transaction.atomic
def draw_back(*, version: Version, reason: Words, by: Officer) -> Returned:
    """Take a version back because its draft was changed; the app that owns the draft says who may change it.

    reason: a sentence of the catalogue, which everybody reads in his language.  Raises Refused for one that is signed.
    """
    version = hold(version)
    deeds.go("step", version)
    return _return(version, reason, by)


def _return(version: Version, reason: str | Words, by: Officer) -> Returned:
    """reason: typed by a person, or ``Words`` where the machine gives it."""
    record(
        "office.returned", version, by, reason=str(reason)
    )  # first: the database takes no return without it
    returned = Returned.objects.create(version=version, by=by, at=clock.now(), reason=str(reason))
    telling.tell_returned(returned, reason)
    return returned


@transaction.atomic
def sign_now(*, subject: models.Model, seen_seal: str, by: Officer, now: datetime) -> Version:
    """Present a draft and take every step of its chain, by one person at once.

    seen_seal: ``seal_of_draft`` of what the signer was shown.  Raises Refused as ``present`` and
    ``take_step`` do.
    """
    kind = kind_for(subject)
    subject = rows.held(subject)
    content, private = _words_of(kind, subject)
    rules.check_seen(seen=seen_seal, seal=_mark(content, private))
    agency = kind.agency(subject)
    must(all(permissions.may_take(step, subject, agency, by) for step in kind.steps), _NOT_TO_SIGN)
    rules.check_finished([missing.text for missing in kind.unfinished(subject)])
    version = _present(kind, subject, content, private, by)
    taken = {step.name for step in version.steps.all()}
    for step in chain_of(version).steps:
        if step.name not in taken:
            _take(version, step, by, now)
    return version


def sign_and_issue(
    *,
    subject: models.Model,
    seen_seal: str,
    by: Officer,
    now: datetime,
    day: date,
    own: Unlocked | None = None,
) -> Issue:
    """Sign and issue by one click, in three transactions with the files between them.

    own: the signer's certificate, to sign the PDF with.  Killed after the signature, the same call goes on with what
    was signed.
    """
    if own is not None:
        check_own(own, by)  # a wrong passphrase signs nothing
    version = queries.standing(subject)
    if version is None or deeds.state_of(version) not in {State.SIGNED, State.NUMBERED}:
        version = sign_now(subject=subject, seen_seal=seen_seal, by=by, now=now)
    return issue(version=version, by=by, day=day, own=own)
