"""The back office: rows through the guard, hidden and absent alike, nothing lost or deleted."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, User
from casework.access.exchange_admin import GuardedExchange, GuardedExport
from casework.access.guard import GuardedModel
from casework.advocacy.models import Action
from casework.audit.models import Event
from casework.cases.models import Case, Dispute, Part, Person, Review, StatusEntry
from casework.notes.models import Note
from casework.sources.models import Citation, Source
from casework.sources.services import relay
from tests.access.back_office import (
    INLINE,
    add,
    address,
    change,
    errors_of,
    filled,
    rows,
    searched,
)
from tests.access.test_sight import fill
from tests.cast import Cast, sign_in
from tests.makers import (
    make_action,
    make_case,
    make_citation,
    make_figure,
    make_part,
    make_person,
    make_source,
)

BECAUSE = "a test looks at what is there"
NOWHERE = 999_999_999

pytestmark = pytest.mark.django_db


def registered() -> list[type[Model]]:
    return [model for model in admin.site._registry if issubclass(model, GuardedModel)]


def row_of(model: type[Model]) -> Model:
    row = model.objects.unrestricted(because=BECAUSE).first()
    assert row is not None, f"no {model._meta.label} to test with"
    return row


@pytest.fixture
def east(cast: Cast) -> Case:
    """A file of East Asia with a row of every guarded model."""
    return fill(cast.mara, cast.teo, cast.east_asia)


def as_user(user: User) -> Client:
    return sign_in(Client(), user)


# ---- Every page ---------------------------------------------------------------------------------


def pages_of(model: type[Model]) -> list[str]:
    pages = [address(model, "changelist"), address(model, "changelist") + "?q=a"]
    key = row_of(model).pk
    pages += [address(model, "change", key), address(model, "history", key)]
    kind = type(admin.site._registry[model])
    pages += [address(model, "export")] if issubclass(kind, GuardedExport) else []
    pages += [address(model, "import")] if issubclass(kind, GuardedExchange) else []
    return pages


def test_every_page_opens_and_carries_nothing_that_the_policy_would_block(
    east: Case, cast: Cast
) -> None:
    mara, abel = as_user(cast.mara), as_user(cast.abel)
    pages = [reverse("admin:index")]
    pages += [page for model in registered() if model is not Event for page in pages_of(model)]
    pages += [address(m, "add") for m in (Case, Person, Source, Action, Citation, Dispute)]
    for client, page in [(mara, p) for p in pages] + [(abel, p) for p in pages_of(Event)]:
        response = client.get(page)
        assert response.status_code == 200, page
        assert not INLINE.search(response.content.decode()), page
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["Cache-Control"] == "no-store"


def test_every_guarded_model_that_stands_alone_can_be_looked_up() -> None:
    """Rows of an inline alone are the others; each of them hangs on a page that is here."""
    alone = {model._meta.label for model in registered()}
    assert alone >= {
        "audit.Event", "sources.Source", "sources.Citation", "cases.Case", "cases.Person",
        "cases.Part", "cases.StatusEntry", "cases.Review", "cases.Dispute", "advocacy.Action",
        "advocacy.OutcomeLink", "notes.Note",
    }  # fmt: skip
    inlines = {
        inline.model._meta.label
        for model in registered()
        for inline in admin.site._registry[model].inlines
    }
    guarded = {m._meta.label for m in apps.get_models() if issubclass(m, GuardedModel)}
    # What stood in a row before is read on its history page.
    guarded = {label for label in guarded if not label.endswith("Change")}
    kept_by_the_application = {
        "cases.CaseCitation", "cases.CurrentStanding", "cases.Whereabouts", "audit.Seal",
    }  # fmt: skip
    assert guarded - alone - inlines == kept_by_the_application


def test_the_site_is_one_click_away(cast: Cast) -> None:
    page = as_user(cast.mara).get(reverse("admin:index")).content.decode()
    assert f'href="{reverse("pages:desk")}"' in page


# ---- Hidden and absent answer the same ----------------------------------------------------------


def answer(client: Client, url: str, key: int, method: str = "get") -> tuple[int, str, str]:
    response = getattr(client, method)(url)
    told = client.get(reverse("admin:index")).context["messages"]
    messages = " ".join(str(message) for message in told)
    return (
        response.status_code,
        response.headers.get("Location", ""),
        messages.replace(str(key), "N"),
    )


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_a_hidden_row_answers_like_an_absent_one(
    east: Case, cast: Cast, page: str, method: str
) -> None:
    ines = as_user(cast.ines)
    for model in registered():
        hidden = row_of(model).pk
        one = answer(ines, address(model, page, hidden), hidden, method)
        other = answer(ines, address(model, page, NOWHERE), NOWHERE, method)
        assert one == other, (model._meta.label, page)


def test_a_row_cannot_be_asked_after_by_its_number_on_the_site(east: Case, cast: Cast) -> None:
    kind = ContentType.objects.get_for_model(Case).pk
    ines = as_user(cast.ines)
    for key in (east.pk, NOWHERE):
        assert ines.get(f"/back-office/r/{kind}/{key}/").status_code == 404


def test_lists_hold_visible_rows_only(east: Case, cast: Cast) -> None:
    mara, ines = as_user(cast.mara), as_user(cast.ines)
    for model in registered():
        if model is Event:
            continue
        page = address(model, "changelist")
        seen = model.objects.visible_to(cast.mara).count()
        assert seen > 0
        assert mara.get(page).context_data["cl"].result_count == seen, model
        assert ines.get(page).context_data["cl"].result_count == 0, model


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (Case, "secret"), (Person, "secret"), (Source, "secret"), (Citation, "secret"),
        (StatusEntry, "secret"), (Action, "secret"), (Dispute, "secret"),
    ],
)  # fmt: skip
def test_a_search_finds_visible_rows_only(cast: Cast, model: type[Model], words: str) -> None:
    case = make_case(cast.mara, cast.east_asia, public_title="A secret file")
    make_person(cast.mara, case, names=[{"text": "secret name"}])
    citation = make_citation(
        cast.mara, make_source(cast.mara, title="A secret report"), quotation="secret words"
    )
    make_figure(cast.mara, case, 7, citations=[citation])
    StatusEntry.objects.create(
        case=case, recorded_by=cast.mara, axis="event", told="secret", certainty="known"
    )
    make_action(cast.mara, case, title="A secret letter")
    Dispute.objects.create(case=case, recorded_by=cast.mara, question="A secret question?")
    assert searched(as_user(cast.teo), model, words).context_data["cl"].result_count == 1
    assert searched(as_user(cast.ines), model, words).context_data["cl"].result_count == 0


@pytest.mark.parametrize(
    "lookup",
    [
        "public_title__startswith=A", "reader_keys__contains=2", "lead__username__startswith=m",
        "recorded_by__id__exact=1", "named_readers__contains=1", "summary__contains=x",
    ],
)  # fmt: skip
def test_an_address_cannot_ask_what_no_filter_offers(
    east: Case, cast: Cast, lookup: str
) -> None:
    response = as_user(cast.mara).get(address(Case, "changelist") + f"?{lookup}")
    assert response.status_code == 400


def suggestions(client: Client, model: type[Model], field: str, term: str) -> list[dict]:
    query = {
        "app_label": model._meta.app_label, "model_name": model._meta.model_name,
        "field_name": field, "term": term,
    }  # fmt: skip
    response = client.post(reverse("admin:autocomplete"), query)
    assert response.status_code == 200
    return response.json()["results"]


def test_suggestions_are_visible_rows_under_names_that_people_read(cast: Cast) -> None:
    case = make_case(cast.mara, cast.east_asia, public_title="A group")
    person = make_person(cast.mara, case, "Mother, name withheld")
    participation = person.participations.model
    mara, ines = as_user(cast.mara), as_user(cast.ines)
    assert suggestions(mara, participation, "person", "mother") == [
        {"id": str(person.pk), "text": "Mother, name withheld"}
    ]
    assert suggestions(mara, participation, "case", "group")[0]["text"] == (
        f"{case.reference} · A group"
    )
    assert suggestions(ines, participation, "person", "mother") == []
    assert suggestions(ines, participation, "case", case.reference) == []


def test_colleagues_are_not_suggested_to_who_may_not_open_accounts(cast: Cast) -> None:
    query = {"app_label": "accounts", "model_name": "membership", "field_name": "user", "term": ""}
    assert as_user(cast.mara).post(reverse("admin:autocomplete"), query).status_code == 403


def test_filters_offer_visible_rows_only(east: Case, cast: Cast) -> None:
    make_case(cast.ines, cast.west_africa, public_title="A file of the west")
    page = as_user(cast.mara).get(address(StatusEntry, "changelist")).content.decode()
    assert east.reference in page
    assert "A file of the west" not in page


@pytest.mark.parametrize("name", ["ines", "mara"])
def test_a_hidden_row_cannot_be_chosen_and_is_not_told_from_an_absent_one(
    east: Case, cast: Cast, name: str
) -> None:
    west = make_case(cast.ines, cast.west_africa)
    hidden = make_source(cast.teo)
    client, case = as_user(cast.everybody()[name]), west if name == "ines" else east
    stored = case.case_sources.visible_to(cast.everybody()[name]).count()
    answers = [
        errors_of(change(client, case, **rows("case_sources", {"source": key}, stored=stored)))
        for key in (hidden.pk, NOWHERE)
    ]
    assert answers[0] == answers[1]
    assert "Select a valid choice" in answers[0]


# ---- Who may do what ----------------------------------------------------------------------------


def test_a_reader_has_no_back_office(case: Case, cast: Cast) -> None:
    response = as_user(cast.lou).get(address(Case, "changelist"))
    assert response.status_code in {302, 403}
    assert "A group of seventeen" not in response.content.decode()


def test_who_opens_accounts_sees_accounts_and_no_case(case: Case, cast: Cast) -> None:
    vera = as_user(cast.vera)
    assert vera.get(address(User, "changelist")).status_code == 200
    for model in registered():
        assert vera.get(address(model, "changelist")).status_code == 403, model


def test_an_auditor_reads_the_trail_and_no_case(case: Case, cast: Cast) -> None:
    abel = as_user(cast.abel)
    for model in registered():
        expected = 200 if model is Event else 403
        assert abel.get(address(model, "changelist")).status_code == expected, model
    assert abel.post(address(Event, "change", row_of(Event).pk), {}).status_code == 403


def test_a_closed_account_is_out_at_the_next_request(case: Case, cast: Cast) -> None:
    mara = as_user(cast.mara)
    cast.mara.is_active = False
    cast.mara.save()
    assert mara.get(address(Case, "changelist")).status_code == 302


def test_nothing_of_a_case_is_deleted(east: Case, cast: Cast) -> None:
    teo = as_user(cast.teo)
    for model in registered():
        page = address(model, "delete", row_of(model).pk)
        assert teo.post(page, {"post": "yes"}).status_code in {302, 403}
        data = {"action": "delete_selected", "_selected_action": [row_of(model).pk], "post": "yes"}
        teo.post(address(model, "changelist"), data)
        assert row_of(model)


@pytest.mark.parametrize("model", [StatusEntry, Review, Citation, Part, Note])
def test_what_only_grows_or_is_written_elsewhere_is_not_changed_here(
    east: Case, cast: Cast, model: type[Model]
) -> None:
    response = as_user(cast.teo).post(address(model, "change", row_of(model).pk), {})
    assert response.status_code == 403


@pytest.mark.parametrize("model", [StatusEntry, Review, Part, Note])
def test_what_is_written_elsewhere_is_not_added_here(cast: Cast, model: type[Model]) -> None:
    assert as_user(cast.teo).get(address(model, "add")).status_code == 403


def test_taking_somebody_off_a_team_is_recorded(cast: Cast) -> None:
    membership = Membership.objects.get(user=cast.lou)
    vera = as_user(cast.vera)
    response = change(vera, cast.lou, **{"memberships-0-DELETE": "on"})
    assert response.status_code == 302, errors_of(response)
    assert not Membership.objects.filter(pk=membership.pk).exists()
    told = Event.objects.visible_to(cast.abel).get(deed="removed")
    assert (told.actor, told.detail["kind"]) == (cast.vera, "accounts.Membership")


# ---- Entering -----------------------------------------------------------------------------------


def new_case(cast: Cast, **more: object) -> dict:
    return {
        "public_title": "Nine people in a city", "kind": "group", "country": "CN",
        "priority": "normal", "publicity": "undecided", "sight": "teams",
        "teams": [cast.east_asia.pk], **more,
    }  # fmt: skip


def test_a_new_file_starts_in_intake_under_a_reference_of_the_system(cast: Cast) -> None:
    response = add(as_user(cast.mara), Case, **new_case(cast))
    assert response.status_code == 302, errors_of(response)
    case = Case.objects.visible_to(cast.teo).get()
    assert re.fullmatch(r"C-[0-9A-HJKMNP-TV-Z]{7}", case.reference)
    assert (case.workflow, case.recorded_by) == ("intake", cast.mara)
    assert case.entries.visible_to(cast.teo).get().recorded_by == cast.mara
    told = Event.objects.visible_to(cast.abel).filter(deed="entered").get(object_id=case.pk)
    assert told.actor == cast.mara
    assert "public_title" in told.detail["fields"]
    assert "Nine people" not in str(told.detail)


def test_a_file_is_opened_for_own_teams_only(cast: Cast) -> None:
    response = add(as_user(cast.mara), Case, **new_case(cast, teams=[cast.west_africa.pk]))
    assert "Select a valid choice" in errors_of(response)
    assert not Case.objects.unrestricted(because=BECAUSE).exists()


def test_a_form_sent_twice_is_stored_once(cast: Cast) -> None:
    mara, url = as_user(cast.mara), address(Case, "add")
    data = filled(mara.get(url), **new_case(cast))
    first, second = mara.post(url, data), mara.post(url, data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert Case.objects.visible_to(cast.mara).count() == 1
    assert "stored once" in mara.get(second.headers["Location"]).content.decode() or (
        "stored once" in mara.get(address(Case, "changelist")).content.decode()
    )


def test_what_is_entered_on_a_file_is_seen_by_its_team_with_its_sources(
    case: Case, cast: Cast
) -> None:
    mara = as_user(cast.mara)
    person = Person.objects.create(recorded_by=cast.mara, label="Somebody")
    origin = make_source(cast.mara, title="The agency")
    text = make_source(cast.mara, title="The newspaper")
    relay(text=text, upstream=origin, relation="reports")
    citation = make_citation(cast.mara, text)
    assert not Person.objects.visible_to(cast.lou).exists()
    response = change(
        mara, case,
        **rows("participations", {"person": person.pk, "role": "witness",
               "certainty": "known", "citations": [citation.pk]}),
    )  # fmt: skip
    assert response.status_code == 302, errors_of(response)
    assert Person.objects.visible_to(cast.lou).get() == person
    seen = set(Source.objects.visible_to(cast.lou).values_list("title", flat=True))
    assert seen >= {"The agency", "The newspaper"}
    part = person.participations.visible_to(cast.lou).get()
    assert part.citations.visible_to(cast.lou).get() == citation


def test_a_source_put_on_a_file_brings_its_chain(case: Case, cast: Cast) -> None:
    origin = make_source(cast.mara, title="The agency")
    text = make_source(cast.mara, title="The newspaper")
    relay(text=text, upstream=origin, relation="reports")
    new = rows("case_sources", {"source": text.pk}, stored=1)
    assert change(as_user(cast.mara), case, **new).status_code == 302
    assert Source.objects.visible_to(cast.lou).filter(pk=origin.pk).exists()


def test_a_step_added_later_to_a_chain_reaches_the_files_that_rest_on_it(
    case: Case, cast: Cast
) -> None:
    text = Source.objects.visible_to(cast.mara).get()
    origin = make_source(cast.mara, title="The agency")
    response = change(
        as_user(cast.mara), text,
        **rows("relays", {"upstream": origin.pk, "relation": "reports"}),
    )  # fmt: skip
    assert response.status_code == 302, errors_of(response)
    assert Source.objects.visible_to(cast.lou).filter(pk=origin.pk).exists()


def test_a_date_is_kept_as_told_and_asked_about_where_it_is_ambiguous(cast: Cast) -> None:
    mara = as_user(cast.mara)
    new = {"kind": "newsletter", "title": "A letter", "held": "cited", "reliability": "F"}
    asked = add(mara, Source, **new, published="03/04/2008")
    assert "Choose which is meant" in errors_of(asked)
    assert 'name="published_reading"' in asked.content.decode()
    assert not Source.objects.visible_to(cast.mara).exists()
    add(mara, Source, **new, published="03/04/2008", published_reading="2008-04-03")
    add(mara, Source, **new, published="in March 2008")
    one, other = Source.objects.visible_to(cast.mara)
    assert (one.published.words, one.published.edtf) == ("03/04/2008", "2008-04-03")
    assert (other.published.words, other.published.edtf) == ("in March 2008", "2008-03")
    change(mara, other, remark="Read again.")
    other.refresh_from_db()
    assert (other.published.edtf, other.remark) == ("2008-03", "Read again.")


def test_a_figure_is_withdrawn_and_not_overwritten(case: Case, cast: Cast) -> None:
    mara = as_user(cast.mara)
    refused = change(mara, case, **{"figures-0-low": "18"})
    assert "never overwritten" in errors_of(refused)
    assert case.figures.visible_to(cast.mara).filter(low=17).exists()
    withdrawn = {"figures-0-withdrawn_on": "2008-07-01", "figures-0-withdrawn_because": "Misread."}
    assert change(mara, case, **withdrawn).status_code == 302


def test_only_parts_of_the_same_file_can_be_chosen(case: Case, cast: Cast) -> None:
    other = make_part(make_case(cast.mara, cast.east_asia), "a part of another file")
    page = as_user(cast.mara).get(address(Case, "change", case.pk)).content.decode()
    assert "the seven" in page
    assert "a part of another file" not in page
    new = {"part": other.pk, "qualifier": "exact", "low": "3", "unit": "persons"}
    refused = change(as_user(cast.mara), case, **rows("figures", new, stored=2))
    assert "Select a valid choice" in errors_of(refused)


def test_an_action_concerns_at_least_one_file(case: Case, cast: Cast) -> None:
    new = {"kind": "letter", "title": "A letter", "our_role": "led", "status": "draft"}
    mara = as_user(cast.mara)
    assert "at least one case file" in errors_of(add(mara, Action, **new))
    new |= {"status": "sent_or_held", "happened": "18 March 2008"}
    response = add(mara, Action, **new, **rows("action_cases", {"case": case.pk}))
    assert response.status_code == 302, errors_of(response)
    assert Action.objects.visible_to(cast.lou).get().happened.edtf == "2008-03-18"


def test_the_hours_of_an_action_are_those_of_a_clock_at_the_place(
    case: Case, cast: Cast
) -> None:
    mara, action = as_user(cast.mara), make_action(cast.mara, case)
    hours = {"starts_at": "2023-06-13T10:00", "ends_at": "2023-06-13T12:00"}
    assert "in which time zone" in errors_of(change(mara, action, **hours))
    wrong = change(mara, action, **hours, time_zone="../../etc/passwd")
    assert "no time zone of that name" in errors_of(wrong)
    response = change(mara, action, **hours, time_zone="America/New_York")
    assert response.status_code == 302, errors_of(response)
    action.refresh_from_db()
    assert action.starts_at.isoformat() == "2023-06-13T14:00:00+00:00"
    page = mara.get(address(Action, "change", action.pk)).content.decode()
    assert 'value="2023-06-13T10:00"' in page
    change(mara, action, summary="Read again.")
    action.refresh_from_db()
    assert action.starts_at.isoformat() == "2023-06-13T14:00:00+00:00"


def test_a_passage_hands_on_a_step_of_its_own_source(case: Case, cast: Cast) -> None:
    mara = as_user(cast.mara)
    text, origin = make_source(cast.mara), make_source(cast.mara, title="The agency")
    other = relay(text=origin, unnamed_upstream="unnamed sources", relation="told_by")
    own = relay(text=text, upstream=origin, relation="reports")
    words = {"quotation": "So it was.", "hedge": "stated", "credibility": "6"}
    refused = change(mara, text, **rows("citations", {**words, "hands_on": other.pk}))
    assert "Select a valid choice" in errors_of(refused)
    response = change(mara, text, **rows("citations", {**words, "hands_on": own.pk}))
    assert response.status_code == 302, errors_of(response)
    assert text.citations.visible_to(cast.mara).get().hands_on == own
    apart = add(mara, Citation, **words, source=text.pk, hands_on=other.pk)
    assert "another source" in errors_of(apart)


def test_more_than_an_order_in_time_is_said_only_with_a_source(case: Case, cast: Cast) -> None:
    mara, action = as_user(cast.mara), make_action(cast.mara, case)
    entry = case.entries.visible_to(cast.mara).get(value="departed")
    link = {"case": case.pk, "entry": entry.pk, "relation": "corroborated"}
    refused = change(mara, action, **rows("outcome_links", link))
    assert "Give the source" in errors_of(refused)
    link |= {"relation": "unknown"}
    assert change(mara, action, **rows("outcome_links", link)).status_code == 302
    assert action.outcome_links.visible_to(cast.lou).get().relation == "unknown"


def test_a_chain_that_loops_is_refused_in_words(case: Case, cast: Cast) -> None:
    one, other = make_source(cast.mara, title="One"), make_source(cast.mara, title="Another")
    relay(text=one, upstream=other, relation="reports")
    step = rows("relays", {"upstream": one.pk, "relation": "reports"})
    assert "own beginning" in errors_of(change(as_user(cast.mara), other, **step))


def test_what_the_database_refuses_comes_back_with_nothing_lost(case: Case, cast: Cast) -> None:
    new = {"name": "what else remains", "is_remainder": "on", "description": "Typed with care."}
    response = change(as_user(cast.mara), case, **rows("parts", new, stored=2))
    assert response.status_code == 200
    assert "on record already" in response.content.decode()
    assert "Typed with care." in response.content.decode()
    assert case.parts.visible_to(cast.mara).count() == 2


def test_the_same_source_twice_is_refused_in_words(case: Case, cast: Cast) -> None:
    source = Source.objects.visible_to(cast.mara).get()
    twice = rows("case_sources", {"source": source.pk}, stored=1)
    response = change(as_user(cast.mara), case, **twice)
    assert response.status_code == 200
    assert re.search("duplicate|on record already", response.content.decode())


def test_a_popup_names_the_new_row_for_people(cast: Cast) -> None:
    response = add(
        as_user(cast.mara), Person, label="Mother, name withheld by the source", _popup="1"
    )
    assert "Mother, name withheld by the source" in response.content.decode()


# ---- Two people, one row ------------------------------------------------------------------------


def test_a_stale_save_shows_both_versions_and_stores_nothing(case: Case, cast: Cast) -> None:
    mara, teo = as_user(cast.mara), as_user(cast.teo)
    url = address(Case, "change", case.pk)
    stale = filled(mara.get(url), summary="What mara wrote.", **{"parts-0-name": "mara’s seven"})
    change(teo, case, summary="What teo wrote.", **{"parts-0-name": "teo’s seven"})
    response = mara.post(url, stale)
    page = response.content.decode()
    assert "Somebody else has saved this record" in page
    for words in ("What mara wrote.", "What teo wrote.", "mara’s seven", "teo’s seven"):
        assert words in page
    case.refresh_from_db()
    assert case.summary == "What teo wrote."
    again = mara.post(url, filled(response))
    assert again.status_code == 302, errors_of(again)
    case.refresh_from_db()
    assert case.summary == "What mara wrote."


@pytest.mark.parametrize("model", [Case, Person, Source, Action])
def test_a_conflict_reads_labels_and_words_not_keys(
    east: Case, cast: Cast, model: type[Model]
) -> None:
    row, url = row_of(model), address(model, "change", row_of(model).pk)
    mine, theirs, shown = {
        Case: ({"priority": "urgent"}, {"priority": "low"}, ["urgent", "low"]),
        Person: ({"born": "March 1999"}, {"born": "1998"}, ["March 1999", "1998"]),
        Source: ({"held": "held"}, {"held": "seen"}, ["held: we have the text", "seen, not kept"]),
        Action: ({"happened": "May 2008"}, {"happened": "June 2008"}, ["May 2008", "June 2008"]),
    }[model]
    stale = filled(as_user(cast.mara).get(url), **mine)
    assert change(as_user(cast.teo), row, **theirs).status_code == 302
    response = as_user(cast.mara).post(url, stale)
    (found,) = response.context_data["conflict"]
    assert [found.differences[0].yours, found.differences[0].stored] == shown


# ---- What is hidden stays -----------------------------------------------------------------------


def test_a_hidden_link_is_never_removed(case: Case, cast: Cast) -> None:
    hidden = make_citation(cast.ines)
    action = make_action(cast.mara, case)
    shown = Citation.objects.visible_to(cast.mara).first()
    action.citations.add(hidden, shown)
    other = make_citation(cast.mara)
    response = change(as_user(cast.mara), action, citations=[other.pk])
    assert response.status_code == 302, errors_of(response)
    kept = set(action.citations.unrestricted(because=BECAUSE))
    assert kept == {hidden, other}


def test_a_hidden_row_that_a_field_points_at_is_kept(case: Case, cast: Cast) -> None:
    hidden = make_source(cast.ines, title="A hidden report")
    source = Source.objects.visible_to(cast.mara).get()
    source.duplicate_of = hidden
    source.save()
    mara = as_user(cast.mara)
    page = mara.get(address(Source, "change", source.pk)).content.decode()
    assert "A hidden report" not in page
    assert f'value="{hidden.pk}"' not in page
    assert change(mara, source, remark="Read again.").status_code == 302
    source.refresh_from_db()
    assert (source.duplicate_of, source.remark) == (hidden, "Read again.")


def test_kinship_with_somebody_hidden_is_not_shown(case: Case, cast: Cast) -> None:
    child = make_person(cast.mara, case, "The child")
    west = make_case(cast.ines, cast.west_africa)
    hidden = make_person(cast.ines, west, "A hidden mother")
    child.kinships.create(kind="relative_of", relative=hidden)
    mara = as_user(cast.mara)
    assert "hidden mother" not in mara.get(address(Person, "change", child.pk)).content.decode()
    assert change(mara, child, remark="Seven years old.").status_code == 302
    assert child.kinships.unrestricted(because=BECAUSE).count() == 1


def test_words_of_a_case_stand_in_its_history_for_its_team_and_in_no_log(
    case: Case, cast: Cast
) -> None:
    mara, history = as_user(cast.mara), address(Case, "history", case.pk)
    change(mara, case, public_title="A secret title", **{"parts-0-name": "a secret part"})
    page = mara.get(history).content.decode()
    assert "A secret title" in page and "a secret part" in page
    assert "secret" not in as_user(cast.ines).get(history, follow=True).content.decode()
    assert "secret" not in mara.get(reverse("admin:index")).content.decode().lower()


# ---- Queries ------------------------------------------------------------------------------------


def test_a_page_of_many_rows_asks_no_more_than_one_of_few(
    case: Case, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    mara, citation = as_user(cast.mara), Citation.objects.visible_to(cast.mara).first()
    page, listed = address(Case, "change", case.pk), address(Person, "changelist")

    def asked(url: str) -> int:
        with django_assert_max_num_queries(40) as queries:
            assert mara.get(url).status_code == 200
        return len(queries)

    for _person in range(3):
        make_person(cast.mara, case, citations=[citation])
    few = asked(page), asked(listed)
    for _person in range(12):
        make_person(cast.mara, case, citations=[citation])
    assert (asked(page), asked(listed)) == few
