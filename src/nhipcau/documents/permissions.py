"""What the register of documents allows, declared for the administrator."""

from __future__ import annotations

from nhipcau.kernel.access import declare
from nhipcau.kernel.refusal import N_

READ_DOCUMENTS = declare("documents.read", N_("Xem sổ văn bản và tệp của văn bản."))
