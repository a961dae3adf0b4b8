"""Named people's notes are sealed, and the database holds where a note stands and what was."""

import uuid

from django.db import migrations, models

from casework.access.sealing import SealedColumn
from casework.access.triggers import append_only

# As they were when this was written; a later change of the model does not change the past.
SEALED_TEXT = SealedColumn("notes.Note", "sealed_text", key="sealing_id")

FITS = """
CREATE FUNCTION notes_note_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.person_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM cases_participation
        WHERE person_id = NEW.person_id AND case_id = NEW.case_id
    ) THEN
        RAISE EXCEPTION 'The person has no part in this case file.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'person_of_this_case';
    END IF;
    IF NEW.action_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM advocacy_actioncase
        WHERE action_id = NEW.action_id AND case_id = NEW.case_id
    ) THEN
        RAISE EXCEPTION 'The action does not concern this case file.'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'action_of_this_case';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits_its_case BEFORE INSERT ON notes_note
    FOR EACH ROW EXECUTE FUNCTION notes_note_fits();

CREATE FUNCTION notes_note_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A note stays where it was written, with whom and when.'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'note_stays';
END $$;
CREATE TRIGGER stays_as_written BEFORE UPDATE ON notes_note FOR EACH ROW
    WHEN (
        (OLD.case_id, OLD.person_id, OLD.action_id, OLD.author_id, OLD.written_at, OLD.sealing_id)
        IS DISTINCT FROM
        (NEW.case_id, NEW.person_id, NEW.action_id, NEW.author_id, NEW.written_at, NEW.sealing_id)
    ) EXECUTE FUNCTION notes_note_stays();
"""
UNDO_FITS = """
DROP TRIGGER stays_as_written ON notes_note;
DROP FUNCTION notes_note_stays();
DROP TRIGGER fits_its_case ON notes_note;
DROP FUNCTION notes_note_fits();
"""


def seal(apps, schema_editor):
    for note in apps.get_model("notes", "Note").objects.filter(level="named").iterator():
        note.sealed_text, note.text = SEALED_TEXT.seal(note.sealing_id, note.text), ""
        note.save(update_fields=["sealed_text", "text"])


def unseal(apps, schema_editor):
    for note in apps.get_model("notes", "Note").objects.filter(level="named").iterator():
        note.text, note.sealed_text = SEALED_TEXT.unseal(note.sealing_id, note.sealed_text), ""
        note.save(update_fields=["sealed_text", "text"])


class Migration(migrations.Migration):

    dependencies = [
        ("notes", "0002_readers_and_sealing"),
    ]

    operations = [
        migrations.AlterField(
            model_name="note",
            name="sealing_id",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.RunPython(seal, unseal),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('level', 'named'), ('text', ''), models.Q(('sealed_text', ''), _negated=True)), models.Q(('sealed_text', ''), models.Q(('level', 'named'), _negated=True), models.Q(('text', ''), _negated=True)), _connector='OR'), name='named_note_is_sealed', violation_error_message='A note needs a text; it is sealed exactly where people are named.'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(('person', None), ('action', None), _connector='OR'), name='note_stands_on_one_thing', violation_error_message='A note stands on a person or on an action, not both.'),
        ),
        migrations.RunSQL(FITS, UNDO_FITS),
        migrations.RunSQL(*append_only("notes_readerschange")),
    ]
