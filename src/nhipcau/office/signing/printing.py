"""A version's paper as Word and PDF; made outside any transaction.  Official papers are Vietnamese."""

from __future__ import annotations

from django.utils.text import slugify
from django.utils.translation import override

from nhipcau.engines.officialdoc.write.model import Draft, Spot
from nhipcau.office.signing import deeds
from nhipcau.office.signing.kinds import Mark, Rendition, kind_of
from nhipcau.office.signing.models import Version


def mark_of(version: Version) -> Mark:
    """What its paper bears so far beside the sealed words."""
    issue = deeds.issue_of(version)
    if issue is None:
        return Mark(symbol=kind_of(version).symbol(version, ""), signer=deeds.signer_of(version))
    return Mark(
        number=issue.number.text if issue.number else None,
        symbol=issue.symbol,
        issued_on=issue.issued_on,
        signer=deeds.signer_of(version),
    )


def draft_of(version: Version, mark: Mark) -> Draft:
    """The official document of a version with a mark."""
    with override("vi"):
        return kind_of(version).paper(version.content, mark)


def docx_of(draft: Draft) -> bytes:
    """The Word file of a version's document."""
    from nhipcau.engines.officialdoc.write.docx import write_docx  # takes long to load: only where it draws

    return write_docx(draft)


def plain_pdf(draft: Draft) -> bytes:
    """The PDF file of a version's document, signed by no certificate."""
    from nhipcau.engines.officialdoc.write.pdf import write_pdf  # takes long to load: only where it draws

    return write_pdf(draft)


def pdf_with_spots(draft: Draft) -> tuple[bytes, dict[str, Spot]]:
    """The same file, and the places on it where number, day and signatures go."""
    from nhipcau.engines.officialdoc.write.pdf import write_pdf_with_spots

    return write_pdf_with_spots(draft)


def pdf_of(version: Version) -> bytes:
    """Its PDF file with what it bears so far."""
    return plain_pdf(draft_of(version, mark_of(version)))


def file_name(version: Version) -> str:
    """The name of a version's files, without ending."""
    own = kind_of(version).file_name
    if own is not None:
        return own(version)
    return slugify(version.title.replace("Đ", "D").replace("đ", "d"))[:80] or "van-ban"


def renditions_of(version: Version) -> list[Rendition]:
    """The forms besides the paper that a version's kind declares for its words.  Raises ValueError for two of one name."""
    found = list(kind_of(version).renditions(version.content))
    names = [each.name for each in found]
    if len(set(names)) != len(names):
        raise ValueError(f"two renditions of version {version.pk} bear one name: {names}")
    return found
