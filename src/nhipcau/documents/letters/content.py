"""What a paper says, as plain values: what the screens show, what is sealed, what the files are made from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from nhipcau.agencies.models import Agency
from nhipcau.agencies.rules import AgencyKind, Level, NameKind
from nhipcau.documents.letters import rules
from nhipcau.documents.letters.body import blocks_of
from nhipcau.documents.letters.models import Letter, LetterRecipient, RecipientRole
from nhipcau.documents.letters.rules import FORMS, URGENCY_PRINTED, PaperKind, Urgency
from nhipcau.engines.officialdoc.write.model import Draft, Letterhead, Signature
from nhipcau.kernel.models import Installation
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.office.signing.authority import lines_for


def content_of(letter: Letter) -> dict[str, Any]:
    """The words of a draft as they would be sealed: everything but the number and the day of issue.

    Raises Refused where the issuing agency has no abbreviation to make a symbol of.
    """
    kind = PaperKind(letter.kind)
    receivers = list(letter.recipients.all())
    return {
        "kind": kind.value,
        "agency": letter.agency.name,
        "parent": parent_lines(letter.agency),
        "symbol": symbol_of(letter),
        "place": letter.place or province(),
        "urgency": letter.urgency,
        "summary": letter.summary.strip(),
        "bases": [line.strip() for line in letter.bases.splitlines() if line.strip()] if FORMS[kind].based else [],
        "addressees": _names(receivers, RecipientRole.ADDRESSED),
        "recipients": _names(receivers, RecipientRole.COPY),
        "body": "\n".join(line.rstrip() for line in letter.body.strip().splitlines()),
        "closing": letter.closing.strip(),
        "signer": signer_of(letter),
        "said_by": {"name": str(letter.said_by), "post": letter.said_by.position} if letter.said_by else None,
        "about": str(letter.about) if letter.about_id and letter.about else "",
        "corrects": _corrected(letter),
    }


def _names(receivers: list[LetterRecipient], role: RecipientRole) -> list[str]:
    return [each.name for each in receivers if each.role == role]


def _corrected(letter: Letter) -> str:
    """The paper that this one corrects, as words: kind, summary."""
    return str(letter.corrects) if letter.corrects else ""


def signer_of(letter: Letter) -> dict[str, Any] | None:
    """The signer as printed: name, post, and the lines of authority before the post."""
    if letter.signer is None:
        return None
    lines = lines_for(post=letter.signer.position, capacity=letter.capacity, agency_kind=letter.agency.kind)
    return {
        "officer": letter.signer.pk,
        "name": str(letter.signer),
        "post": lines.post,
        "authority": list(lines.authority),
    }


def province() -> str:
    """The province that this installation serves; "" before it is set up."""
    office = Installation.objects.first()
    return office.province if office else ""


def parent_lines(agency: Agency) -> str:
    """The agency above, as the head of a paper prints it; a committee of the province has none."""
    if agency.kind == AgencyKind.COUNCIL:
        return ""
    if agency.parent is not None:
        return agency.parent.name
    home = province()
    return f"Ủy ban nhân dân tỉnh {home}" if home and agency.level == Level.PROVINCE else ""


def abbreviation_of(agency: Agency) -> str:
    """An agency's abbreviation as registered; "" where there is none."""
    known = agency.names.filter(kind=NameKind.ABBREVIATION).order_by("pk").first()
    return known.name if known else ""


def symbol_of(letter: Letter) -> str:
    """The symbol after the number.  Raises Refused without the agency's abbreviation."""
    return rules.symbol(PaperKind(letter.kind), agency=abbreviation_of(letter.agency), unit=letter.unit)


def paper_of(content: Mapping[str, Any], number: str, issued: date | None) -> Draft:
    """The document of sealed words; number "" and day None leave the room for them."""
    kind = PaperKind(content["kind"])
    form = FORMS[kind]
    signer = content["signer"] or {"name": "", "post": "NGƯỜI KÝ", "authority": []}
    urgency = Urgency(content["urgency"])
    return Draft(
        letterhead=Letterhead(
            parent=content["parent"].upper(),
            issuer=content["agency"].upper(),
            symbol=content["symbol"],
            place=content["place"],
            number=number or None,
            issued=issued,
            urgency=URGENCY_PRINTED.get(urgency, ""),
        ),
        kind=form.heading,
        summary=content["summary"],
        body=blocks_of(content["body"]),
        signature=Signature(
            position=signer["post"].upper(), name=signer["name"], authority=tuple(signer["authority"])
        ),
        recipients=_filed(content["recipients"]),
        bases=tuple(content["bases"]),
        authority=_enacting_authority(content) if kind is PaperKind.DECISION else "",
        enacting=form.enacting,
        addressees=tuple(content["addressees"]),
        closing=content["closing"],
    )


def _enacting_authority(content: Mapping[str, Any]) -> str:
    """Who decides, above the bases of a decision: the head of the agency (Decree 30/2020, annex III, form 1.2)."""
    signer = content["signer"]
    heads = [line for line in (signer or {}).get("authority", []) if line]
    name = heads[-1].split(". ", 1)[-1] if heads else (signer or {}).get("post", "")
    return f"{name} {content['agency']}".upper().strip()


def _filed(names: list[str]) -> tuple[str, ...]:
    """The last line says where the paper is filed (Decree 30/2020, annex I, II.9b)."""
    if any(name.lower().startswith("lưu") for name in names):
        return tuple(names)
    return (*names, "Lưu: VT")


def check_symbol(letter: Letter) -> Refused | None:
    """Why a draft has no symbol yet, or None."""
    try:
        symbol_of(letter)
    except Refused as refused:
        return refused
    return None


NO_SIGNER = N_("Chưa chọn người ký.")
