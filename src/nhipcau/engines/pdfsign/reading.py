"""Reads the signatures in a PDF, whoever made it: intact or altered, issuer known or not, by whom and when."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import parser
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import KeyUsageConstraints, async_validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from nhipcau.engines.pdfsign import keys
from nhipcau.engines.pdfsign.errors import BadPdf
from nhipcau.engines.pdfsign.model import MOST_SIGNATURES, Certificate, Integrity, Signature

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # it writes whose certificates it could not trace
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
_UNREADABLE = (
    PdfError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
    NotImplementedError,
)
_FOR_SIGNING = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)
_MAINTAINED = {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES}


def read(pdf: bytes, issuers: Sequence[bytes]) -> tuple[Signature, ...]:
    """Every signature in a PDF, in the order of signing.  Raises ``BadPdf`` for what is no PDF."""
    if b"%PDF-" not in pdf[:1024]:
        raise BadPdf("type")
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        if reader.encrypted:
            raise BadPdf("protected")
        found = list(reader.embedded_regular_signatures)[:MOST_SIGNATURES]
    except _UNREADABLE as broken:
        raise BadPdf("broken") from broken
    trusted = [asn1_x509.Certificate.load(issuer) for issuer in issuers]
    looked = [_looked(embedded, trusted, pdf) for embedded in found]
    covered = bool(looked) and looked[-1].whole
    return tuple(one.said(covered=covered) for one in looked)


class _Looked:
    """One signature while the later ones are not yet known."""

    def __init__(self, name: str, facts: Certificate | None = None, at: datetime | None = None) -> None:
        self.name, self.facts, self.at = name, facts, at
        self.level = ModificationLevel.OTHER
        self.known = False
        self.sound = False
        self.whole = False

    @property
    def in_force(self) -> bool:
        facts, at = self.facts, self.at
        return facts is not None and at is not None and facts.valid_from <= at <= facts.valid_to

    def said(self, *, covered: bool) -> Signature:
        """covered: the last signature of the file covers all of it."""
        facts = self.facts
        return Signature(
            field=self.name,
            integrity=self._integrity(covered),
            name=facts.name if facts else "",
            organisations=facts.organisations if facts else (),
            issuer=facts.issuer if facts else "",
            serial=facts.serial if facts else "",
            at=self.at,
            valid_from=facts.valid_from if facts else None,
            valid_to=facts.valid_to if facts else None,
            in_force=self.in_force,
            issuer_known=self.known,
        )

    def _integrity(self, covered: bool) -> Integrity:
        if not self.sound or self.level not in {*_MAINTAINED, ModificationLevel.FORM_FILLING}:
            return Integrity.ALTERED
        if self.level is ModificationLevel.FORM_FILLING and not covered:
            return Integrity.FILLED
        return Integrity.INTACT


def _looked(embedded: EmbeddedPdfSignature, trusted: list[asn1_x509.Certificate], pdf: bytes) -> _Looked:
    looked = _Looked(str(embedded.field_name or ""))
    try:
        looked.at = _moment(embedded)
        looked.facts = keys.facts_of(embedded.signer_cert)
    except _UNREADABLE:
        pass  # the signature may be sound all the same; who signed is then not said
    looked.known = _is_known(embedded, trusted, looked)
    try:
        status = _status(embedded, trusted, looked)
    except MemoryError:
        raise
    except Exception:  # whatever a reader stumbles over, such a signature is never called intact
        return looked
    looked.level = status.modification_level or ModificationLevel.OTHER
    looked.sound = bool(status.intact and status.valid and status.docmdp_ok) and _is_padded(embedded)
    if looked.sound and looked.level in _MAINTAINED and not _ends(embedded, status, pdf):
        looked.level = (
            ModificationLevel.OTHER
        )  # something hangs behind the last signature that is no revision
    looked.whole = looked.sound and looked.level in _MAINTAINED
    return looked


def _is_padded(embedded: EmbeddedPdfSignature) -> bool:
    """Whether nothing but zeros stands behind the signature in the place that was kept for it."""
    kept = embedded.pkcs7_content
    return not kept[parser.peek(kept) :].strip(b"\0")


def _ends(embedded: EmbeddedPdfSignature, status: PdfSignatureStatus, pdf: bytes) -> bool:
    """Whether the file ends with what was signed, or goes on with whole revisions."""
    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return True
    if embedded.signed_revision + 1 < embedded.reader.total_revisions:
        return True
    start, length = int(embedded.byte_range[2]), int(embedded.byte_range[3])
    return not pdf[start + length :].strip()


def _moment(embedded: EmbeddedPdfSignature) -> datetime | None:
    found = embedded.self_reported_timestamp
    return found if found is not None and found.tzinfo is not None else None


def _is_known(embedded: EmbeddedPdfSignature, trusted: list[asn1_x509.Certificate], looked: _Looked) -> bool:
    """Whether a chain leads from the signer's certificate to a trusted issuer; also where the file was altered."""
    try:
        asyncio.run(
            CertificateValidator(
                embedded.signer_cert,
                intermediate_certs=embedded.other_embedded_certs,
                validation_context=_context(trusted, looked),
            ).async_validate_path()
        )
    except (*_UNREADABLE, PathError, ValidationError):
        return False
    return True


def _status(
    embedded: EmbeddedPdfSignature, trusted: list[asn1_x509.Certificate], looked: _Looked
) -> PdfSignatureStatus:
    return asyncio.run(
        async_validate_pdf_signature(
            embedded,
            signer_validation_context=_context(trusted, looked),
            key_usage_settings=_FOR_SIGNING,
        )
    )


def _context(trusted: list[asn1_x509.Certificate], looked: _Looked) -> ValidationContext:
    """Chains as they were at the moment of signing; nothing is fetched, revocation is not looked at.

    A certificate that was out of its days is said by ``in_force``; its issuer is known all the same.
    """
    moment, facts = looked.at, looked.facts
    if facts is not None and not looked.in_force:
        moment = facts.valid_to - timedelta(seconds=1)
    given: dict[str, Any] = {} if moment is None else {"moment": moment}
    return ValidationContext(trust_roots=trusted, allow_fetching=False, revocation_mode="soft-fail", **given)
