
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0001_initial'),
        ('press', '0004_search_without_authors'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ComplaintHandling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('answer', 'Trả lời'), ('put_right', 'Khắc phục'), ('forward', 'Chuyển cơ quan')], max_length=9)),
                ('note', models.TextField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('agency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handlings', to='press.article')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('agency__isnull', False), ('kind', 'forward')), models.Q(models.Q(('kind', 'forward'), _negated=True), ('agency__isnull', True)), _connector='OR'), name='press_forwarded_to_an_agency')],
            },
        ),
    ]
