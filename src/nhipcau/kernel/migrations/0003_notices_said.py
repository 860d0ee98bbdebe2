"""What the machine says in a notice is kept as a code with its parts; notices from before are shown as they are."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0002_office_clock'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='said',
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
