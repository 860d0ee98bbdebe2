"""What the desk's own pages allow, declared for the administrator."""

from __future__ import annotations

from nhipcau.kernel.access import declare
from nhipcau.kernel.refusal import N_

READ_LOG = declare("desk.read_log", N_("Xem nhật ký: ai đã làm gì, lúc nào, trên bản ghi nào."))
FILE_DIGESTS = declare(
    "desk.file_digests",
    N_("Chọn nhiệm vụ mà bản tin điểm báo đã ký được đưa vào làm tài liệu kiểm chứng."),
)
