"""A version's PDF with certificates in it; made outside every transaction.

The signer signs it with the places of number and day left open; at its issue they are filled and the agency's
seal follows, both as one increment behind what the signer signed, whose signature stays valid.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext, override

from nhipcau.engines.officialdoc.write.model import Draft, Spot, date_parts
from nhipcau.engines.pdfsign.model import Asked, Box, Fill, Signature
from nhipcau.kernel import files
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.office.certificates import signing
from nhipcau.office.certificates.signing import Unlocked
from nhipcau.office.signing import deeds, printing
from nhipcau.office.signing.kinds import Mark
from nhipcau.office.signing.models import PaperSignature, Place, Version

_OPEN = ("number", "day", "month", "year")


def signed_paper(version: Version) -> PaperSignature | None:
    """The PDF that the signer signed with a certificate, where he did."""
    found = version.paper_signatures.filter(place=Place.SIGNER).select_related("pdf", "key")
    return found.first()


def signer_pdf(version: Version, mark: Mark, unlocked: Unlocked, *, now: datetime) -> tuple[bytes, dict]:
    """The paper signed by its signer, number and day open; and its places as a row keeps them."""
    pdf, spots = printing.pdf_with_spots(printing.draft_of(version, mark))
    asked = Asked(
        name="nguoi-ky",
        box=_box(spots["signature"]),
        look=_visible(spots["signature"], unlocked, now, look="signature"),
        opens=tuple(Fill(name, _box(spots[name])) for name in _OPEN if name in spots),
    )
    places = {name: asdict(spot) for name, spot in spots.items() if name != "signature"}
    return signing.sign(pdf, unlocked, asked), places


def issued_pdf(
    version: Version,
    draft: Draft,
    mark: Mark,
    seal: Unlocked | None,
    own: Unlocked | None = None,
    *,
    now: datetime,
) -> bytes:
    """The paper with number and day, as it goes out.  Raises Refused where what the signer signed was altered.

    own: the certificate of a signer who signs only now, with number and day in their places.
    """
    signed = signed_paper(version)
    if signed is None:
        if seal is None and own is None:
            return printing.plain_pdf(draft)
        pdf, spots = printing.pdf_with_spots(draft)
        if own is not None:
            look = _visible(spots["signature"], own, now, look="signature")
            asked = Asked(name="nguoi-ky", box=_box(spots["signature"]), look=look, is_last=seal is None)
            pdf = signing.sign(pdf, own, asked)
        return pdf if seal is None else signing.sign(pdf, seal, _sealing(spots, seal, (), now))
    pdf = whole(signed.pdf, signed.pdf_sha256)
    spots = {name: Spot(**place) for name, place in signed.places.items()}
    fills = _fills(spots, mark)
    if seal is None:
        return signing.fill(pdf, fills) if fills else pdf
    return signing.sign(pdf, seal, _sealing(spots, seal, fills, now))


def whole(stored: StoredFile, sha256: str) -> bytes:
    """A kept PDF.  Raises Refused where it is gone or was altered after it was signed."""
    try:
        with stored.content.open("rb") as kept:
            same = files.sha256_of(kept) == sha256
            content = bytes(kept.read())
    except FileNotFoundError:
        raise Refused(
            N_("Tệp PDF đã ký số không còn trong kho. Hãy khôi phục từ bản sao lưu, hoặc trả lại để ký lại.")
        ) from None
    if not same:
        raise Refused(
            N_(
                "Tệp PDF đã bị sửa sau khi ký nên không phát hành được. Hãy trả lại để ký lại, và báo quản trị viên."
            )
        )
    return content


def signatures_of(version: Version) -> tuple[Signature, ...]:
    """What the signatures in a version's PDF say today; none where no certificate signed it."""
    last = version.paper_signatures.select_related("pdf").last()
    if last is None:
        return ()
    issue = deeds.issue_of(version)
    stored = issue.pdf if issue and issue.pdf else last.pdf
    try:
        with stored.content.open("rb") as kept:
            content = bytes(kept.read())
    except FileNotFoundError:
        return ()  # that it is gone is said by ``checking``
    return signing.read(content, name=stored.name)


def _sealing(spots: Mapping[str, Spot], seal: Unlocked, fills: tuple[Fill, ...], now: datetime) -> Asked:
    look = _visible(spots["seal"], seal, now, look="seal")
    return Asked(name="con-dau", box=_box(spots["seal"]), look=look, fills=fills, is_last=True)


def _fills(spots: Mapping[str, Spot], mark: Mark) -> tuple[Fill, ...]:
    """Number and day where the signer left their places open, as the paper would print them."""
    values = {"number": mark.number or ""}
    if (day := mark.issued_on) is not None:
        values |= dict(zip(("day", "month", "year"), date_parts(day), strict=True))
    return tuple(
        Fill(name, _box(spots[name]), value, _stamp(spots[name], [value], _look_of(name)))
        for name, value in values.items()
        if value and name in spots
    )


def _look_of(name: str) -> str:
    return "number" if name == "number" else "day"


def _box(spot: Spot) -> Box:
    return Box(page=spot.page, x=spot.x, y=spot.y, width=spot.width, height=spot.height)


def _stamp(spot: Spot, lines: list[str], look: str) -> bytes:
    from nhipcau.engines.officialdoc.write.pdf import write_stamp  # takes long to load

    return write_stamp(lines, width=spot.width, height=spot.height, look=look)


def _visible(spot: Spot, unlocked: Unlocked, now: datetime, *, look: str) -> bytes:
    """By whom and when (Decree 30/2020, annex I: day, hour and zone of a signature)."""
    key = unlocked.key
    with override("vi"):
        lines = [gettext("Ký số: {name}").format(name=key.name)]
    if key.organisation and key.organisation != key.name:
        lines.append(key.organisation)
    moment = timezone.localtime(now)
    lines.append(f"{moment:%d/%m/%Y %H:%M:%S} {moment.isoformat()[-6:]}")
    return _stamp(spot, lines, look)
