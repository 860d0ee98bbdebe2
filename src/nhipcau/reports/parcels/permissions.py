"""Who says whose key is trusted."""

from __future__ import annotations

from nhipcau.kernel.access import declare
from nhipcau.kernel.refusal import N_

TRUST_SENDERS = declare(
    "reports.trust_senders",
    N_("Xác nhận hoặc thôi tin khóa ký của đơn vị gửi gói báo cáo; xem khóa của hệ thống này."),
)
