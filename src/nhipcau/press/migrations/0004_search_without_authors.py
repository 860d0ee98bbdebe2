"""Authors serve citation only: what search looks through is written anew without them."""

from django.db import migrations

from nhipcau.press import searchwords

_AT_ONCE = 200  # texts held in memory


def without_authors(apps, schema_editor):
    """The index beside the table follows each change by itself (triggers, a generated column)."""
    texts = apps.get_model("press", "SearchText").objects
    articles = apps.get_model("press", "Article").objects
    signed = articles.exclude(authors=[]).only("title", "body", "note").order_by("pk")
    for article in signed.iterator(chunk_size=_AT_ONCE):
        words = searchwords.searchable(article.title, article.body, article.note)
        texts.filter(article_id=article.pk).update(text=words)


class Migration(migrations.Migration):
    dependencies = [("press", "0003_problems_as_codes")]
    operations = [migrations.RunPython(without_authors, migrations.RunPython.noop)]
