"""What can be done that the trail tells of: a closed list, in words for auditors."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Deed(models.TextChoices):
    # Coming in, and what opens the door.
    SIGNED_IN = "signed_in", _("signed in")
    SIGNED_OUT = "signed_out", _("signed out")
    SIGN_IN_FAILED = "sign_in_failed", _("failed to sign in")
    LOGIN_HELD_BACK = "login_held_back", _("was held back after wrong attempts")
    SESSIONS_ENDED = "sessions_ended", _("ended sessions")
    PASSWORD_CHANGED = "password_changed", _("changed a password")
    PASSWORD_SET_BY_LINK = "password_set_by_link", _("set a password by a one-time link")
    SECOND_FACTOR_ADDED = "second_factor_added", _("added a second factor")
    SECOND_FACTOR_REMOVED = "second_factor_removed", _("removed a second factor")
    SECOND_FACTOR_FAILED = "second_factor_failed", _("failed with a second factor")
    RECOVERY_CODES_MADE = "recovery_codes_made", _("made new recovery codes")
    # Accounts, teams and the site itself.
    LINK_MADE = "link_made", _("made a one-time link for an account")
    LINK_ASKED_FOR = "link_asked_for", _("asked for a link by e-mail")
    ACCOUNT_OPENED = "account_opened", _("opened an account")
    ACCOUNT_CLOSED = "account_closed", _("closed an account")
    ACCOUNT_REOPENED = "account_reopened", _("opened a closed account again")
    ROLE_CHANGED = "role_changed", _("changed the role of an account")
    TEAMS_CHANGED = "teams_changed", _("changed the teams of an account")
    SITE_MODE_CHANGED = "site_mode_changed", _("opened or closed the site")
    # Reading what is restricted, and looking for things.
    SEARCHED = "searched", _("searched")
    NARROWED_FILE_VIEWED = "narrowed_file_viewed", _("viewed a file for named people")
    PROTECTED_NAMES_VIEWED = "protected_names_viewed", _("viewed protected names")
    NOTE_OPENED = "note_opened", _("opened a restricted note")
    NOTE_UNREADABLE = "note_unreadable", _("met a sealed note that cannot be read")
    ATTACHMENT_DOWNLOADED = "attachment_downloaded", _("downloaded an attachment")
    REFUSED = "refused", _("was refused")
    # Writing.
    CASE_OPENED = "case_opened", _("opened a case file")
    CASE_EDITED = "case_edited", _("edited the cover of a case file")
    PROTECTION_CHANGED = "protection_changed", _("changed who reads protected names")
    READERS_OF_FILE_CHANGED = "readers_of_file_changed", _("changed who sees a case file")
    PUBLIC_FIGURE_ADDED = "public_figure_added", _("added somebody in public office")
    UPDATE_LOGGED = "update_logged", _("logged an update")
    ENTRY_CITED = "entry_cited", _("added a source to an entry")
    STILL_SO = "still_so", _("confirmed that an entry is still so")
    ENTRY_CONFIRMED = "entry_confirmed", _("confirmed an entry")
    ENTRY_RETURNED = "entry_returned", _("sent an entry back with a question")
    ENTRY_ANSWERED = "entry_answered", _("answered the question on an entry")
    ENTRY_REJECTED = "entry_rejected", _("rejected an entry")
    QUESTION_OPENED = "question_opened", _("opened a question")
    CLAIM_ADDED = "claim_added", _("added what a source says to a question")
    POSITION_TAKEN = "position_taken", _("took a position on a question")
    ACTION_ADDED = "action_added", _("added an action")
    REPLY_ADDED = "reply_added", _("added a reply")
    OUTCOME_LINKED = "outcome_linked", _("said what followed an action")
    NOTE_WRITTEN = "note_written", _("wrote a note")
    NOTE_READERS_CHANGED = "note_readers_changed", _("changed who reads a note")
    NOTE_PROMOTED = "note_promoted", _("moved text of a note into the file")
    RESEALED = "resealed", _("encrypted texts anew with another key")
    SOURCE_ADDED = "source_added", _("added a source")
    SOURCE_EDITED = "source_edited", _("edited a source")
    STEP_ADDED = "step_added", _("added a step to the chain of a source")
    PASSAGE_ADDED = "passage_added", _("added a passage of a source")
    SOURCES_SAID_ONE = "sources_said_one", _("said that two sources are one text")
    SOURCES_TOLD_APART = "sources_told_apart", _("said that two sources are two texts after all")
    ATTACHMENT_ADDED = "attachment_added", _("added an attachment")
    ENTERED = "entered", _("entered a record in the back office")
    CHANGED = "changed", _("changed a record in the back office")
    REMOVED = "removed", _("removed a row in the back office")
    # What leaves, and the trail itself.
    EXPORTED = "exported", _("exported a table")
    DOSSIER_MADE = "dossier_made", _("made a dossier")
    TRAIL_VERIFIED = "trail_verified", _("checked the audit trail")


class UnknownDeed(ValueError):
    """A deed that no auditor could look up."""

    def __init__(self, deed: str) -> None:
        super().__init__(
            f"“{deed}” is no deed of the trail. Add it to Deed in casework/audit/deeds.py, "
            "with the words in which an auditor reads it."
        )


def known(deed: str) -> Deed:
    """The deed of that name; raises UnknownDeed."""
    try:
        return Deed(deed)
    except ValueError:
        raise UnknownDeed(deed) from None


def choices() -> list[tuple[str, str]]:
    """For the column: named here by reference, so that a new deed needs no migration."""
    return Deed.choices
