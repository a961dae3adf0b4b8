"""The reach of dates that were stored before it was kept in columns of its own."""

from django.db import migrations

from casework.sources.reach_fill import fill_reach


def fill(apps, editor):
    fill_reach(editor, apps.get_model("advocacy", "Action"), "happened")
    fill_reach(editor, apps.get_model("advocacy", "ActionChange"), "happened")
    fill_reach(editor, apps.get_model("advocacy", "Reply"), "received")
    fill_reach(editor, apps.get_model("advocacy", "ReplyChange"), "received")


class Migration(migrations.Migration):
    dependencies = [("advocacy", "0004_clocks_and_doubts")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
