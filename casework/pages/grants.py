"""From the reference in an address to the case file, for who may see or change it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from casework.cases.models import Case
from casework.cases.viewing import record_view


def granted(request: HttpRequest, reference: str) -> Case:
    """The file, if this reader may see it; hidden and absent are the same 404.

    That a file for named people was looked at is told before any of it leaves.
    """
    case = get_object_or_404(Case.objects.visible_to(request.user), reference=reference)
    record_view(request.user, case)
    return case


def granted_to_edit(request: HttpRequest, reference: str) -> Case:
    """The file, if this reader may change it; to who may only read it, a refusal."""
    case = granted(request, reference)
    if not Case.objects.editable_by(request.user).filter(pk=case.pk).exists():
        raise PermissionDenied
    return case


def may_open_up(request: HttpRequest, case: Case) -> bool:
    """Whether this reader decides who else sees the file."""
    return Case.objects.grantable_by(request.user).filter(pk=case.pk).exists()


def granted_to_open_up(request: HttpRequest, reference: str) -> Case:
    """The file, if this reader decides who sees it; to who may only see it, a refusal."""
    case = granted(request, reference)
    if not may_open_up(request, case):
        raise PermissionDenied
    return case
