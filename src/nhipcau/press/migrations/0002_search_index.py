from django.db import migrations

from nhipcau.press import search_index_sql


class Migration(migrations.Migration):
    dependencies = [("press", "0001_initial")]
    operations = [migrations.RunPython(search_index_sql.make, search_index_sql.drop)]
