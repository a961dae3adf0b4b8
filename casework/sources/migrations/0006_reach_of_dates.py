"""The reach of dates that were stored before it was kept in columns of its own."""

from django.db import migrations

from casework.sources.reach_fill import fill_reach


def fill(apps, editor):
    fill_reach(editor, apps.get_model("sources", "Source"), "published")
    fill_reach(editor, apps.get_model("sources", "SourceChange"), "published")


class Migration(migrations.Migration):
    dependencies = [("sources", "0005_clocks_and_doubts")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
