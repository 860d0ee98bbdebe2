"""Moments that officers read are the office's (``kernel.clock``): asked of it, not of the machine; no column changes."""

import nhipcau.kernel.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('press', '0007_subject_watches'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='complainthandling',
                    name='at',
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False),
                ),
            ]
        )
    ]
