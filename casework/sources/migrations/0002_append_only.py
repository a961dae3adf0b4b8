"""What a source was quoted with stays as it was; and no chain of relay bites its own tail."""

from django.db import migrations

from casework.access.triggers import append_only

NO_LOOP = """
CREATE FUNCTION sources_relay_no_loop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        WITH RECURSIVE up(id) AS (
            SELECT NEW.upstream_id
            UNION
            SELECT r.upstream_id FROM sources_relay r JOIN up ON r.text_id = up.id
            WHERE r.upstream_id IS NOT NULL
        )
        SELECT 1 FROM up WHERE id = NEW.text_id
    ) THEN
        RAISE EXCEPTION 'This chain would lead back to its own beginning.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'chain_has_no_loop';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER has_no_loop BEFORE INSERT OR UPDATE ON sources_relay
    FOR EACH ROW WHEN (NEW.upstream_id IS NOT NULL) EXECUTE FUNCTION sources_relay_no_loop();
"""
UNDO_NO_LOOP = """
DROP TRIGGER has_no_loop ON sources_relay;
DROP FUNCTION sources_relay_no_loop();
"""


class Migration(migrations.Migration):
    dependencies = [("sources", "0001_initial"), ("audit", "0002_append_only")]
    operations = [
        migrations.RunSQL(*append_only("sources_citation", but_for="reader_keys")),
        migrations.RunSQL(NO_LOOP, UNDO_NO_LOOP),
    ]
