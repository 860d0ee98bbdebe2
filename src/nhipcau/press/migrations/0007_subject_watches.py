"""Subject watches, the texts that came for them alone, and what each watch caught."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('press', '0006_prints'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='foundpage',
            name='state',
            field=models.CharField(choices=[('waiting', 'Chờ đọc'), ('read', 'Đã thành tin'), ('watched', 'Tin theo chủ đề theo dõi'), ('irrelevant', 'Không nói về địa phương'), ('quarantined', 'Chưa đọc được'), ('gone', 'Không tải được')], default='waiting', max_length=12),
        ),
        migrations.CreateModel(
            name='SubjectWatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='tên chủ đề')),
                ('words', models.JSONField(blank=True, default=list)),
                ('places', models.JSONField(blank=True, default=list)),
                ('required', models.JSONField(blank=True, default=list)),
                ('excluded', models.JSONField(blank=True, default=list)),
                ('is_active', models.BooleanField(default=False)),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự trong bản tin')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('outlets', models.ManyToManyField(blank=True, related_name='+', to='press.outlet', verbose_name='chỉ trên các báo')),
            ],
            options={
                'verbose_name_plural': 'subject watches',
                'ordering': ['position', 'name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='WorldArticle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=32, unique=True)),
                ('url', models.TextField()),
                ('canonical', models.TextField()),
                ('title', models.TextField()),
                ('body', models.TextField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('at', models.DateTimeField(db_index=True)),
                ('language', models.CharField(blank=True, max_length=8)),
                ('fetched_at', models.DateTimeField()),
                ('content_hash', models.CharField(db_index=True, max_length=32)),
                ('outlet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='world_articles', to='press.outlet')),
                ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='world_articles', to='press.source')),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='WatchHit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('found', models.JSONField(blank=True, default=list)),
                ('by_hand', models.BooleanField(default=False)),
                ('verdict', models.CharField(choices=[('open', 'Chưa xem'), ('right', 'Đúng chủ đề'), ('wrong', 'Không phải')], default='open', max_length=5)),
                ('judged_at', models.DateTimeField(blank=True, null=True)),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='watch_hits', to='press.article')),
                ('judged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('watch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hits', to='press.subjectwatch')),
                ('world', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='hits', to='press.worldarticle')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['watch', '-at'], name='press_watch_hits')],
                'constraints': [models.UniqueConstraint(fields=('watch', 'article'), name='press_article_once_in_watch'), models.UniqueConstraint(fields=('watch', 'world'), name='press_world_once_in_watch'), models.CheckConstraint(condition=models.Q(models.Q(('article__isnull', False), ('world__isnull', True)), models.Q(('article__isnull', True), ('world__isnull', False)), _connector='OR'), name='press_hit_of_one_text')],
            },
        ),
    ]
