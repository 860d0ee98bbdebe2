"""Why a key file, a certificate or a PDF was not taken: a code with parameters; the words are the reader's."""

from __future__ import annotations


class PdfSignError(Exception):
    """code: stable, for machines.  variant: which of its causes.  params: what a sentence about it names."""

    code = "pdfsign"

    def __init__(self, variant: str = "", **params: str | int) -> None:
        super().__init__(variant)
        self.variant = variant
        self.params = params

    @property
    def key(self) -> str:
        return f"{self.code}.{self.variant}" if self.variant else self.code

    def __str__(self) -> str:
        return f"{self.key} {self.params}" if self.params else self.key


class BadKey(PdfSignError):
    """A file that holds no key to sign with, or does not open: empty, large, type, passphrase, old, alone, use."""

    code = "key-file"


class BadCertificate(PdfSignError):
    """A file that holds no certificate of an issuer: empty, large, type, issuer."""

    code = "certificate-file"


class BadPdf(PdfSignError):
    """A PDF that cannot be read or signed: type, protected, signed."""

    code = "signed-pdf"


VARIANTS = {
    BadKey: ("empty", "large", "type", "passphrase", "old", "alone", "use"),
    BadCertificate: ("empty", "large", "type", "issuer"),
    BadPdf: ("type", "protected", "broken"),
}
