"""What each role may do, in one table. Which cases a person sees is not here but in
casework/access/policy.py: a role alone opens no case.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    CASEWORKER = "caseworker", _("caseworker")
    MANAGER = "manager", _("manager")
    READER = "reader", _("reader")
    AUDITOR = "auditor", _("auditor")
    ACCOUNT_ADMINISTRATOR = "account_administrator", _("administrator of accounts")


# Roles that can be on a case's team at all; the others see no case, whatever team they are in.
CASE_ROLES = frozenset({Role.CASEWORKER, Role.MANAGER, Role.READER})
EDITORS = frozenset({Role.CASEWORKER, Role.MANAGER})
REVIEWERS = frozenset({Role.MANAGER})
# Who may let bytes leave: make a dossier, export a table.
RELEASERS = frozenset({Role.CASEWORKER, Role.MANAGER})
# Who decides which colleagues see a file; its lead may too (policy.py).
GRANTERS = frozenset({Role.MANAGER})

_CASE_APPS = ("sources", "cases", "advocacy", "notes", "dossiers")
_ENTER = {app: frozenset({"view", "add", "change"}) for app in _CASE_APPS}

# Role → application → what the back office lets it do there. Nobody deletes.
BACK_OFFICE: dict[str, dict[str, frozenset[str]]] = {
    Role.CASEWORKER: _ENTER,
    Role.MANAGER: _ENTER,
    Role.READER: {},
    Role.AUDITOR: {"audit": frozenset({"view"}), "accounts": frozenset({"view"})},
    Role.ACCOUNT_ADMINISTRATOR: {"accounts": frozenset({"view", "add", "change"})},
}
