"""Words of parcels between installations; pure, no Django."""

from __future__ import annotations

from enum import StrEnum

from nhipcau.kernel.refusal import N_, Refused

KIND = "report"
LONGEST_NOTE = 1000

SENTENCES = {
    "parcel.strange": N_("Tệp này không phải gói báo cáo của Nhịp Cầu. Hãy chọn đúng tệp đã nhận."),
    "parcel.truncated": N_(
        "Gói không còn nguyên vẹn: bị cắt hoặc hỏng trên đường gửi. Hãy xin gửi lại và tải lên lại."
    ),
    "parcel.newer": N_(
        "Gói được lập bằng phiên bản mới hơn (bản %(version)s). Hãy nâng cấp hệ thống này rồi nhận lại, hoặc xin bản "
        "theo dạng cũ."
    ),
    "parcel.large": N_(
        "Gói vượt giới hạn: nhiều nhất 40 tệp, mỗi tệp 60 MB. Hãy xin đơn vị gửi lập lại gói nhỏ hơn."
    ),
    "parcel.signature": N_(
        "Chữ ký của gói không đúng: nội dung đã bị sửa sau khi ký, hoặc không do khóa ghi trong gói ký. Không nhận được; "
        "hãy báo đơn vị gửi."
    ),
    "parcel.altered": N_(
        "Tệp “%(name)s” trong gói không phải tệp đã được ký. Không nhận được; hãy báo đơn vị gửi."
    ),
    "parcel.content": N_(
        "Gói thiếu hoặc sai dữ liệu ở phần “%(what)s” nên không đọc được. Hãy báo đơn vị gửi lập lại gói."
    ),
}
"""What is told of each code of ``engines.parcels``, and of the content's own form (``reports.parcels.schema``)."""


class Trust(StrEnum):
    """How a sender's key stands."""

    TRUSTED = "trusted"
    NEW = "new"
    WITHDRAWN = "withdrawn"


TRUST_LABELS = {
    Trust.TRUSTED: N_("khóa đã tin"),
    Trust.NEW: N_("khóa mới, chưa ai xác nhận"),
    Trust.WITHDRAWN: N_("khóa không còn tin"),
}
TRUST_TONES = {Trust.TRUSTED: "good", Trust.NEW: "warn", Trust.WITHDRAWN: "bad"}


def check_note(note: str) -> None:
    """Raise Refused where nobody says how the fingerprints were compared."""
    if not note.strip():
        raise Refused(N_("Hãy ghi đã đối chiếu dấu vân tay với ai, bằng cách nào."))
    if len(note) > LONGEST_NOTE:
        raise Refused(N_("Ghi tối đa %(most)s chữ."), most=LONGEST_NOTE)
