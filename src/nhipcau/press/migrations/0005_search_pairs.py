"""PostgreSQL's word index answers from itself: pairs of words for phrases, tags that no word can be (ADR 0010).

The words stay what they were; SQLite's index finds phrases by itself and is left alone.
"""

from django.db import migrations

POSTGRESQL = (
    "SET LOCAL maintenance_work_mem = '256MB'",
    """CREATE FUNCTION press_pairs(words text[]) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT coalesce(array_to_tsvector(array_agg(one || '_' || next)), '')
        FROM unnest(words, words[2:]) AS pair(one, next) WHERE next IS NOT NULL $$""",
    "ALTER TABLE press_searchtext DROP COLUMN vector",
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
    """ALTER TABLE press_searchtext ADD COLUMN vector tsvector GENERATED ALWAYS AS
        (setweight(to_tsvector('simple', text), 'D') || setweight(to_tsvector('simple', tags), 'A')) STORED""",
    "ALTER TABLE press_searchtext ALTER COLUMN vector SET STATISTICS 2000",
    "CREATE INDEX press_searchtext_vector ON press_searchtext USING gin (vector)",
)


def _run(editor, statements):
    if editor.connection.vendor == "postgresql":
        for statement in statements:
            editor.execute(statement)


def forwards(apps, editor):
    _run(editor, POSTGRESQL)


def backwards(apps, editor):
    _run(editor, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("press", "0004_article_vectors")]
    operations = [migrations.RunPython(forwards, backwards)]
