"""Sources that may be one text: what is found, by whom, and what saying so changes."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from casework.audit.models import Event
from casework.cases.models import Case
from casework.cases.sourcing import use_citations, use_source
from casework.dossiers.material import gather
from casework.sources.copies import Told, likely_copies, told_of
from casework.sources.models import Organisation, Source
from casework.sources.services import relay, say_same_text, say_two_texts
from tests.cast import Cast
from tests.makers import make_attachment, make_case, make_citation, make_entry, make_source, when

WORDS = "“They were turned away at the gate,”  said the  invented witness."


def found(told: Told, cast: Cast, reader: str = "mara") -> list[tuple[str, tuple[str, ...]]]:
    likely = likely_copies(told, getattr(cast, reader))
    return [(like.source.title, like.reasons) for like in likely]


@pytest.mark.parametrize(
    "address",
    [
        "http://www.example.org/report/1",
        "https://example.org/report/1/#page-2",
        "https://example.org/report/1?utm_source=letter&utm_medium=mail",
        "HTTPS://Example.org/report/1/",
    ],
)
def test_the_same_address_is_known_however_it_is_written(cast: Cast, address: str) -> None:
    make_source(cast.mara, title="First", url="https://example.org/report/1")
    make_source(cast.mara, title="Other", url="https://example.org/report/2")
    assert found(Told(url=address), cast) == [("First", ("the same address",))]


def test_an_address_that_asks_for_another_page_is_another(cast: Cast) -> None:
    make_source(cast.mara, title="First", url="https://example.org/?page=1&utm_source=x")
    assert found(Told(url="https://example.org/?page=2"), cast) == []
    assert len(found(Told(url="https://example.org/?page=1"), cast)) == 1


def test_the_same_words_are_known_whatever_their_marks_and_spaces(cast: Cast) -> None:
    make_citation(cast.mara, make_source(cast.mara, title="First"), quotation=WORDS)
    plain = '"THEY were turned away at the gate," said the invented witness.'
    assert found(Told(quotations=(plain,)), cast) == [
        ("First", ("the same words are quoted from it",))
    ]


def test_a_short_phrase_makes_no_two_texts_alike(cast: Cast) -> None:
    make_citation(cast.mara, make_source(cast.mara), quotation="He was not there.")
    assert found(Told(quotations=("He was not there.",)), cast) == []


def test_one_publisher_one_date_and_a_like_title_are_alike(cast: Cast) -> None:
    press = Organisation.objects.create(name="An invented agency")
    day = when("25 June 2008")
    make_source(cast.mara, title="Seven leave, ten remain", publisher=press, published=day)
    told = Told(title="SEVEN leave; ten remain!", publisher=press, published=day)
    reason = "the same publisher and date, and a title like it"
    assert found(told, cast) == [("Seven leave, ten remain", (reason,))]
    for other in (
        Told(title="A hearing is convened", publisher=press, published=day),
        Told(title=told.title, publisher=press, published=when("26 June 2008")),
        Told(title=told.title, described_as="a partner", published=day),
        Told(title=told.title, publisher=press),
    ):
        assert found(other, cast) == []


def test_the_same_file_is_known_by_its_digest(cast: Cast) -> None:
    one, other = make_source(cast.mara, title="One"), make_source(cast.mara, title="Other")
    for source in (one, other):
        make_attachment(cast.mara, source)
    assert found(told_of(other, cast.mara), cast) == [("One", ("the same file",))]


def test_nobody_is_offered_a_source_or_words_that_they_may_not_see(cast: Cast, case: Case) -> None:
    hidden = make_source(cast.ines, title="Hidden", url="https://example.org/hidden")
    make_citation(cast.ines, hidden, quotation=WORDS)
    told = Told(url="https://example.org/hidden", quotations=(WORDS,))
    assert found(told, cast) == []
    assert len(found(told, cast, "ines")) == 1
    use_source(case, hidden)  # now the source is seen by both teams, but not the other's passage
    assert found(told, cast) == [("Hidden", ("the same address",))]


def test_two_texts_said_to_be_one_corroborate_nothing_until_told_apart(cast: Cast) -> None:
    case = make_case(cast.mara, cast.east_asia)
    one, other = make_source(cast.mara, title="One"), make_source(cast.mara, title="Other")
    entry = make_entry(
        cast.mara, case, confirmed_by=cast.teo,
        citations=[make_citation(cast.mara, one), make_citation(cast.mara, other)],
    )  # fmt: skip

    def value() -> str:
        material = gather(case, cast.mara)
        fact = next(row for row in material.entries if row.pk == entry.pk)
        return material.verification_of(fact).value

    assert value() == "corroborated"
    assert say_same_text(by=cast.mara, source=other, of=one)
    assert value() == "single_source"
    assert not say_same_text(by=cast.mara, source=other, of=one), "said twice is said once"
    assert say_two_texts(by=cast.mara, source=other)
    assert not say_two_texts(by=cast.mara, source=other)
    assert value() == "corroborated"
    deeds = Event.objects.unrestricted(because="a test").filter(object_type="sources.Source")
    assert list(deeds.order_by("pk").values_list("deed", flat=True)) == [
        "sources_said_one", "sources_told_apart",
    ]  # fmt: skip


def test_a_copy_of_a_copy_is_a_copy_of_the_first(cast: Cast) -> None:
    first, second, third = (make_source(cast.mara, title=name) for name in "ABC")
    say_same_text(by=cast.mara, source=second, of=first)
    say_same_text(by=cast.mara, source=third, of=second)
    fourth = make_source(cast.mara, title="D")
    say_same_text(by=cast.mara, source=first, of=fourth)
    rows = Source.objects.visible_to(cast.mara).exclude(duplicate_of=None)
    assert set(rows.values_list("title", "duplicate_of__title")) == {
        ("A", "D"), ("B", "D"), ("C", "D"),
    }  # fmt: skip
    with pytest.raises(ValidationError, match="already"):
        say_same_text(by=cast.mara, source=fourth, of=second)


def test_a_text_and_what_it_hands_on_are_two(cast: Cast) -> None:
    text, upstream = make_source(cast.mara), make_source(cast.mara)
    relay(text=text, upstream=upstream, relation="quotes")
    for one, other in ((text, upstream), (upstream, text)):
        with pytest.raises(ValidationError, match="hands on"):
            say_same_text(by=cast.mara, source=one, of=other)


def test_only_who_may_change_a_source_and_see_the_other_says_they_are_one(
    cast: Cast, case: Case
) -> None:
    own, hidden = make_source(cast.mara), make_source(cast.ines)
    use_citations(case, [make_citation(cast.mara, own)])
    for by, source, of in (
        (cast.lou, own, own), (cast.mara, own, hidden), (cast.ines, own, hidden),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            say_same_text(by=by, source=source, of=of)
    with pytest.raises(PermissionDenied):
        say_two_texts(by=cast.lou, source=own)
