"""Moments that officers read are the office's (``kernel.clock``): asked of it, not of the machine; no column changes."""

import nhipcau.kernel.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0002_initial'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='letter',
                    name='drafted_at',
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False),
                ),
                migrations.AlterField(
                    model_name='letter',
                    name='edited_at',
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False),
                ),
                migrations.AlterField(
                    model_name='lettercomment',
                    name='said_at',
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False),
                ),
                migrations.AlterField(
                    model_name='registereddocument',
                    name='registered_at',
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False),
                ),
            ]
        )
    ]
