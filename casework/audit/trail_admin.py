"""The trail as auditors read it: the newest first, narrowed by deed, kind, person, day, session.

A list of a million events is never counted: it says “10,000” and that there are more.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from casework.audit.chain import Anchor, Verdict, head, verify
from casework.audit.deeds import Deed
from casework.audit.models import Event
from casework.audit.recorded_admin import ReadOnly
from casework.audit.trail import record

COUNTED = 10_000
CHECKED_HERE = 500_000  # seals; what takes longer than a page may is left to audit_verify
_DAYS = 14
Choices = list[tuple[str, str]]


class FirstOnes(Paginator):
    """Counts as far as COUNTED, whatever comes after."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:COUNTED].count()

    @property
    def is_short(self) -> bool:
        return self.count == COUNTED


class _Asked(admin.SimpleListFilter):
    """A filter that offers what was asked for, so that any value of the right shape holds."""

    def __init__(self, request: HttpRequest, params: dict, *args: object) -> None:
        self.asked = str((params.get(self.parameter_name) or [""])[-1])
        super().__init__(request, params, *args)


class KindFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("kind of object"), "kind"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Choices:
        named = ((label, capfirst(name)) for label, name in kinds().items())
        return sorted(named, key=lambda kind: kind[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(object_type=self.value()) if self.value() else queryset


class DayFilter(_Asked):
    title, parameter_name = gettext_lazy("day"), "day"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Choices:
        today = timezone.localdate()
        days = {today - timedelta(days=back) for back in range(_DAYS)}
        days |= {day for day in [_day(self.asked)] if day}
        return [(day.isoformat(), date_format(day)) for day in sorted(days, reverse=True)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        day = _day(self.value() or "")
        if day is None:
            return queryset
        begins = timezone.make_aware(datetime.combine(day, time.min))
        ends = timezone.make_aware(datetime.combine(day, time.max))
        return queryset.filter(at__gte=begins, at__lte=ends)


class SessionFilter(_Asked):
    """Offered once a session has been chosen from a line of the list."""

    title, parameter_name = gettext_lazy("session"), "session"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Choices:
        return [(self.asked, self.asked)] if self.asked else []

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(session=self.value()) if self.value() else queryset


@cache
def kinds() -> dict[str, str]:
    """The name of every model of ours whose rows a deed can be done to, by its label."""
    named = {model._meta.label: model._meta.verbose_name for model in apps.get_models()}
    ours = ("accounts.", *(f"{config.label}." for config in apps.get_app_configs()
            if config.name.startswith("casework.")))  # fmt: skip
    return {
        label: name
        for label, name in named.items()
        if label.startswith(ours) and not label.endswith("Change")
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _narrowing(name: str, value: str, words: str) -> str:
    return format_html('<a href="?{}={}">{}</a>', name, value, words)


@admin.register(Event)
class EventAdmin(ReadOnly):
    """What happened: ids, codes and labels; no text of a case, no name of anybody in one."""

    list_display = ["when", "who", "deed", "what", "told", "from_session"]
    list_display_links = ["deed"]
    list_filter = [DayFilter, SessionFilter, "actor", KindFilter, "deed"]
    list_select_related = ["actor"]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["=object_id"]
    search_help_text = gettext_lazy("The number of an object")
    fields = ["at", "who", "deed", "what", "told", "session"]
    readonly_fields = ["who", "what", "told"]
    paginator = FirstOnes
    change_list_template = "admin/audit/event/change_list.html"

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        own = {KindFilter.parameter_name, DayFilter.parameter_name, SessionFilter.parameter_name}
        return lookup in own or super().lookup_allowed(lookup, value, request)

    @admin.display(description=gettext_lazy("at"), ordering="pk")
    def when(self, event: Event) -> str:
        at = timezone.localtime(event.at)
        shown = date_format(at, "Y-m-d H:i:s")
        return _narrowing(DayFilter.parameter_name, at.date().isoformat(), shown)

    @admin.display(description=gettext_lazy("who"))
    def who(self, event: Event) -> str:
        return event.actor.name if event.actor is not None else _("nobody signed in")

    @admin.display(description=gettext_lazy("on what"))
    def what(self, event: Event) -> str:
        kind = capfirst(kinds().get(event.object_type, event.object_type))
        return f"{kind} {event.object_id or ''}".strip()

    @admin.display(description=gettext_lazy("detail"))
    def told(self, event: Event) -> str:
        why = [_("why: %(code)s") % {"code": event.why}] if event.why else []
        return "; ".join([*why, event.detail_in_words] if event.detail else why)

    @admin.display(description=gettext_lazy("session"))
    def from_session(self, event: Event) -> str:
        if not event.session:
            return ""
        return _narrowing(SessionFilter.parameter_name, event.session, event.session[:6])

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.recompute)
        return [path("recompute/", view, name="audit_event_recompute"), *super().get_urls()]

    @method_decorator(require_POST)
    def recompute(self, request: HttpRequest) -> HttpResponse:
        """Recomputes the whole chain now, and says what was found."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        say, words = self._recomputed(request)
        say(request, words)
        return HttpResponseRedirect(reverse("admin:audit_event_changelist"))

    def _recomputed(self, request: HttpRequest) -> tuple[Callable, str]:
        noted = request.POST.get("anchor", "").strip()
        try:
            anchor = Anchor.read(noted) if noted else None
        except ValueError as error:
            return messages.error, str(error)
        if head().seq > CHECKED_HERE:
            return messages.warning, _("The trail is too long for a page. Run audit_verify.")
        verdict = verify(anchor)
        found = verdict.flaw or "whole"
        record(request.user, Deed.TRAIL_VERIFIED, found=str(found), seals=verdict.whole)
        return (messages.error if verdict.flaw else messages.success), in_words(verdict, anchor)


def in_words(verdict: Verdict, anchor: Anchor | None) -> str:
    """What a check found, for a page."""
    values = {"n": verdict.whole, "place": verdict.place, "head": verdict.head}
    if verdict.flaw is not None:
        wrong = _("%(n)d seals are whole, then something is wrong at %(place)s.") % values
        return f"{wrong} {capfirst(verdict.flaw.label)}."
    if anchor is None:
        return (
            _(
                "%(n)d seals recomputed, all whole; head %(head)s. No anchor was given: an end "
                "that was cut off or written anew is not found so."
            )
            % values
        )
    return _("%(n)d seals recomputed, all whole, and the anchor fits. Head %(head)s.") % values
