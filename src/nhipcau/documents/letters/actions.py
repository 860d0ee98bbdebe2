"""Writing papers: drafting, comments, opinions; signing and issuing are the office's (``office.signing``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.db import models, transaction
from django.utils import timezone

from nhipcau.agencies.models import Agency, Officer
from nhipcau.documents.letters import rules
from nhipcau.documents.letters.models import Letter, LetterComment, LetterRecipient, RecipientRole
from nhipcau.documents.letters.rules import FORMS, PaperKind, Urgency
from nhipcau.kernel import audit, clock, finding, rows, undo
from nhipcau.kernel.refusal import N_, Refused, Words
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.standing import Limit, day_of, written
from nhipcau.office.about import kind_of
from nhipcau.office.asks import actions as asks
from nhipcau.office.asks.models import Ask
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.actions.chain import draw_back
from nhipcau.office.signing.deeds import issue_of, returned_of

FIELDS = ("kind", "unit", "place", "urgency", "is_internal", "summary", "bases", "body", "closing", "signer")

SENTENCES = {"letters.opinion_wanted": N_("Đề nghị góp ý dự thảo: %(title)s")}


@dataclass(frozen=True, slots=True)
class Receiver:
    """To whom a paper goes: the name as printed, and the agency of the register where it is one."""

    name: str
    agency: Agency | None = None
    role: RecipientRole = RecipientRole.COPY


def begun(*, kind: PaperKind, agency: Agency) -> Letter:
    """An unsaved paper with its kind's skeleton: what its form opens with."""
    form = FORMS[kind]
    return Letter(kind=kind, agency=agency, body=form.skeleton, closing=form.closing, urgency=Urgency.NONE)


@transaction.atomic
def draft(
    *,
    kind: PaperKind,
    agency: Agency,
    by: Officer,
    fields: Mapping[str, Any] | None = None,
    receivers: Sequence[Receiver] = (),
    about: models.Model | None = None,
    said_by: Officer | None = None,
) -> Letter:
    """Begin a paper; what is not given comes from the kind's skeleton.

    fields: of FIELDS without the kind; about: the record that the paper speaks of; said_by: the leader whose
    word it passes on.  Raises Refused.
    """
    form = FORMS[kind]
    values = {"body": form.skeleton, "closing": form.closing, "urgency": Urgency.NONE}
    values |= {name: value for name, value in (fields or {}).items() if name in FIELDS and name != "kind"}
    rules.check_texts(summary=values.get("summary", ""), body=values["body"])
    letter = Letter.objects.create(
        kind=kind, agency=agency, drafted_by=by, edited_by=by, about=about, said_by=said_by, **values
    )
    _set_receivers(letter, receivers)
    audit.record(
        "letter.drafted", target=letter, by=by, data={"kind": kind, "agency": agency, "about": about}
    )
    finding.keep("letter", letter)
    return letter


@transaction.atomic
def edit(
    *, letter: Letter, fields: Mapping[str, Any], receivers: Sequence[Receiver], edited: int, by: Officer
) -> Letter:
    """Change a draft.

    edited: the count of changes that the officer began from.  A draft that is on its way to a signature goes
    back to its beginning: what was checked is no longer what stands there.  Raises Refused where somebody
    else changed it since, or where it is signed.
    """
    kept = open_draft(letter.pk)
    if kept.edited != edited:
        raise Refused(
            N_(
                "%(who)s vừa sửa văn bản này lúc %(at)s. Phần bạn viết vẫn ở trong ô bên dưới; hãy đối chiếu rồi lưu lại."
            ),
            who=str(kept.edited_by),
            at=f"{timezone.localtime(kept.edited_at):%H:%M %d/%m}",
        )
    before = _snapshot(kept)
    for name, value in fields.items():
        if name in FIELDS:
            setattr(kept, name, value)
    rules.check_texts(summary=kept.summary, body=kept.body)
    _set_receivers(kept, receivers)
    after = _snapshot(kept)
    if after == before:
        return kept
    draw_back_presented(kept, by)
    kept.edited, kept.edited_at, kept.edited_by = kept.edited + 1, clock.now(), by
    kept.save()
    audit.record("letter.edited", target=kept, by=by, before=before, after=after)
    finding.keep("letter", kept)
    return kept


@transaction.atomic
def comment(*, letter: Letter, text: str, by: Officer) -> LetterComment:
    """Say something on a draft.  Raises Refused for nothing said."""
    if not text.strip():
        raise Refused(N_("Hãy viết nội dung góp ý."))
    said = LetterComment.objects.create(letter=letter, text=text.strip()[:4000], said_by=by)
    audit.record("letter.commented", target=letter, by=by, data={"text": said.text[:300]})
    with undo.offered("letter.commented", target=letter, by=by, data={"comment": said.pk}):
        pass  # nobody is told
    return said


def uncomment(letter: Letter, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``comment``."""
    LetterComment.objects.filter(pk=data["comment"], letter=letter, said_by=by).delete()


@transaction.atomic
def ask_opinions(
    *, letter: Letter, agencies: Iterable[Agency], question: str, due: Limit, today: date, by: Officer
) -> list[Ask]:
    """Send a draft round for opinions, to be answered by a day or a moment.  Agencies already asked are passed over."""
    kept = open_draft(letter.pk)
    rules.check_opinion_limit(due=due, now=clock.now() if isinstance(due, datetime) else today)
    wanted = list(agencies)
    if not wanted:
        raise Refused(N_("Hãy chọn ít nhất một cơ quan để lấy ý kiến."))
    words = question.strip() or Sentence("letters.opinion_wanted", {"title": kind_of(kept).said(kept)})
    return asks.ask(about=kept, to=wanted, question=words, due=due, today=today, by=by)


@transaction.atomic
def correct(*, letter: Letter, by: Officer) -> Letter:
    """Begin a paper that corrects an issued one: its words again, to be put right and signed anew.

    Raises Refused where the paper is not issued, or another correction has begun.
    """
    kept = rows.held(letter)
    version = signing.standing(kept)
    if version is None or issue_of(version) is None:
        raise Refused(N_("Văn bản chưa ban hành thì sửa ngay trong dự thảo, không cần đính chính."))
    begun = Letter.objects.standing().filter(corrects=kept).first()
    if begun is not None:
        raise Refused(N_("Văn bản đính chính đã được soạn. Hãy mở dự thảo đó."))
    values = {name: getattr(kept, name) for name in FIELDS if name != "kind"}
    receivers = [Receiver(each.name, each.agency, RecipientRole(each.role)) for each in kept.recipients.all()]
    made = draft(
        kind=PaperKind(kept.kind),
        agency=kept.agency,
        by=by,
        fields=values,
        receivers=receivers,
        about=cast(models.Model | None, kept.about),
        said_by=kept.said_by,
    )
    for each in kept.attachments.all():
        each.pk, each.letter, each._state.adding = None, made, True
        each.save(force_insert=True)
    made.corrects = kept
    made.save(update_fields=["corrects"])
    audit.record("letter.correction", target=made, by=by, data={"of": str(kept)})
    return made


@transaction.atomic
def discard(*, letter: Letter, by: Officer) -> None:
    """Give up a draft; it stays to be read, and nobody signs it.  Raises Refused once it is signed."""
    kept = open_draft(letter.pk)
    kept.discarded_at, kept.discarded_by, kept.corrects = clock.now(), by, None
    kept.save(update_fields=["discarded_at", "discarded_by", "corrects"])
    finding.keep("letter", kept)
    audit.record("letter.discarded", target=kept, by=by)


def draw_back_presented(letter: Letter, by: Officer) -> None:
    """What was on its way to a signature is not what stands there any more."""
    version = signing.standing(letter)
    if version is not None and returned_of(version) is None:
        draw_back(version=version, reason=Words(N_("Dự thảo được sửa sau khi trình.")), by=by)


def open_draft(pk: int) -> Letter:
    """A draft that may still be changed.  Raises Refused with why not, since when and by whom."""
    kept = rows.held_with(Letter.objects.select_for_update(of=("self",)), pk, "agency", "edited_by")
    if kept.discarded_at is not None:
        raise Refused(
            N_("%(who)s đã bỏ dự thảo này ngày %(on)s. Hãy soạn văn bản mới."),
            who=str(kept.discarded_by),
            on=written(day_of(kept.discarded_at)),
        )
    signed = signing.signature_of(kept)
    if signed is not None:
        raise Refused(
            N_(
                "%(who)s đã ký văn bản này ngày %(on)s nên không sửa được. Nếu có sai sót, hãy lập văn bản đính chính."
            ),
            who=signed.officer_name,
            on=written(day_of(signed.at)),
        )
    return kept


def _set_receivers(letter: Letter, receivers: Sequence[Receiver]) -> None:
    wanted = {(each.role.value, each.name.strip()): each for each in receivers if each.name.strip()}
    rules.check_receivers([name for _, name in wanted])
    letter.recipients.all().delete()
    LetterRecipient.objects.bulk_create(
        LetterRecipient(letter=letter, role=role, name=name, agency=each.agency, position=place)
        for place, ((role, name), each) in enumerate(wanted.items())
    )


def _snapshot(letter: Letter) -> audit.Snapshot:
    receivers = LetterRecipient.objects.filter(letter=letter)
    return audit.snapshot(letter, FIELDS) | {"receivers": [f"{each.role}: {each.name}" for each in receivers]}
