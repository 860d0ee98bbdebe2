"""What running the system allows, declared for the administrator."""

from __future__ import annotations

from nhipcau.kernel.access import declare
from nhipcau.kernel.refusal import N_

BACK_UP = declare("ops.back_up", N_("Sao lưu ngay, ngoài bản tự động mỗi đêm; xem danh sách bản sao lưu."))
SEE_HEALTH = declare(
    "ops.see_health",
    N_("Xem tình trạng hệ thống: việc nền, sao lưu, ổ đĩa, thư, nguồn tin; được báo khi sao lưu hỏng."),
)
