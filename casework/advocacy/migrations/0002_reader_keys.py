"""An action is seen by whoever sees one of its cases."""

from django.db import migrations

from casework.access.triggers import keys_follow_cases


class Migration(migrations.Migration):
    dependencies = [("advocacy", "0001_initial"), ("cases", "0002_kept_by_the_database")]
    operations = [
        migrations.RunSQL(
            *keys_follow_cases("advocacy_action", "advocacy_actioncase", "action_id")
        ),
    ]
