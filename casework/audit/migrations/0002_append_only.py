"""The audit trail only grows."""

from django.db import migrations

from casework.access.triggers import REFUSE, UNDO_REFUSE, append_only


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunSQL(REFUSE, UNDO_REFUSE),
        migrations.RunSQL(*append_only("audit_event")),
    ]
