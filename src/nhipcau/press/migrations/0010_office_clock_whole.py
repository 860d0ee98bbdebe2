"""Moments that officers read are the office's (``kernel.clock``); no column changes."""

import nhipcau.kernel.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('press', '0009_watch_forms'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='savedsearch',
                    name='created_at',
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False),
                ),
                migrations.AlterField(
                    model_name='source',
                    name='added_at',
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False),
                ),
                migrations.AlterField(
                    model_name='subjectwatch',
                    name='made_at',
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False),
                ),
            ]
        ),
    ]
