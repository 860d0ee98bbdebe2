"""A number says whose it is and of which year only through its book: what a book is stays, in the database too."""

from __future__ import annotations

from typing import Any

from nhipcau.office.registers.models import Book


def guard(connection: Any) -> dict[str, dict[str, str]]:
    """For ``kernel.frozen.guards``: a book keeps issuer, series and year, is not deleted, and never counts back."""
    name = Book._meta.db_table
    quote = connection.ops.quote_name
    table, last = quote(name), quote("last")
    issuer, series, year = (
        quote(Book._meta.get_field(field).column)  # type: ignore[union-attr]
        for field in ("issuer", "series", "year")
    )
    postgresql = connection.vendor == "postgresql"
    each_row = "FOR EACH ROW" if postgresql else ""
    then = (
        "EXECUTE FUNCTION nhipcau_frozen()"
        if postgresql
        else f"BEGIN SELECT RAISE(ABORT, 'frozen: {name}'); END"
    )
    identity = f"UPDATE OF {quote('id')}, {issuer}, {series}, {year}"
    return {
        name: {
            "update": f"BEFORE {identity} ON {table} {each_row} {then}",
            "back": f"BEFORE UPDATE OF {last} ON {table} {each_row} WHEN (NEW.{last} < OLD.{last}) {then}",
            "delete": f"BEFORE DELETE ON {table} {each_row} {then}",
        }
    }
