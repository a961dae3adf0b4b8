"""A review ends with its decision, so that what was known on a past day stays what it was."""

from django.db import migrations, models

DECIDED = """
CREATE FUNCTION cases_review_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Whoever comes second waits for the first, and then sees the decision.
    PERFORM 1 FROM cases_case
    WHERE id = (SELECT case_id FROM cases_statusentry WHERE id = NEW.entry_id) FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM cases_review
        WHERE entry_id = NEW.entry_id AND decision IN ('confirmed', 'rejected')
    ) THEN
        RAISE EXCEPTION 'This entry has been decided already. Write a correction instead.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decided_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER is_decided_once BEFORE INSERT ON cases_review
    FOR EACH ROW EXECUTE FUNCTION cases_review_decided();
"""
UNDO = """
DROP TRIGGER is_decided_once ON cases_review;
DROP FUNCTION cases_review_decided();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_breakdowns_and_reach")]
    operations = [
        migrations.RunSQL(DECIDED, UNDO),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                fields=["entry", "-id"], include=("decision",), name="review_latest"
            ),
        ),
    ]
