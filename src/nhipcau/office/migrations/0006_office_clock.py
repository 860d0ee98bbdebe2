"""Moments that officers read are the office's (``kernel.clock``): asked of it, not of the machine; no column changes."""

import nhipcau.kernel.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office', '0005_numbers_on_paper'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='book',
                    name='opened_at',
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False),
                ),
                migrations.AlterField(
                    model_name='dayoffswap',
                    name='entered_at',
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False),
                ),
                migrations.AlterField(
                    model_name='delivery',
                    name='created_at',
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False),
                ),
                migrations.AlterField(
                    model_name='lawrulecheck',
                    name='checked_at',
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False),
                ),
            ]
        )
    ]
