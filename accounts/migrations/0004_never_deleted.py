"""Accounts cannot be deleted, the switch has its row, and secrets of the second factor are sealed."""

from collections.abc import Callable

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from accounts.sealing import seal, unseal

_PLACE = "second factor"  # as in accounts/adapter.py


def _each_secret(apps: Apps, change: Callable[[str, str], str]) -> None:
    for factor in apps.get_model("mfa", "Authenticator").objects.exclude(type="webauthn"):
        for name in {"secret", "seed"} & factor.data.keys():
            factor.data[name] = change(factor.data[name], _PLACE)
        factor.save()


def seal_secrets(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _each_secret(apps, seal)


def unseal_secrets(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _each_secret(apps, unseal)


def put_the_switch(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("accounts", "SiteMode").objects.create(pk=1)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_sessions_links_and_the_switch"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [
        migrations.RunPython(put_the_switch, migrations.RunPython.noop),
        migrations.RunPython(seal_secrets, unseal_secrets),
        migrations.RunSQL(
            """
CREATE FUNCTION accounts_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'An account is closed, never deleted: the history names its people.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER is_never_deleted BEFORE DELETE ON accounts_user
    FOR EACH ROW EXECUTE FUNCTION accounts_refuse();
CREATE TRIGGER is_never_emptied BEFORE TRUNCATE ON accounts_user
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse();
""",
            """
DROP TRIGGER is_never_emptied ON accounts_user;
DROP TRIGGER is_never_deleted ON accounts_user;
DROP FUNCTION accounts_refuse();
""",
        ),
    ]
