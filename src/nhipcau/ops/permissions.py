"""What running the system allows, declared for the administrator."""

from __future__ import annotations

from nhipcau.kernel.access import declare
from nhipcau.kernel.refusal import N_

SEE_HEALTH = declare(
    "ops.see_health",
    N_("Xem tình trạng hệ thống: việc nền, sao lưu, ổ đĩa, thư, nguồn tin; được báo khi sao lưu hỏng."),
)
