"""Limits may be moments; an issue may have further forms besides its paper."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0003_sign_in_tries'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('kernel', '0007_names_of_files'),
        ('office', '0007_chains'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='ask',
            options={'ordering': ['due', models.OrderBy(models.F('due_at'), nulls_last=True), 'pk']},
        ),
        migrations.AddField(
            model_name='ask',
            name='due_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='delivery',
            name='acknowledge_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='ask',
            index=models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='office_ask_due_at'),
        ),
        migrations.CreateModel(
            name='IssueFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('label', models.CharField(max_length=120)),
                ('media_type', models.CharField(max_length=120)),
                ('language', models.CharField(blank=True, max_length=12)),
                ('sha256', models.CharField(max_length=64)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.storedfile')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='renditions', to='office.issue')),
            ],
            options={
                'ordering': ['issue', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('issue', 'name'), name='office_issue_file_once'), models.CheckConstraint(condition=models.Q(models.Q(('sha256', ''), _negated=True), models.Q(('name__in', ['', 'docx', 'pdf', 'scan']), _negated=True)), name='office_issue_file_named')],
            },
        ),
    ]
