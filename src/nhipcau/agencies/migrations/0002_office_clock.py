"""Moments that officers read are the office's (``kernel.clock``): asked of it, not of the machine; no column changes."""

import nhipcau.kernel.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0001_initial'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='roleholding',
                    name='given_at',
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False),
                ),
            ]
        )
    ]
