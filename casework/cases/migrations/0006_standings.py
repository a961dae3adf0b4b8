"""Where everybody stands, reckoned by the database: on any day, as known on any day, and now.

`cases_standings_of(file, opened, as_of, heard_by, written_before)` is the one wording in SQL of
what status.py says in Python; the projection `cases_currentstanding` is kept equal to it by
triggers.
"""

from django.db import migrations

from casework.access.triggers import append_only

PATH = "SET search_path = pg_catalog, public, pg_temp"

CONFIRMED = f"""
DROP TRIGGER only_grows ON cases_statusentry;
CREATE FUNCTION cases_statusentry_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Only the trigger of a review moves confirmed_at; generated columns are not reckoned yet.
    IF pg_trigger_depth() > 1 AND to_jsonb(OLD) - '{{confirmed_at,begun}}'::text[]
            = to_jsonb(NEW) - '{{confirmed_at,begun}}'::text[] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'This record only grows: % of % is refused. Write a correction instead.',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION cases_statusentry_unconfirmed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.confirmed_at := CASE WHEN NEW.axis = 'workflow' THEN NEW.recorded_at END;
    RETURN NEW;
END $$;
CREATE TRIGGER begins_unconfirmed BEFORE INSERT ON cases_statusentry
    FOR EACH ROW EXECUTE FUNCTION cases_statusentry_unconfirmed();

UPDATE cases_statusentry e SET confirmed_at = CASE
    WHEN e.axis = 'workflow' THEN e.recorded_at
    ELSE (SELECT CASE WHEN r.decision = 'confirmed' THEN r.recorded_at END
          FROM cases_review r WHERE r.entry_id = e.id ORDER BY r.id DESC LIMIT 1) END;

CREATE TRIGGER only_grows BEFORE UPDATE ON cases_statusentry
    FOR EACH ROW EXECUTE FUNCTION cases_statusentry_only_grows();
"""
UNDO_CONFIRMED = f"""
DROP TRIGGER begins_unconfirmed ON cases_statusentry;
DROP FUNCTION cases_statusentry_unconfirmed();
DROP TRIGGER only_grows ON cases_statusentry;
DROP FUNCTION cases_statusentry_only_grows();
{append_only("cases_statusentry")[0].partition(";")[0]};
"""

CORRECTED = """
CREATE FUNCTION cases_statusentry_corrects() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE corrected record;
BEGIN
    SELECT e.reason, b.reason AS before INTO corrected
    FROM cases_statusentry e LEFT JOIN cases_statusentry b ON b.id = e.corrects_id
    WHERE e.id = NEW.corrects_id;
    IF corrected.reason = 'retraction'
            AND (NEW.reason <> 'retraction' OR corrected.before = 'retraction') THEN
        RAISE EXCEPTION 'A withdrawal can be withdrawn once, and not be corrected.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'withdrawn_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER corrects_what_can_be BEFORE INSERT ON cases_statusentry
    FOR EACH ROW WHEN (NEW.corrects_id IS NOT NULL)
    EXECUTE FUNCTION cases_statusentry_corrects();
"""
UNDO_CORRECTED = """
DROP TRIGGER corrects_what_can_be ON cases_statusentry;
DROP FUNCTION cases_statusentry_corrects();
"""

# One SELECT, so that PostgreSQL sees through the function and plans it with the query around it:
# each file's entries are read out of one index, and fifty files cost fifty. Its parameters have
# names that no column has, for in a function in SQL a column goes before a parameter.
# What is known: by the record where the file was kept here on that day, else as told since.
_KNOWN = """(written_before IS NULL
        OR CASE WHEN opened < written_before THEN {record} < written_before
           ELSE {told} <= heard_by END)"""


def _known(row: str) -> str:
    return _KNOWN.format(
        record=f"greatest({row}.recorded_at, {row}.confirmed_at)", told=f"{row}.known_on"
    )


STANDINGS = f"""
CREATE FUNCTION cases_standings_of(
    file bigint, opened timestamptz, as_of date, heard_by date, written_before timestamptz
) RETURNS TABLE (
    entry_id bigint, axis varchar, value varchar, certainty varchar, last_confirmed_on date
) LANGUAGE sql STABLE AS $$
    SELECT s.id, s.axis, s.value, s.certainty, greatest(s.known_on, (
        SELECT max(f.confirmed_on) FROM cases_confirmation f WHERE f.entry_id = s.id
            AND {_KNOWN.format(record="f.recorded_at", told="f.confirmed_on")}))
    FROM (
        SELECT DISTINCT ON (e.axis, e.part_id, e.person_id,
                            CASE WHEN e.count IS NOT NULL THEN e.id END)
            e.id, e.axis, e.value, e.certainty, e.known_on
        FROM cases_statusentry e
        WHERE e.case_id = file AND e.confirmed_at IS NOT NULL
            AND e.axis IN ('situation', 'legal_stage') AND e.reason <> 'retraction'
            AND (as_of IS NULL OR (
                e.begun <= as_of AND (e.until_latest IS NULL OR e.until_latest >= as_of)))
            AND {_known("e")}
            AND NOT EXISTS (
                SELECT FROM cases_statusentry r
                WHERE r.corrects_id = e.id AND r.corrects_id IS NOT NULL
                    AND r.confirmed_at IS NOT NULL AND {_known("r")}
                    AND NOT EXISTS (
                        SELECT FROM cases_statusentry w
                        WHERE w.corrects_id = r.id AND w.corrects_id IS NOT NULL
                            AND w.reason = 'retraction' AND w.confirmed_at IS NOT NULL
                            AND {_known("w")}
                            AND NOT EXISTS (
                                SELECT FROM cases_statusentry u
                                WHERE u.corrects_id = w.id AND u.corrects_id IS NOT NULL
                                    AND u.confirmed_at IS NOT NULL AND {_known("u")})))
        ORDER BY e.axis, e.part_id, e.person_id, CASE WHEN e.count IS NOT NULL THEN e.id END,
            e.begun DESC, e.known_on DESC, e.id DESC
    ) s
$$;

CREATE FUNCTION cases_restand(changed bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER {PATH} AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'Standings are kept in transactions that read what others have committed.'
            USING HINT = 'Use READ COMMITTED for what is written into the status history.';
    END IF;
    -- One at a time for each file: whoever comes second reads what the first has written.
    PERFORM 1 FROM cases_case WHERE id = ANY(changed) ORDER BY id FOR NO KEY UPDATE;
    DELETE FROM cases_currentstanding WHERE case_id = ANY(changed);
    INSERT INTO cases_currentstanding
        (entry_id, case_id, axis, value, certainty, last_confirmed_on)
    SELECT s.entry_id, c.id, s.axis, s.value, s.certainty, s.last_confirmed_on
    FROM cases_case c, LATERAL cases_standings_of(c.id, c.recorded_at, NULL, NULL, NULL) s
    WHERE c.id = ANY(changed);
END $$;

-- How many rows of the file are kept and not reckoned, or reckoned and not kept.
CREATE FUNCTION cases_standing_differences(file bigint, opened timestamptz) RETURNS bigint
LANGUAGE sql STABLE AS $$
    WITH kept AS (
        SELECT entry_id, axis, value, certainty, last_confirmed_on
        FROM cases_currentstanding WHERE case_id = file
    ), reckoned AS (SELECT * FROM cases_standings_of(file, opened, NULL, NULL, NULL))
    SELECT count(*) FROM (
        (TABLE kept EXCEPT TABLE reckoned) UNION ALL (TABLE reckoned EXCEPT TABLE kept)
    ) d
$$;

CREATE FUNCTION cases_review_moves_standing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER {PATH} AS $$
DECLARE changed bigint[];
BEGIN
    SELECT array_agg(DISTINCT e.case_id) INTO changed
    FROM added a JOIN cases_statusentry e ON e.id = a.entry_id;
    PERFORM 1 FROM cases_case WHERE id = ANY(changed) ORDER BY id FOR NO KEY UPDATE;
    UPDATE cases_statusentry e SET confirmed_at = r.confirmed_at FROM (
        SELECT DISTINCT ON (entry_id) entry_id,
            CASE WHEN decision = 'confirmed' THEN recorded_at END AS confirmed_at
        FROM cases_review WHERE entry_id IN (SELECT entry_id FROM added)
        ORDER BY entry_id, id DESC
    ) r WHERE e.id = r.entry_id AND e.axis <> 'workflow'
        AND e.confirmed_at IS DISTINCT FROM r.confirmed_at;
    PERFORM cases_restand(changed);
    RETURN NULL;
END $$;
CREATE TRIGGER moves_standing AFTER INSERT ON cases_review
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION cases_review_moves_standing();

CREATE FUNCTION cases_confirmation_moves_standing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER {PATH} AS $$
BEGIN
    PERFORM cases_restand(array(
        SELECT DISTINCT e.case_id FROM added a JOIN cases_statusentry e ON e.id = a.entry_id));
    RETURN NULL;
END $$;
CREATE TRIGGER moves_standing AFTER INSERT ON cases_confirmation
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION cases_confirmation_moves_standing();

SELECT cases_restand(array(SELECT id FROM cases_case));
"""
UNDO_STANDINGS = """
DROP TRIGGER moves_standing ON cases_confirmation;
DROP FUNCTION cases_confirmation_moves_standing();
DROP TRIGGER moves_standing ON cases_review;
DROP FUNCTION cases_review_moves_standing();
DROP FUNCTION cases_standing_differences(bigint, timestamptz);
DROP FUNCTION cases_restand(bigint[]);
DROP FUNCTION cases_standings_of(bigint, timestamptz, date, date, timestamptz);
DELETE FROM cases_currentstanding;
"""

# What was there before these columns were was written when its file was opened, or with its fact.
TAKEN_OVER = """
ALTER TABLE cases_part DISABLE TRIGGER USER;
ALTER TABLE cases_participation DISABLE TRIGGER USER;
ALTER TABLE cases_kinship DISABLE TRIGGER USER;
ALTER TABLE cases_disputedclaim DISABLE TRIGGER USER;
ALTER TABLE cases_dispute DISABLE TRIGGER USER;
UPDATE cases_part p SET recorded_at = c.recorded_at FROM cases_case c WHERE c.id = p.case_id;
UPDATE cases_participation p SET recorded_at = c.recorded_at, known_on = c.recorded_at::date
    FROM cases_case c WHERE c.id = p.case_id;
UPDATE cases_kinship k SET recorded_at = p.recorded_at FROM cases_person p WHERE p.id = k.person_id;
UPDATE cases_dispute SET known_on = recorded_at::date;
UPDATE cases_disputedclaim l SET recorded_at = d.recorded_at, known_on = d.known_on
    FROM cases_dispute d WHERE d.id = l.dispute_id;
ALTER TABLE cases_part ENABLE TRIGGER USER;
ALTER TABLE cases_participation ENABLE TRIGGER USER;
ALTER TABLE cases_kinship ENABLE TRIGGER USER;
ALTER TABLE cases_disputedclaim ENABLE TRIGGER USER;
ALTER TABLE cases_dispute ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_clocks_and_doubts")]
    operations = [
        migrations.RunSQL(TAKEN_OVER, migrations.RunSQL.noop),
        migrations.RunSQL(CONFIRMED, UNDO_CONFIRMED),
        migrations.RunSQL(CORRECTED, UNDO_CORRECTED),
        migrations.RunSQL(*append_only("cases_confirmation")),
        migrations.RunSQL(*append_only("cases_confirmation_citations")),
        migrations.RunSQL(STANDINGS, UNDO_STANDINGS),
    ]
