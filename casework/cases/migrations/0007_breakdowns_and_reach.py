"""Breakdowns of figures are labels with whole numbers of people; dates have their reach."""

from django.db import migrations

from casework.sources.reach_fill import fill_reach

BREAKDOWN = """
CREATE FUNCTION cases_figure_breakdown() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF jsonb_typeof(NEW.breakdown) <> 'object' OR jsonb_path_exists(
        NEW.breakdown,
        'strict $.* ? (!(@.type() == "number" && @ >= 0 && @.floor() == @))'
    ) OR EXISTS (
        SELECT 1 FROM jsonb_object_keys(NEW.breakdown) label WHERE btrim(label) = ''
    ) THEN
        RAISE EXCEPTION 'A breakdown is labels with whole numbers of people: {"women": 13}.'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'breakdown_counts_people';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER counts_people BEFORE INSERT OR UPDATE OF breakdown ON cases_figure
    FOR EACH ROW WHEN (NEW.breakdown <> '{}'::jsonb) EXECUTE FUNCTION cases_figure_breakdown();
"""
UNDO = """
DROP TRIGGER counts_people ON cases_figure;
DROP FUNCTION cases_figure_breakdown();
"""


def fill(apps, editor):
    fill_reach(editor, apps.get_model("cases", "StatusEntry"), "since", "until")
    fill_reach(editor, apps.get_model("cases", "Figure"), "as_of")
    fill_reach(editor, apps.get_model("cases", "FigureChange"), "as_of")
    fill_reach(editor, apps.get_model("cases", "Person"), "born")
    fill_reach(editor, apps.get_model("cases", "PersonChange"), "born")


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_standings")]

    operations = [
        migrations.RunSQL(BREAKDOWN, UNDO),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
