"""The full-text index beside press_searchtext, kept up by the database itself (docs/adr/0010).

SQLite finds phrases by itself.  PostgreSQL's index answers from itself alone: pairs of words for phrases, tags
that no word can be.  Called by the migration ``press.0002``.
"""

from __future__ import annotations

from typing import Any

from nhipcau.kernel.migrating import lays_tables

SQLITE = (
    """CREATE VIRTUAL TABLE press_searchindex USING fts5(
        text, tags, content='press_searchtext', content_rowid='key', columnsize=0,
        tokenize="unicode61 remove_diacritics 0")""",
    """CREATE TRIGGER press_searchtext_added AFTER INSERT ON press_searchtext BEGIN
        INSERT INTO press_searchindex(rowid, text, tags) VALUES (new.key, new.text, new.tags); END""",
    """CREATE TRIGGER press_searchtext_removed AFTER DELETE ON press_searchtext BEGIN
        INSERT INTO press_searchindex(press_searchindex, rowid, text, tags)
        VALUES ('delete', old.key, old.text, old.tags); END""",
    """CREATE TRIGGER press_searchtext_changed AFTER UPDATE ON press_searchtext BEGIN
        INSERT INTO press_searchindex(press_searchindex, rowid, text, tags)
        VALUES ('delete', old.key, old.text, old.tags);
        INSERT INTO press_searchindex(rowid, text, tags) VALUES (new.key, new.text, new.tags); END""",
)
SQLITE_BACK = (
    "DROP TRIGGER press_searchtext_added",
    "DROP TRIGGER press_searchtext_removed",
    "DROP TRIGGER press_searchtext_changed",
    "DROP TABLE press_searchindex",
)
POSTGRESQL = (
    """CREATE FUNCTION press_pairs(words text[]) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT coalesce(array_to_tsvector(array_agg(one || '_' || next)), '')
        FROM unnest(words, words[2:]) AS pair(one, next) WHERE next IS NOT NULL $$""",
    # Texts stand beside the table: thousands of finds are then read from a few hundred pages.
    "ALTER TABLE press_searchtext SET (toast_tuple_target = 128)",
    "ALTER TABLE press_searchtext ALTER COLUMN tags SET STORAGE PLAIN",
    """ALTER TABLE press_searchtext ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        to_tsvector('simple', text) || press_pairs(string_to_array(text, ' '))
        || array_to_tsvector(string_to_array('=' || replace(tags, ' ', ' ='), ' '))) STORED""",
    # Without a list of what is yet to be filed, which every search would have to read through.
    "CREATE INDEX press_searchtext_vector ON press_searchtext USING gin (vector) WITH (fastupdate = off)",
)
POSTGRESQL_BACK = (
    "ALTER TABLE press_searchtext DROP COLUMN vector",
    "DROP FUNCTION press_pairs(text[])",
    "ALTER TABLE press_searchtext ALTER COLUMN tags SET STORAGE EXTENDED",
    "ALTER TABLE press_searchtext RESET (toast_tuple_target)",
)


@lays_tables
def make(apps: Any, editor: Any) -> None:
    """Build the index on this database's kind."""
    _run(editor, SQLITE, POSTGRESQL)


def drop(apps: Any, editor: Any) -> None:
    """Take it away again."""
    _run(editor, SQLITE_BACK, POSTGRESQL_BACK)


def _run(editor: Any, sqlite: tuple[str, ...], postgresql: tuple[str, ...]) -> None:
    statements = {"sqlite": sqlite, "postgresql": postgresql}.get(editor.connection.vendor)
    if statements is None:
        raise NotImplementedError("search works on SQLite and PostgreSQL")
    for statement in statements:
        editor.execute(statement)
