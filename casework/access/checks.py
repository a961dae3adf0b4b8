"""The application refuses to start on a guarded model that the law does not know."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db import connections

from casework.access.guard import GuardedManager, GuardedModel
from casework.access.policy import RULES
from casework.embedded import unfit
from casework.embedded_role import too_much


@checks.register(checks.Tags.security)
def every_model_has_a_rule(app_configs: object, **kwargs: object) -> list[checks.CheckMessage]:
    """E001: no rule. E002: another manager. E003: a rule for a model that is not there."""
    found, errors = set(), []
    for model in apps.get_models():
        if not issubclass(model, GuardedModel):
            continue
        label = model._meta.label
        found.add(label)
        if label not in RULES:
            errors.append(
                checks.Error(
                    f"{label} has no rule in casework/access/policy.py.",
                    hint="Say who may see and who may change its rows.",
                    id="casework.E001",
                )
            )
        if any(not isinstance(manager, GuardedManager) for manager in model._meta.managers):
            errors.append(
                checks.Error(
                    f"{label} has a manager that is not sealed.",
                    hint="Guarded models have one manager, GuardedManager.",
                    id="casework.E002",
                )
            )
    errors += [
        checks.Error(f"policy.py has a rule for {label}, which is no model.", id="casework.E003")
        for label in sorted(set(RULES) - found)
    ]
    return errors


@checks.register(checks.Tags.database)
def the_database_is_fit(
    databases: list[str] | None = None, **kwargs: object
) -> list[checks.CheckMessage]:
    """E004: a database in which dates, names or triggers would not work as they must."""
    problems = [unfit(connections[alias]) for alias in databases or []]
    return [checks.Error(problem, id="casework.E004") for problem in problems if problem]


@checks.register(checks.Tags.database, deploy=True)
def the_role_may_do_no_more_than_it_must(
    databases: list[str] | None = None, **kwargs: object
) -> list[checks.CheckMessage]:
    """W005: a role that could undo what the database keeps (ASVS 5.0 13.2.2)."""
    return [
        checks.Warning(
            f"The database role of the application {power}.",
            hint="Let a second role own the tables and run migrate; see manage.py grants.",
            id="casework.W005",
        )
        for alias in (databases or [])
        if not settings.TRIAL
        for power in too_much(connections[alias])
    ]


@checks.register(checks.Tags.security)
def evidence_lies_outside_what_is_served(
    app_configs: object, **kwargs: object
) -> list[checks.CheckMessage]:
    """E006: a folder of evidence files that the web server hands out, or that holds what it does.

    `manage.py collectstatic --clear` would empty it.
    """
    files, static = Path(settings.CASEWORK_FILES).resolve(), settings.STATIC_ROOT.resolve()
    if not files.is_relative_to(static) and not static.is_relative_to(files):
        return []
    return [
        checks.Error(
            "CASEWORK_FILES and CASEWORK_STATIC_ROOT lie in one another.",
            hint="Name another folder for the evidence files.",
            id="casework.E006",
        )
    ]
