"""The same cast as the apps' own tests."""

from nhipcau.conftest import (
    _fast_passwords,
    _own_files,
    administrator,
    agency,
    client_of,
    coordinator,
    departments,
    installation,
    leader,
    officer,
    other_agency,
    stranger,
)

__all__ = [
    "_fast_passwords",
    "_own_files",
    "administrator",
    "agency",
    "client_of",
    "coordinator",
    "departments",
    "installation",
    "leader",
    "officer",
    "other_agency",
    "stranger",
]
