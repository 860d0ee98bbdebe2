"""What a connection to the database is told as it is opened."""

from __future__ import annotations

import select
from typing import Any

from nhipcau.kernel import ordering


def opened(connection: Any, **_: Any) -> None:
    """Receiver of Django's ``connection_created``."""
    ordering.teach(connection)
    if connection.vendor == "postgresql":
        connection.is_usable = lambda: _is_usable(connection)


def _is_usable(connection: Any) -> bool:
    """Whether a connection that was kept from the last request still leads to PostgreSQL.

    Django asks the server ("SELECT 1") before the first statement of each request.  A server that ended a connection
    has said so, and what it said lies there to be read: only where something lies there is the server asked.
    """
    raw = connection.connection
    if raw is None or raw.closed:
        return False
    lying = select.poll()
    lying.register(raw.fileno(), select.POLLIN)
    return not lying.poll(0) or bool(type(connection).is_usable(connection))
