"""The chain of hashes: each event is sealed when its transaction commits.

The lock is taken only then, so that long transactions do not wait for one another; the order of
the seals is that of the commits. Needs READ COMMITTED: a stale reading of the head would break on
the key of the seals, and the transaction with it. casework/audit/chain.py recomputes all of it.
"""

from django.db import migrations

from casework.access.triggers import append_only

CHAIN = """
CREATE FUNCTION audit_canonical(told audit_event) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_array(
        told.id, (extract(epoch FROM told.at) * 1000000)::bigint, told.actor_id, told.deed,
        told.object_type, told.object_id, told.session, told.why, told.detail
    )::text
$$;

CREATE FUNCTION audit_seal_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE head audit_seal%ROWTYPE;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('the chain of the audit trail', 0));
    SELECT * INTO head FROM audit_seal ORDER BY seq DESC LIMIT 1;
    head.seq := coalesce(head.seq, 0);
    head.hash := coalesce(head.hash, repeat('0', 64));
    INSERT INTO audit_seal (seq, event_id, prev, hash) VALUES (
        head.seq + 1, NEW.id, head.hash,
        encode(sha256(convert_to(head.hash || audit_canonical(NEW), 'UTF8')), 'hex')
    );
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION audit_seal_event() FROM PUBLIC;
"""
UNDO_CHAIN = """
DROP FUNCTION audit_seal_event();
DROP FUNCTION audit_canonical(audit_event);
"""

# What was recorded before there were seals is chained in the order in which it was written.
SEAL_THE_PAST = """
DO $$
DECLARE told audit_event; before text := repeat('0', 64); n bigint := 0; own text;
BEGIN
    FOR told IN SELECT * FROM audit_event ORDER BY id LOOP
        n := n + 1;
        own := encode(sha256(convert_to(before || audit_canonical(told), 'UTF8')), 'hex');
        INSERT INTO audit_seal (seq, event_id, prev, hash) VALUES (n, told.id, before, own);
        before := own;
    END LOOP;
END $$;
"""

FROM_NOW_ON = """
CREATE CONSTRAINT TRIGGER is_sealed_at_commit AFTER INSERT ON audit_event
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_seal_event();

CREATE FUNCTION audit_refuse_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'Seals are written by the database alone, when an event is committed.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER is_written_by_the_database BEFORE INSERT ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_seal();
"""
NO_LONGER = """
DROP TRIGGER is_written_by_the_database ON audit_seal;
DROP FUNCTION audit_refuse_seal();
DROP TRIGGER is_sealed_at_commit ON audit_event;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_sessions_reasons_and_seals")]
    operations = [
        migrations.RunSQL(CHAIN, UNDO_CHAIN),
        migrations.RunSQL(SEAL_THE_PAST, "DELETE FROM audit_seal;"),
        migrations.RunSQL(FROM_NOW_ON, NO_LONGER),
        migrations.RunSQL(*append_only("audit_seal")),
    ]
