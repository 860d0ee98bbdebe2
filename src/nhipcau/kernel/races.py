"""What a database says to the second of two who write at once, as a refusal in words."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, OperationalError
from django.db.models import ProtectedError

from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.rows import GONE

TAKEN = N_(
    "Vừa có người khác ghi cùng nội dung này, hoặc dùng mục này, nên chưa lưu. Hãy xem lại rồi gửi lại."
)
BUSY = N_("Hệ thống đang ghi việc khác nên chưa lưu được. Hãy chờ một lát rồi gửi lại.")
# By the databases' own names (SQLite's result codes, PostgreSQL's SQLSTATE): a rule of ours that was not kept is a fault.
_TAKEN = frozenset(
    {
        "SQLITE_CONSTRAINT_UNIQUE",
        "SQLITE_CONSTRAINT_PRIMARYKEY",
        "SQLITE_CONSTRAINT_FOREIGNKEY",
        "23505",
        "23503",
    }
)
_BUSY = frozenset({"SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED", "40001", "40P01", "55P03"})


def refusal(fault: BaseException) -> Refused | None:
    """What to say of a fault that a race explains; None for any other.

    A refusal that no view foresaw is one, too: the page offered what is no longer to be done.
    """
    if isinstance(fault, Refused):
        return fault
    if isinstance(fault, ObjectDoesNotExist):
        return Refused(GONE)
    if isinstance(fault, ProtectedError) or (isinstance(fault, IntegrityError) and _name(fault) in _TAKEN):
        return Refused(TAKEN)
    if isinstance(fault, OperationalError) and _name(fault) in _BUSY:
        return Refused(BUSY)
    return None


def _name(fault: BaseException) -> str:
    cause: Any = fault.__cause__
    return str(getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or "")
