"""Moments that officers read are the office's (``kernel.clock``): asked of it, not of the machine; no column changes."""

import nhipcau.kernel.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0001_initial'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='comment',
                    name='said_at',
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False),
                ),
                migrations.AlterField(
                    model_name='plan',
                    name='confirmed_at',
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False),
                ),
                migrations.AlterField(
                    model_name='planimport',
                    name='uploaded_at',
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False),
                ),
                migrations.AlterField(
                    model_name='progress',
                    name='reported_at',
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False),
                ),
            ]
        )
    ]
