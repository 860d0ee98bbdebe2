"""Digests of another stream: items under headings of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('digests', '0002_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='digestitem',
            name='heading',
            field=models.CharField(blank=True, max_length=120, verbose_name='chủ đề'),
        ),
        migrations.AlterField(
            model_name='digest',
            name='kind',
            field=models.CharField(choices=[('day', 'Điểm báo ngày'), ('week', 'Điểm báo tuần'), ('month', 'Điểm báo tháng'), ('world', 'Bản tin tình hình thế giới và đối ngoại')], default='day', max_length=8),
        ),
    ]
