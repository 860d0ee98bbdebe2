"""What is asked of this engine, each to be called in a child process; pyHanko is imported at the first call."""

from __future__ import annotations

from nhipcau.engines.pdfsign.model import Asked, Certificate, Fill, Signature


def key_facts(key: bytes, passphrase: str) -> Certificate:
    """Whose certificate a PKCS#12 file holds.  Raises ``BadKey``."""
    from nhipcau.engines.pdfsign import keys

    return keys.facts(key, passphrase)


def issuers_in(content: bytes) -> tuple[Certificate, ...]:
    """The issuers' certificates in a file (PEM or DER).  Raises ``BadCertificate``."""
    from nhipcau.engines.pdfsign import keys

    return keys.issuers_in(content)


def sign(pdf: bytes, key: bytes, passphrase: str, asked: Asked) -> bytes:
    """The PDF with one signature more, as an increment behind what is there.  Raises ``BadKey``, ``BadPdf``."""
    from nhipcau.engines.pdfsign import signing

    return signing.sign(pdf, key, passphrase, asked)


def fill(pdf: bytes, fills: tuple[Fill, ...]) -> bytes:
    """The PDF with open places filled and no signature more.  Raises ``BadPdf``."""
    from nhipcau.engines.pdfsign import signing

    return signing.fill(pdf, fills)


def read(pdf: bytes, issuers: tuple[bytes, ...]) -> tuple[Signature, ...]:
    """Every signature in a PDF, in the order of signing.

    issuers: certificates (DER) that are trusted.  Raises ``BadPdf`` for what is no PDF; signatures that cannot
    be made sense of come back as altered.
    """
    from nhipcau.engines.pdfsign import reading

    return reading.read(pdf, issuers)
