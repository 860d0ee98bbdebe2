"""What the kernel's own pages allow, declared for the administrator."""

from __future__ import annotations

from nhipcau.kernel.access import declare
from nhipcau.kernel.refusal import N_

LOOK_AFTER = declare(
    "kernel.look_after",
    N_("Trông coi hệ thống: được báo khi thư gửi không được, quyết định về thư chưa rõ kết quả gửi."),
)
