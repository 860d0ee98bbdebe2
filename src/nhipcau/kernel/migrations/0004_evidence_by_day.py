"""Evidence counts on the day of what it shows; that of before, on the day it was handed in."""

import nhipcau.kernel.clock
from django.db import migrations, models
from django.db.models.functions import TruncDate


def keep_days(apps, schema_editor):
    kept = apps.get_model("kernel", "Evidence").objects.using(schema_editor.connection.alias)
    kept.update(day=TruncDate("added_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0003_notices_said"),
    ]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="day",
            field=models.DateField(null=True, verbose_name="ngày"),
        ),
        migrations.RunPython(keep_days, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="evidence",
            name="day",
            field=models.DateField(verbose_name="ngày"),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["day"], name="evidence_day"),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="evidence",
                    name="added_at",
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False),
                ),
            ]
        ),
    ]
