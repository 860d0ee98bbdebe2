"""A file's row is a name that somebody gave, beside bytes kept once; moments that officers read are the office's;
the round through all proofs keeps where it stands."""

import nhipcau.kernel.clock
from django.conf import settings
from django.db import migrations, models


def without_what_turns_a_line(apps, schema_editor):
    """Names kept before names were cleaned: controls and marks of direction go, as ``kernel.files.harmless`` does."""
    stored = apps.get_model('kernel', 'StoredFile')
    frozen = schema_editor.connection.vendor == 'postgresql'
    if frozen:  # a table whose triggers are of a later version lets no name be changed
        schema_editor.execute('ALTER TABLE kernel_storedfile DISABLE TRIGGER USER')
    for pk, name in stored.objects.order_by('pk').values_list('pk', 'name').iterator(chunk_size=1000):
        clean = ''.join(letter for letter in name if letter.isprintable() or letter in '\u200c\u200d').strip() or 'tep'
        if clean != name:
            stored.objects.filter(pk=pk).update(name=clean)
    if frozen:
        schema_editor.execute('SET CONSTRAINTS ALL IMMEDIATE')
        schema_editor.execute('ALTER TABLE kernel_storedfile ENABLE TRIGGER USER')


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0006_unsent_and_undo'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='storedfile',
            name='sha256',
            field=models.CharField(max_length=64),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='storedfile',
                    name='stored_at',
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False),
                ),
                migrations.AlterField(
                    model_name='tabledraft',
                    name='made_at',
                    field=models.DateTimeField(default=nhipcau.kernel.clock.now, editable=False),
                ),
            ]
        ),
        migrations.CreateModel(
            name='ProofRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.CharField(max_length=40, unique=True)),
                ('proofs', models.JSONField(default=list)),
                ('after', models.CharField(blank=True, max_length=300)),
                ('step', models.PositiveIntegerField(default=0)),
                ('found', models.JSONField(default=list)),
                ('begun_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('given_up', models.BooleanField(default=False)),
            ],
            options={'ordering': ['-pk']},
        ),
        migrations.RunPython(without_what_turns_a_line, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='storedfile',
            constraint=models.UniqueConstraint(
                fields=('sha256', 'name', 'unseen', 'declared_by'), name='stored_file_once_a_name'
            ),
        ),
    ]
