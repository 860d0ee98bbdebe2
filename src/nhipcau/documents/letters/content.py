"""What a paper says, as plain values: what the screens show, what is sealed, what the files are made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from unicodedata import normalize

from nhipcau.documents.letters import rules
from nhipcau.documents.letters.body import blocks_of
from nhipcau.documents.letters.models import Letter, LetterRecipient, RecipientRole
from nhipcau.documents.letters.rules import FORMS, INTERNAL, URGENCY_PRINTED, PaperKind, Urgency
from nhipcau.engines.officialdoc.write.model import Block, Dash, Draft, Letterhead, Paragraph, Signature
from nhipcau.office.deliveries.addressing import is_filed, plain_name
from nhipcau.office.signing import heads
from nhipcau.office.signing.kinds import Mark, Signer


def content_of(letter: Letter) -> dict[str, Any]:
    """The words of a draft as they would be sealed: everything but the number and the day of issue.

    Raises Refused where the issuing agency has no abbreviation to make a symbol of.
    """
    kind = PaperKind(letter.kind)
    receivers = list(letter.recipients.all())
    return {
        "kind": kind.value,
        "agency": letter.agency.name,
        "parent": heads.parent_lines(letter.agency),
        "symbol": symbol_of(letter),
        "place": letter.place or heads.province(),
        "urgency": letter.urgency,
        **({"internal": True} if letter.is_internal else {}),
        "summary": letter.summary.strip(),
        "bases": [line.strip() for line in letter.bases.splitlines() if line.strip()]
        if FORMS[kind].based
        else [],
        "addressees": _names(receivers, RecipientRole.ADDRESSED),
        "recipients": _names(receivers, RecipientRole.COPY),
        "agencies": {normalize("NFC", each.name): each.agency_id for each in receivers if each.agency_id},
        "body": "\n".join(line.rstrip() for line in letter.body.strip().splitlines()),
        "closing": letter.closing.strip(),
        "signer": signer_of(letter),
        "said_by": said_by_of(letter),
        "about": str(letter.about) if letter.about_id and letter.about else "",
        "corrects": _corrected(letter),
        **({"attached": attached} if (attached := attached_to(letter)) else {}),
    }


def attached_to(letter: Letter) -> list[dict[str, Any]]:
    """What goes along, as it is sealed: title, the file's name, size in bytes and SHA-256, and its key."""
    return [
        {
            "title": normalize("NFC", each.title),
            "name": each.file.name,
            "size": each.file.size,
            "sha256": each.sha256,
            "file": each.file_id,
        }
        for each in letter.attachments.select_related("file")
    ]


def said_by_of(letter: Letter) -> dict[str, str] | None:
    """The leader whose word a paper passes on, by name and post; None for a paper that quotes nobody."""
    quoted = letter.said_by
    return {"name": str(quoted), "post": quoted.position} if quoted else None


def _names(receivers: list[LetterRecipient], role: RecipientRole) -> list[str]:
    return [each.name for each in receivers if each.role == role]


def _corrected(letter: Letter) -> str:
    """The paper that this one corrects, as words: kind, summary."""
    return str(letter.corrects) if letter.corrects else ""


def signer_of(letter: Letter) -> dict[str, Any] | None:
    """Who is to sign, as named in the draft; the lines of authority are chosen when it is signed."""
    if letter.signer is None:
        return None
    return {"officer": letter.signer.pk, "name": str(letter.signer), "post": letter.signer.position}


def expected_signer(letter: Letter) -> Signer:
    """How the signature would be printed, for a preview."""
    return heads.expected_signer(letter.signer, letter.agency)


def symbol_of(letter: Letter) -> str:
    """The symbol after the number.  Raises Refused without the agency's abbreviation."""
    return rules.symbol(PaperKind(letter.kind), agency=heads.abbreviation_of(letter.agency), unit=letter.unit)


def paper_of(content: Mapping[str, Any], mark: Mark) -> Draft:
    """The document of sealed words with its number, day and signer; what the mark leaves open stays open."""
    kind = PaperKind(content["kind"])
    form = FORMS[kind]
    named = content["signer"] or {"name": "", "post": "NGƯỜI KÝ"}
    signer = mark.signer or Signer(name=named["name"], post=named["post"])
    return Draft(
        letterhead=Letterhead(
            parent=content["parent"].upper(),
            issuer=content["agency"].upper(),
            symbol=content["symbol"],
            place=content["place"],
            number=mark.number or None,
            issued=mark.issued_on,
            urgency=URGENCY_PRINTED.get(Urgency(content["urgency"]), ""),
            circulation=INTERNAL if content.get("internal") else "",
        ),
        kind=form.heading,
        summary=content["summary"],
        body=(*blocks_of(content["body"]), *_attached(content)),
        signature=Signature(
            position=signer.post.upper(),
            name=signer.name,
            authority=tuple(line.upper() for line in signer.authority),
        ),
        recipients=_filed(content["recipients"]),
        bases=tuple(content["bases"]),
        authority=_enacting_authority(content, signer) if kind is PaperKind.DECISION else "",
        enacting=form.enacting,
        addressees=tuple(content["addressees"]),
        closing=content["closing"],
    )


def _attached(content: Mapping[str, Any]) -> Iterator[Block]:
    """Before the closing words: what goes along, each with the hash by which anybody knows the very file again."""
    attached = content.get("attached") or ()
    if attached:
        yield Paragraph("Tài liệu kèm theo:")
    for each in attached:
        sum_ = " ".join(each["sha256"][at : at + 8] for at in range(0, 64, 8))
        yield Dash(f"{each['title']} (tệp {each['name']}, mã SHA-256: {sum_}).")


def _enacting_authority(content: Mapping[str, Any], signer: Signer) -> str:
    """Who decides, above the bases of a decision: the head in whose stead it is signed, and the agency
    (Decree 30/2020, annex III, form 1.2)."""
    head = signer.authority[-1].partition(". ")[2] if signer.authority else signer.post
    return f"{head} {content['agency']}".upper().strip()


def _filed(names: list[str]) -> tuple[str, ...]:
    """The last line says where the paper is filed (Decree 30/2020, annex I, II.9b)."""
    if any(is_filed(plain_name(name)) for name in names):
        return tuple(names)
    return (*names, "Lưu: VT")
