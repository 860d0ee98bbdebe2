"""The full-text index beside press_searchtext, kept up by the database itself (ADR 0010)."""

from django.db import migrations

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
SQLITE_BACK = ("DROP TABLE press_searchindex",)
POSTGRESQL = (
    """ALTER TABLE press_searchtext ADD COLUMN vector tsvector GENERATED ALWAYS AS
        (setweight(to_tsvector('simple', text), 'D') || setweight(to_tsvector('simple', tags), 'A')) STORED""",
    "ALTER TABLE press_searchtext ALTER COLUMN vector SET STATISTICS 2000",
    "CREATE INDEX press_searchtext_vector ON press_searchtext USING gin (vector)",
)
POSTGRESQL_BACK = ("ALTER TABLE press_searchtext DROP COLUMN vector",)


def _run(editor, sqlite, postgresql):
    statements = {"sqlite": sqlite, "postgresql": postgresql}.get(editor.connection.vendor)
    if statements is None:
        raise NotImplementedError("search works on SQLite and PostgreSQL")
    for statement in statements:
        editor.execute(statement)


def forwards(apps, editor):
    _run(editor, SQLITE, POSTGRESQL)


def backwards(apps, editor):
    _run(editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("press", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
