"""Base forms of the back office, for rows with fuzzy dates."""

from casework.access.editing import VersionedForm
from casework.access.forms import GuardedForm
from casework.sources.forms import DatedModelForm


class DatedForm(GuardedForm, DatedModelForm):
    """A guarded row with dates."""


class RecordForm(GuardedForm, VersionedForm, DatedModelForm):
    """A guarded row with dates that several people edit."""
