"""What placing remembers of an article, beside it; made for older ones when a worker first needs it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('press', '0005_complaints'),
    ]

    operations = [
        migrations.CreateModel(
            name='ArticlePrint',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='print', serialize=False, to='press.article')),
                ('sequence', models.BigIntegerField(unique=True)),
                ('at', models.FloatField()),
                ('published', models.FloatField(null=True)),
                ('language', models.CharField(blank=True, max_length=8)),
                ('usual', models.FloatField()),
                ('sketch', models.BinaryField()),
                ('record', models.BinaryField(null=True)),
                ('fingerprint', models.BinaryField()),
            ],
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['sequence', 'at', 'id', 'key', 'story'], name='press_placed'),
        ),
    ]
