"""Entering sources: a new one of a case file, its chain, its passages, and copies of one text."""

import hashlib
import json
import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.access.submissions import FIELD, AlreadySubmitted, once, show_on, stored_before
from casework.audit.deeds import Deed
from casework.audit.trail import record
from casework.cases.labels import case_label
from casework.cases.models import Case, CaseSource
from casework.cases.sourcing import add_passage, add_source_of, add_step
from casework.cases.viewing import record_views
from casework.pages.grants import granted_to_edit
from casework.sources.models import Relay, Source
from casework.sources.services import say_same_text, say_two_texts
from casework.sources.source_forms import NewSourceForm, PassageForm, SourceForm, StepForm


def _granted(request: HttpRequest, source_id: int) -> Source:
    """The source, if this person may change it; to who may only read it, a refusal."""
    source = get_object_or_404(
        Source.objects.visible_to(request.user).select_related("publisher"), pk=source_id
    )
    if not Source.objects.editable_by(request.user).filter(pk=source.pk).exists():
        raise PermissionDenied
    rests = CaseSource.objects.visible_to(request.user).filter(source=source)
    record_views(
        request.user, Case.objects.visible_to(request.user).filter(pk__in=rests.values("case"))
    )
    return source


def _files(request: HttpRequest, source: Source) -> list[Case]:
    """The files that rest on the source and that this person may change."""
    rests = CaseSource.objects.visible_to(request.user).filter(source=source)
    return list(Case.objects.editable_by(request.user).filter(pk__in=rests.values("case")))


def _stored(request: HttpRequest, form: Form, store: Callable[[], int]) -> HttpResponse | None:
    """Where to go on, to the source that `store` answers; None where the page says why not."""
    try:
        with transaction.atomic():
            key = store()
            once(request, stored=f"{key}:{_digest(request)}")
    except ValidationError as problem:
        show_on(form, problem)
        return None
    except AlreadySubmitted as earlier:
        return _sent_again(request, earlier.stored)
    return redirect("pages:source", key)


def _digest(request: HttpRequest) -> str:
    """Of what was sent, to tell whether it was the same twice."""
    fields = request.POST.keys() - {FIELD, "csrfmiddlewaretoken"}
    sent = [(name, request.POST.getlist(name)) for name in sorted(fields)]
    return hashlib.sha256(json.dumps(sent).encode()).hexdigest()


def _sent_again(request: HttpRequest, stored: str) -> HttpResponse | None:
    """Where to go on; None, and a warning, where something else was sent the first time."""
    key, _colon, digest = stored.partition(":")
    if digest == _digest(request):
        messages.info(request, _("This was stored already; nothing was stored twice."))
        return redirect("pages:source", key)
    messages.warning(
        request,
        _(
            "Something else was stored from this form already. What you see below is not stored "
            "yet: send it again to store it as well."
        ),
    )
    return None


def add_source(request: HttpRequest, reference: str) -> HttpResponse:
    case = granted_to_edit(request, reference)
    form = NewSourceForm(request.POST or None, reader=request.user)
    earlier = stored_before(request)
    if earlier is not None:  # asked first: it would look like a copy of itself
        answer = _sent_again(request, earlier)
        if answer is not None:
            return answer
    elif request.method == "POST" and form.is_valid():
        answer = _stored(
            request,
            form,
            lambda: add_source_of(
                by=request.user, case=case, fields=form.source(),
                passage=form.passage() if form.has_passage() else None,
                same_as=form.cleaned_data.get("same_as"),
            ).pk,
        )  # fmt: skip
        if answer is not None:
            return answer
    context = {"form": form, "case": case, "submission": uuid.uuid4(), "nav_section": "cases"}
    return render(request, "sources/add_source.html", context)


def edit_source(request: HttpRequest, source_id: int) -> HttpResponse:
    source = _granted(request, source_id)
    form = SourceForm(request.POST or None, instance=source)
    if request.method == "POST":
        with transaction.atomic():
            if form.is_valid():
                form.save()
                record(request.user, Deed.SOURCE_EDITED, source, fields=sorted(form.changed_data))
                messages.success(request, _("Saved."))
                return redirect("pages:source", source.pk)
    context = {"form": form, "source": source, "nav_section": "cases"}
    return render(request, "sources/edit_source.html", context)


def add_chain_step(request: HttpRequest, source_id: int) -> HttpResponse:
    source = _granted(request, source_id)
    files = CaseSource.objects.visible_to(request.user).filter(case__in=_files(request, source))
    others = Source.objects.visible_to(request.user).filter(pk__in=files.values("source"))
    form = StepForm(
        request.POST or None, sources=others.exclude(pk=source.pk).select_related("publisher")
    )
    if request.method == "POST" and form.is_valid():
        answer = _stored(
            request,
            form,
            lambda: (
                add_step(
                    by=request.user, text=source, step=form.step(), new_source=form.new_source()
                ).text_id
            ),
        )
        if answer is not None:
            return answer
    context = {"form": form, "source": source, "submission": uuid.uuid4(), "nav_section": "cases"}
    return render(request, "sources/add_chain_step.html", context)


def add_source_passage(request: HttpRequest, source_id: int) -> HttpResponse:
    source = _granted(request, source_id)
    cases = {str(case.pk): case for case in _files(request, source)}
    steps = Relay.objects.visible_to(request.user).filter(text=source)
    form = PassageForm(
        request.POST or None,
        cases=[(key, case_label(case)) for key, case in cases.items()],
        steps=steps.select_related("text__publisher", "upstream__publisher"),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        answer = _stored(
            request,
            form,
            lambda: add_passage(
                by=request.user, source=source, case=cases.get(data.get("case", "")),
                passage={**form.passage(), "hands_on": data["hands_on"]},
            ).source_id,
        )  # fmt: skip
        if answer is not None:
            return answer
    context = {"form": form, "source": source, "submission": uuid.uuid4(), "nav_section": "cases"}
    return render(request, "sources/add_source_passage.html", context)


@require_POST
def same_text(request: HttpRequest, source_id: int) -> HttpResponse:
    """Say that the source is the same text as another, or with none named, that it is not."""
    source = _granted(request, source_id)
    key = request.POST.get("of", "")
    if key:
        shown = Source.objects.visible_to(request.user)
        other = get_object_or_404(shown, pk=key) if key.isdecimal() and len(key) < 19 else None
        if other is None:
            return redirect("pages:source", source.pk)
        try:
            say_same_text(by=request.user, source=source, of=other)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            messages.success(request, _("Said to be one text. They count as one source now."))
    else:
        say_two_texts(by=request.user, source=source)
        messages.success(request, _("Said to be a text of its own. It counts by itself now."))
    return redirect("pages:source", source.pk)
