"""State secrets stay out: a file that bears such a stamp anywhere is refused before anything of it is kept."""

from __future__ import annotations

from django.core.files import File
from django.db import models

from nhipcau.engines.officialdoc import first_look
from nhipcau.engines.officialdoc.errors import Damaged, DocumentError, Programme, Protected, StateSecret
from nhipcau.kernel import files, reading, sentences
from nhipcau.kernel.refusal import N_, Refused, Words


def take_pdf(upload: File, *, is_declared: bool, by: models.Model | None = None) -> str:
    """Raise Refused for what is kept for good as a PDF and is none: another kind of file, one that does not open or
    asks for a password; and, as ``refuse_secrets``, for a state secret, and for a scan that could not be looked into
    unless its officer declares that no secret is in it.  Its words need not be read.

    Returns why it could not be looked into, as ``refuse_secrets`` does.
    """
    name = upload.name or "tep.pdf"
    upload.seek(0)
    is_pdf = b"%PDF-" in upload.read(1024)
    upload.seek(0)
    if not is_pdf:
        raise Refused(
            N_("Tệp “%(name)s” không phải PDF. Hãy quét văn bản thành tệp PDF rồi tải lên."), name=name
        )
    unseen = _looked(upload, name, by)
    try:
        reading.look(first_look.check, upload, name=name)
    except (StateSecret, Damaged, Protected) as wrong:
        raise sentences.refusal(wrong) from wrong
    except DocumentError:
        pass  # no words were found on the scan: a person has compared it
    _vouched(
        unseen, name, is_declared=is_declared
    )  # last: nobody is asked to vouch for what is refused anyway
    return unseen


def take_document(upload: File, *, name: str, is_declared: bool, by: models.Model | None = None) -> str:
    """Raise Refused for what is to be read as a document and cannot be (another kind of file, one that does not open,
    one with macros); and, as ``refuse_secrets``, for a state secret, and for one that could not be looked into whole.

    Returns why it could not be looked into, as ``refuse_secrets`` does.
    """
    unseen = _looked(upload, name, by)
    try:
        reading.look(first_look.check, upload, name=name)
    except DocumentError as wrong:
        raise sentences.refusal(wrong) from wrong
    _vouched(unseen, name, is_declared=is_declared)  # last, as above
    return unseen


WHY = {
    "nested": N_("bên trong có tệp nén khác"),
    "unknown": N_("không có chương trình đọc loại tệp này"),
    "too-long": N_("xem hết tệp mất quá nhiều thời gian"),
    "broken": N_("tệp không mở được"),
    "no-ocr": N_("máy chủ chưa có chương trình nhận dạng chữ"),
}
UNSEEN = N_(
    "Hệ thống không xem được bên trong tệp “%(name)s” (%(why)s). Nếu bạn đã xem và chắc chắn tệp không chứa bí mật nhà "
    "nước, hãy chọn lại tệp, đánh dấu ô cam đoan rồi gửi; tên bạn được ghi cạnh tệp."
)


def refuse_secrets(upload: File, *, is_declared: bool, by: models.Model | None = None) -> str:
    """Raise Refused for a file that is stamped as a state secret, wherever in it the stamp stands; for one that is locked
    by a password; for a programme; and for one that cannot be looked into, unless whoever brings it declares that no secret is in it.

    by: whose upload it is, for the limit of a day.
    Returns why it could not be looked into ("nested", "unknown", …), "" where it was: for ``files.store``.
    """
    name = upload.name or "tep"
    unseen = _looked(upload, name, by)
    _vouched(unseen, name, is_declared=is_declared)
    return unseen


def _looked(upload: File, name: str, by: models.Model | None) -> str:
    """Why a file could not be looked into, "" where it was; Refused for a stamp, a lock, and too much in a day."""
    if by is not None:
        files.refuse_too_much(upload.size or 0, name=name, by=by)
    try:
        unseen: str = reading.look(first_look.stamps, upload, name=name)
    except (StateSecret, Protected, Programme) as refused:
        raise sentences.refusal(refused) from refused
    return unseen


def _vouched(unseen: str, name: str, *, is_declared: bool) -> None:
    if unseen and not is_declared:
        raise Refused(UNSEEN, name=name, why=Words(WHY[unseen]))
