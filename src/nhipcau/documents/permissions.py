"""What the register of documents allows, declared for the administrator."""

from __future__ import annotations

from nhipcau.kernel.access import declare
from nhipcau.kernel.refusal import N_

DRAFT_PAPERS = declare(
    "documents.draft", N_("Soạn công văn, thông báo và các văn bản khác của cơ quan mình."), of_agency=True
)
READ_ALL_PAPERS = declare("documents.read_all", N_("Xem văn bản đang soạn và đã ban hành của mọi cơ quan."))
READ_DOCUMENTS = declare("documents.read", N_("Xem sổ văn bản và tệp của văn bản."))
