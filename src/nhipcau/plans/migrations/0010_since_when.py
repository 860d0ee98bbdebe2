"""Since when an upload stands as it does, and by whom: told for old rows by their plan, their amendment or the log."""

import django.db.models.deletion
import nhipcau.kernel.clock
from django.conf import settings
from django.db import migrations, models


def keep_since(apps, schema_editor):
    here = schema_editor.connection.alias
    log = _Log(apps, here)
    for row in apps.get_model("plans", "PlanImport").objects.using(here).select_related("plan"):
        row.state_at, row.state_by_id = _since(row, apps, here, log)
        row.save(using=here, update_fields=["state_at", "state_by"])


def _since(row, apps, here, log):
    if row.state == "waiting":
        return row.uploaded_at, row.uploaded_by_id
    if row.state == "refused":
        return log.last("plan.import_refused", row)
    if row.state == "discarded":
        return log.last("plan.import_discarded", row)
    made = row.plan or apps.get_model("plans", "Amendment").objects.using(here).filter(plan_import=row).first()
    if row.state == "confirmed":
        return (made.confirmed_at, made.confirmed_by_id) if made else (None, None)
    return log.taken_back(row) or log.last("plan.import_read", row)


class _Log:
    def __init__(self, apps, here):
        self.entries = apps.get_model("kernel", "LogEntry").objects.using(here)
        # The log is written by the machine's clock, which is not a demonstration's.
        told = apps.get_model("kernel", "Installation").objects.using(here)
        self.is_of_office = not told.filter(demo_day__isnull=False).exists()

    def last(self, action, row):
        about = self.entries.filter(record_kind="plans.planimport", record_id=str(row.pk), action=action)
        entry = about.order_by("pk").last()
        return (entry.at if self.is_of_office else None, entry.by_id) if entry else (None, None)

    def taken_back(self, row):
        """When its paper, applied before, was taken back; None where it never was."""
        if not row.amends_id:
            return None
        plan = self.entries.filter(record_kind="plans.plan", record_id=str(row.amends_id)).order_by("pk")
        applied = [one for one in plan.filter(action="plan.amended") if one.data.get("import") == row.pk]
        if not applied:
            return None
        number = applied[-1].data.get("number")
        back = plan.filter(action="plan.amendment_undone", pk__gt=applied[-1].pk)
        entry = next((one for one in back if one.data.get("number") == number), None)
        return (entry.at if self.is_of_office else None, entry.by_id) if entry else None


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0009_sent_forms"),
        ("plans", "0009_rhythms_and_extensions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Without its default, which would tell of every old row that it has stood so since this moment.
        migrations.AddField(
            model_name="planimport",
            name="state_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="planimport",
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
                    model_name="planimport",
                    name="state_at",
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False, null=True),
                ),
            ]
        ),
    ]
