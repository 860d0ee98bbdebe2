"""What could not be read is kept as a code with parameters; the sentence is chosen where it is shown."""

from django.db import migrations, models

_NOT_CHECKED_YET = "Chưa kiểm tra."


def keep_codes(apps, schema_editor):
    """Older rows hold a sentence without its code: they keep it, as it was written."""
    for name in ("Source", "FoundPage"):
        rows = apps.get_model("press", name).objects
        for pk, words in rows.exclude(reason="").values_list("pk", "reason").iterator():
            problem = {"key": "press.as_written", "params": {"words": words}}
            if words == _NOT_CHECKED_YET:
                problem = {"key": "press.not_checked_yet", "params": {}}
            rows.filter(pk=pk).update(problem=problem)


def keep_sentences(apps, schema_editor):
    """The way back: what was a sentence is one again, a code stands for itself."""
    for name in ("Source", "FoundPage"):
        rows = apps.get_model("press", name).objects
        for pk, problem in rows.exclude(problem=None).values_list("pk", "problem").iterator():
            words = problem.get("params", {}).get("words") or problem["key"]
            if problem["key"] == "press.not_checked_yet":
                words = _NOT_CHECKED_YET
            rows.filter(pk=pk).update(reason=words)


class Migration(migrations.Migration):
    dependencies = [("press", "0002_search_index")]
    operations = [
        migrations.AddField("source", "problem", models.JSONField(blank=True, null=True)),
        migrations.AddField("foundpage", "problem", models.JSONField(blank=True, null=True)),
        migrations.RunPython(keep_codes, keep_sentences),
        migrations.RemoveField("source", "reason"),
        migrations.RemoveField("foundpage", "reason"),
    ]
