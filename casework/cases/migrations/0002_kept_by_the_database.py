"""What the database holds by itself: reader keys, a history that only grows, four eyes."""

from django.db import migrations

from casework.access.triggers import append_only, keys_follow_cases

CASE_KEYS = """
CREATE FUNCTION cases_case_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT coalesce(array_agg(DISTINCT key ORDER BY key), '{}') INTO NEW.reader_keys FROM (
        SELECT 0 AS key WHERE NEW.sight = 'all_staff'
        UNION SELECT (2 * team_id)::integer FROM cases_case_teams
              WHERE NEW.sight = 'teams' AND case_id = NEW.id
        UNION SELECT 2 * unnest(NEW.named_readers) + 1 WHERE NEW.sight = 'named'
        UNION SELECT (2 * NEW.lead_id + 1)::integer
              WHERE NEW.sight = 'named' AND NEW.lead_id IS NOT NULL
    ) keys;
    IF NEW.reader_keys = '{}' THEN
        NEW.reader_keys := ARRAY[2 * NEW.recorded_by_id + 1]::integer[];
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps_reader_keys BEFORE INSERT OR UPDATE ON cases_case
    FOR EACH ROW EXECUTE FUNCTION cases_case_keys();

CREATE FUNCTION cases_case_teams_moves_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE cases_case SET reader_keys = reader_keys
    WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.case_id ELSE NEW.case_id END;
    RETURN NULL;
END $$;
CREATE TRIGGER moves_reader_keys AFTER INSERT OR UPDATE OR DELETE ON cases_case_teams
    FOR EACH ROW EXECUTE FUNCTION cases_case_teams_moves_keys();
"""
UNDO_CASE_KEYS = """
DROP TRIGGER moves_reader_keys ON cases_case_teams;
DROP FUNCTION cases_case_teams_moves_keys();
DROP TRIGGER keeps_reader_keys ON cases_case;
DROP FUNCTION cases_case_keys();
"""

ENTRY = """
CREATE FUNCTION cases_statusentry_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.part_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM cases_part WHERE id = NEW.part_id AND case_id = NEW.case_id
    ) THEN
        RAISE EXCEPTION 'The part belongs to another case file.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'part_of_this_case';
    END IF;
    IF NEW.person_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM cases_participation
        WHERE person_id = NEW.person_id AND case_id = NEW.case_id
    ) THEN
        RAISE EXCEPTION 'The person has no part in this case file.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'person_of_this_case';
    END IF;
    IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM cases_statusentry WHERE id = NEW.corrects_id AND case_id = NEW.case_id
    ) THEN
        RAISE EXCEPTION 'The corrected entry belongs to another case file.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'corrects_this_case';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits_its_case BEFORE INSERT ON cases_statusentry
    FOR EACH ROW EXECUTE FUNCTION cases_statusentry_fits();

CREATE FUNCTION cases_statusentry_moves_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE cases_case SET changed_at = now(), workflow = CASE
        WHEN NEW.axis = 'workflow' AND NEW.part_id IS NULL AND NEW.person_id IS NULL
             AND NEW.count IS NULL AND NEW.reason <> 'retraction'
        THEN NEW.value ELSE workflow END
    WHERE id = NEW.case_id;
    RETURN NULL;
END $$;
CREATE TRIGGER moves_its_case AFTER INSERT ON cases_statusentry
    FOR EACH ROW EXECUTE FUNCTION cases_statusentry_moves_case();

CREATE FUNCTION cases_review_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE author bigint;
BEGIN
    SELECT recorded_by_id INTO author FROM cases_statusentry WHERE id = NEW.entry_id;
    IF NEW.decision <> 'answered' AND author = NEW.recorded_by_id THEN
        RAISE EXCEPTION 'Nobody reviews their own entry.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'four_eyes';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER needs_four_eyes BEFORE INSERT ON cases_review
    FOR EACH ROW EXECUTE FUNCTION cases_review_four_eyes();
"""
UNDO_ENTRY = """
DROP TRIGGER needs_four_eyes ON cases_review;
DROP FUNCTION cases_review_four_eyes();
DROP TRIGGER moves_its_case ON cases_statusentry;
DROP FUNCTION cases_statusentry_moves_case();
DROP TRIGGER fits_its_case ON cases_statusentry;
DROP FUNCTION cases_statusentry_fits();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        ("audit", "0002_append_only"),
        ("sources", "0002_append_only"),
    ]
    operations = [
        migrations.RunSQL(CASE_KEYS, UNDO_CASE_KEYS),
        migrations.RunSQL(
            *keys_follow_cases(
                "cases_person", "cases_participation", "person_id", "NEW.is_public_figure"
            )
        ),
        migrations.RunSQL(*keys_follow_cases("sources_source", "cases_casesource", "source_id")),
        migrations.RunSQL(
            *keys_follow_cases("sources_citation", "cases_casecitation", "citation_id")
        ),
        migrations.RunSQL(ENTRY, UNDO_ENTRY),
        migrations.RunSQL(*append_only("cases_statusentry")),
        migrations.RunSQL(*append_only("cases_statusentry_citations")),
        migrations.RunSQL(*append_only("cases_review")),
    ]
