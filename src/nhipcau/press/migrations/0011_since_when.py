"""Since when a source is read, paused or put aside, and by whom: told for old rows by the log, or by their making."""

import django.db.models.deletion
import nhipcau.kernel.clock
from django.conf import settings
from django.db import migrations, models

MOVES = ("press.source_state", "press.source_checked", "press.source_quarantined")


def keep_since(apps, schema_editor):
    here = schema_editor.connection.alias
    # The log is written by the machine's clock, which is not a demonstration's.
    told = apps.get_model("kernel", "Installation").objects.using(here)
    is_of_office = not told.filter(demo_day__isnull=False).exists()
    log = apps.get_model("kernel", "LogEntry").objects.using(here)
    for source in apps.get_model("press", "Source").objects.using(here).order_by("pk"):
        about = log.filter(record_kind="press.source", record_id=str(source.pk), action__in=MOVES)
        state, moved = _walked(about.order_by("pk"))
        if moved is None:
            source.state_at, source.state_by_id = source.added_at, source.added_by_id
        elif state == source.state:
            source.state_at, source.state_by_id = moved.at if is_of_office else None, moved.by_id
        else:
            continue  # the log tells of another state than the row: nothing is known
        source.save(using=here, update_fields=["state_at", "state_by"])


def _walked(entries):
    """The state in which a source's entries leave it, and the entry that brought it there; None where none did."""
    state, moved = None, None
    for entry in entries:
        if entry.action == "press.source_quarantined":
            new = "quarantined"
        elif entry.action == "press.source_checked" and not entry.after and state == "quarantined":
            new = "active"  # asked for by hand: nothing stood before and after beside that entry
        else:
            new = entry.after.get("state")
        if new is not None and new != state:
            state, moved = new, entry
    return state, moved


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0009_sent_forms"),
        ("press", "0010_office_clock_whole"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Without its default, which would tell of every old row that it has stood so since this moment.
        migrations.AddField(
            model_name="source",
            name="state_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="source",
            name="state_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(keep_since, migrations.RunPython.noop, elidable=True),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="source",
                    name="state_at",
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False, null=True),
                ),
            ]
        ),
    ]
