"""What the office's rooms allow, declared for the administrator; import-light.

Everything "of the agency" is held for one agency: its leader signs, its clerk numbers, for it alone.
"""

from __future__ import annotations

from nhipcau.kernel.access import declare
from nhipcau.kernel.refusal import N_

SIGN = declare("office.sign", N_("Ký văn bản của cơ quan."), of_agency=True)
CHECK = declare("office.check", N_("Soát xét văn bản của cơ quan trước khi trình ký."), of_agency=True)
NUMBER = declare(
    "office.number", N_("Cấp số, đóng dấu, phát hành và gửi văn bản của cơ quan."), of_agency=True
)
READ_BOOKS = declare("office.read_books", N_("Xem sổ đăng ký số của cơ quan."), of_agency=True)
