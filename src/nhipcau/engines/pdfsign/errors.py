"""Why a key file, a certificate or a PDF was not taken: a code with parameters; the words are the reader's."""

from __future__ import annotations

from nhipcau.engines.coded import Coded


class PdfSignError(Coded):
    """Of this engine."""

    code = "pdfsign"


class BadKey(PdfSignError):
    """A file that holds no key to sign with, or does not open or lies open: ``VARIANTS``."""

    code = "key-file"


class BadCertificate(PdfSignError):
    """A file that holds no certificate of an issuer: empty, large, type, issuer."""

    code = "certificate-file"


class BadPdf(PdfSignError):
    """A PDF that cannot be read or signed: type, protected, signed."""

    code = "signed-pdf"


VARIANTS = {
    BadKey: ("empty", "large", "type", "passphrase", "bare", "old", "alone", "use"),
    BadCertificate: ("empty", "large", "type", "issuer"),
    BadPdf: ("type", "protected", "broken"),
}
