"""Versions keep the chain of steps under which they were made; those of before get the chain of their time."""

from django.db import migrations, models

# As the two kinds declared them until versions kept them; "added" says that no entry of the log tells of it.
CHAINS = {
    "digest": {
        "steps": [{"name": "sign", "label": "Ký", "permission": "digests.sign", "other_than": []}],
        "at_once": True,
    },
    "letter": {
        "steps": [
            {"name": "checked", "label": "Soát xét", "permission": "office.check", "other_than": ["editor"]},
            {
                "name": "signed",
                "label": "Ký",
                "permission": "office.sign",
                "other_than": ["editor", "checked"],
            },
        ],
        "at_once": False,
    },
}


def keep_chains(apps, schema_editor):
    # SQLite made the table anew without its triggers; PostgreSQL's, which keep every row as it is, rest meanwhile.
    rest = schema_editor.connection.vendor == "postgresql"
    if rest:
        schema_editor.execute("ALTER TABLE office_version DISABLE TRIGGER USER")
    versions = apps.get_model("office", "Version").objects.using(schema_editor.connection.alias)
    for kind, chain in CHAINS.items():
        versions.filter(kind=kind).update(chain=chain | {"added": True})
    if rest:
        schema_editor.execute("ALTER TABLE office_version ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0006_office_clock"),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="chain",
            field=models.JSONField(default=dict),
            preserve_default=False,
        ),
        migrations.RunPython(keep_chains, migrations.RunPython.noop),
    ]
