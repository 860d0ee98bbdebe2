"""Why a file was not read: a code with parameters.  The words for it are the reader's (``sentences``)."""

from __future__ import annotations

from nhipcau.engines.coded import Coded


class DocumentError(Coded):
    """A file that cannot be read as an official document."""

    code = "unreadable"


class EmptyFile(DocumentError):
    code = "empty-file"


class NotADocument(DocumentError):
    code = "not-a-document"


class Protected(DocumentError):
    code = "password-protected"


class Damaged(DocumentError):
    code = "damaged"


class TooLarge(DocumentError):
    """Too many bytes, pages or pixels, or an archive that unpacks to far more than it is."""

    code = "too-large"


class MacroDocument(DocumentError):
    code = "macro-document"


class Programme(DocumentError):
    """A file that a machine runs (or an archive with one in it): refused, never stored."""

    code = "programme"


class OldWord(DocumentError):
    code = "old-word-format"


class StateSecret(DocumentError):
    """The head is stamped MẬT, TỐI MẬT or TUYỆT MẬT (Law on State Secrets 2018): refused, never stored."""

    code = "state-secret"


class OcrMissing(DocumentError):
    code = "ocr-missing"


class OcrFailed(DocumentError):
    code = "ocr-failed"
