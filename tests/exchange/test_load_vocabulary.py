"""`manage.py load_vocabulary`: the issues alone, as often as one likes."""

import io

import pytest
from django.core.management import call_command

from accounts.models import User
from casework.cases.models import Case, Issue
from casework.exchange.demonstration_reading import issues

pytestmark = pytest.mark.django_db


def loaded() -> str:
    said = io.StringIO()
    call_command("load_vocabulary", stdout=said)
    return said.getvalue()


def test_the_issues_are_there_and_nothing_else_is(settings) -> None:
    settings.TRIAL = False
    Issue.objects.all().delete()
    said = loaded()
    assert dict(Issue.objects.values_list("name", "standard_code")) == issues()
    assert f"{len(issues())} new" in said
    assert not User.objects.exists()
    assert not Case.objects.unrestricted(because="a test counts the rows").exists()


def test_loading_twice_adds_nothing_and_keeps_what_was_changed() -> None:
    loaded()
    Issue.objects.filter(name="arrest").update(standard_code="our own code")
    Issue.objects.create(name="an issue of our own")
    said = loaded()
    assert "0 new" in said
    assert Issue.objects.count() == len(issues()) + 1
    assert Issue.objects.get(name="arrest").standard_code == "our own code"
