"""Words and rules of certificates; pure, no Django."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from nhipcau.engines.pdfsign.model import Integrity
from nhipcau.engines.vntext.letters import fold
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import day_of, written

WARNING = timedelta(days=30)
"""How long before its end a certificate is warned of: renewing one takes an office some weeks."""

SENTENCES: dict[str, str] = {
    "key-file.empty": N_("Tệp này trống. Hãy chọn tệp chứng thư số (.p12 hoặc .pfx) do nơi cấp giao."),
    "key-file.large": N_(
        "Tệp này lớn hơn %(most)s KB nên không phải tệp chứng thư số. Hãy chọn tệp .p12 hoặc .pfx."
    ),
    "key-file.type": N_(
        "Tệp này không phải tệp chứng thư số. Hãy chọn tệp .p12 hoặc .pfx, có cả khóa bí mật, do nơi cấp giao."
    ),
    "key-file.passphrase": N_(
        "Mật khẩu của tệp chứng thư số không đúng, hoặc tệp bị hỏng. Hãy gõ lại; vẫn không được thì hỏi nơi cấp."
    ),
    "key-file.bare": N_(
        "Khóa bí mật trong tệp này không có mật khẩu bảo vệ nên không được nhận: ai lấy được tệp cũng ký thay được."
        " Hãy xuất lại tệp .p12 có mật khẩu."
    ),
    "key-file.old": N_(
        "Tệp này được khóa theo cách cũ không còn an toàn. Hãy xuất lại tệp .p12 từ máy đang giữ chứng thư,"
        " chọn mã hóa AES."
    ),
    "key-file.alone": N_(
        "Tệp này chỉ có chứng thư, không có khóa bí mật nên không ký được. Hãy xuất lại tệp kèm khóa bí mật."
    ),
    "key-file.use": N_(
        "Chứng thư trong tệp này không dùng để ký được (sai mục đích sử dụng, hoặc khóa quá ngắn)."
        " Hãy xin nơi cấp chứng thư để ký số."
    ),
    "certificate-file.empty": N_("Tệp này trống. Hãy chọn tệp chứng thư của nơi cấp (.crt, .cer hoặc .pem)."),
    "certificate-file.large": N_(
        "Tệp này lớn hơn %(most)s KB nên không phải chứng thư của nơi cấp. Hãy chọn tệp .crt, .cer hoặc .pem."
    ),
    "certificate-file.type": N_(
        "Tệp này không có chứng thư nào đọc được. Hãy chọn tệp chứng thư của nơi cấp (.crt, .cer hoặc .pem)."
    ),
    "certificate-file.issuer": N_(
        "“%(name)s” là chứng thư của người dùng, không phải của nơi cấp. Hãy chọn chứng thư gốc của nơi cấp."
    ),
    "signed-pdf.type": N_("Tệp này không phải PDF. Hãy chọn tệp PDF đã ký."),
    "signed-pdf.broken": N_("Tệp PDF này bị hỏng nên không đọc được chữ ký. Hãy xin lại bản gốc."),
    "signed-pdf.protected": N_("Tệp PDF này có mật khẩu nên không đọc được chữ ký. Hãy xin bản không khóa."),
}

INTEGRITY_LABELS: dict[str, str] = {
    Integrity.INTACT: N_("nguyên vẹn"),
    Integrity.FILLED: N_("nguyên vẹn; chỗ để trống được điền sau khi ký, chưa có chữ ký nào xác nhận"),
    Integrity.ALTERED: N_("đã bị sửa sau khi ký"),
}
INTEGRITY_TONES = {Integrity.INTACT: "good", Integrity.FILLED: "warn", Integrity.ALTERED: "bad"}


class Validity(StrEnum):
    """Where a certificate stands between its days."""

    GOOD = "good"
    SOON = "soon"
    ENDED = "ended"
    EARLY = "early"


VALIDITY_LABELS: dict[str, str] = {
    Validity.GOOD: N_("còn hiệu lực"),
    Validity.SOON: N_("sắp hết hạn"),
    Validity.ENDED: N_("đã hết hạn"),
    Validity.EARLY: N_("chưa đến ngày hiệu lực"),
}
VALIDITY_TONES = {Validity.GOOD: "good", Validity.SOON: "warn", Validity.ENDED: "bad", Validity.EARLY: "warn"}


def validity_of(*, valid_from: datetime, valid_to: datetime, now: datetime) -> Validity:
    """Where a certificate stands at a moment."""
    if now < valid_from:
        return Validity.EARLY
    if now > valid_to:
        return Validity.ENDED
    return Validity.SOON if valid_to - now <= WARNING else Validity.GOOD


def check_days(*, name: str, valid_from: datetime, valid_to: datetime, now: datetime) -> None:
    """Raise Refused for a certificate that is out of its days."""
    found = validity_of(valid_from=valid_from, valid_to=valid_to, now=now)
    if found is Validity.ENDED:
        raise Refused(
            N_(
                "Chứng thư số của “%(name)s” đã hết hạn ngày %(day)s. Hãy gia hạn ở nơi cấp rồi thêm tệp mới."
            ),
            name=name,
            day=written(day_of(valid_to)),
        )
    if found is Validity.EARLY:
        raise Refused(
            N_("Chứng thư số của “%(name)s” có hiệu lực từ ngày %(day)s, chưa dùng được."),
            name=name,
            day=written(day_of(valid_from)),
        )


_BETWEEN_WORDS = re.compile(r"[\W_]+")


def _words(name: str) -> str:
    """Folded words with one space round each, so that whole words are compared."""
    return f" {_BETWEEN_WORDS.sub(' ', fold(name)).strip()} "


def check_person(*, name: str, person: str) -> None:
    """Raise Refused unless a certificate's name holds a person's whole name; marks and capitals do not count."""
    wanted, found = _words(person), _words(name)
    if wanted == found or (len(wanted.split()) > 1 and wanted in found):
        return
    raise Refused(
        N_(
            "Tệp này cấp cho “%(name)s”, không phải “%(person)s”. Hãy chọn đúng tệp của mình; nếu họ tên trên tài"
            " khoản sai thì nhờ quản trị viên sửa."
        ),
        name=name,
        person=person,
    )


def check_agency(*, name: str, agency: str, names: Iterable[str]) -> None:
    """Raise Refused unless a certificate's name begins with one of an agency's names."""
    if any(_words(name).startswith(_words(known)) for known in names if known.strip()):
        return
    raise Refused(
        N_(
            "Tệp này cấp cho “%(name)s”, không phải “%(agency)s”. Hãy chọn tệp chứng thư của cơ quan; nếu cơ quan còn"
            " tên khác thì thêm tên ấy ở trang cơ quan."
        ),
        name=name,
        agency=agency,
    )
