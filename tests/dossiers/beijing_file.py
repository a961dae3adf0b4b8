"""The Beijing 17 as the sources tell of them, written as colleagues write a file."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Team, User
from casework.advocacy.models import Action
from casework.advocacy.services import add_action, add_reply, link_outcome
from casework.cases import services
from casework.cases.codes import Axis, CaseKind, Certainty, PersonRole, Situation
from casework.cases.models import Case, Part, Person, StatusEntry
from casework.sources.models import Citation, Organisation, Source
from casework.sources.services import relay
from casework.sources.when import Origin, When, from_edtf
from tests.makers import (
    HEARD,
    make_case,
    make_citation,
    make_entry,
    make_figure,
    make_part,
    make_source,
)
from tests.makers import when as read

EXIT_VISAS = (
    "The Chinese government authorized exit visas in March for seven members of a group of North "
    "Korean refugees known as the “Beijing 17”"
)
TRAVELED = "The seven released refugees traveled to the United States to seek asylum on March 20."
LETTER = "The exact circumstances under which their release was won are not known"
WHY_SEVEN = "It is also not understood why Beijing allowed only 7 of the 17 to receive exit visas"
QUID_PRO_QUO = (
    "The Chinese authorities also reportedly linked the acceptance of this demand by UNHCR with "
    "the issuance of exit visas for the Beijing 17 in a quid-pro-quo fashion."
)
WITHHELD = "among them were a mother and her two children"


@dataclass
class Beijing:
    """The file and the rows that tests ask for."""

    case: Case
    cecc: Source
    copy: Source
    seven: Part
    ten: Part
    authorised: StatusEntry
    departed: StatusEntry
    letter: Action
    mother: Person


def in_march() -> When:
    """Only the month is told; it cannot have been later than the departure."""
    return When("in March", "2008-03", date(2008, 3, 1), date(2008, 3, 20), Origin.STATED)


def publisher(name: str, short_name: str = "") -> Organisation:
    return Organisation.objects.create(name=name, short_name=short_name)


def _sources(by: User) -> tuple[Source, Source, dict[str, Citation]]:
    """The analysis, its copy, and what is cited: VOA → Yonhap → Open Source Center → CECC."""
    commission = publisher("Congressional-Executive Commission on China", "CECC")
    voa = make_source(
        by, title="", publisher=publisher("Voice of America"), published=read("22 March 2008")
    )
    yonhap = make_source(by, title="", publisher=publisher("Yonhap"))
    collection = make_source(by, title="", publisher=publisher("Open Source Center"))
    cecc = make_source(
        by, kind="official_statement", title="Exit Visas to Seven North Koreans", held="held",
        publisher=commission, published=read("25 June 2008"), reliability="B",
        url="https://example.org/visas", accessed_on=date(2008, 6, 30),
    )  # fmt: skip
    copy = make_source(
        by, kind="official_statement", title="Item on a topic page", held="held",
        publisher=commission, published=read("25 June 2008"), duplicate_of=cecc,
    )  # fmt: skip
    relay(text=yonhap, upstream=voa, relation="reports")
    relay(text=collection, upstream=yonhap, relation="aggregates")
    step = relay(text=cecc, upstream=collection, relation="cites")
    said = {"said_by": "Voice of America", "hands_on": step}
    return cecc, copy, {
        "visas": make_citation(by, cecc, quotation=EXIT_VISAS, **said),
        "visas again": make_citation(by, copy, quotation=EXIT_VISAS, said_by="Voice of America"),
        "traveled": make_citation(by, cecc, quotation=TRAVELED),
        "letter": make_citation(by, cecc, quotation=LETTER),
        "why": make_citation(by, cecc, quotation=WHY_SEVEN),
        "bargain": make_citation(by, cecc, quotation=QUID_PRO_QUO, hedge="reportedly"),
        "withheld": make_citation(by, cecc, quotation=WITHHELD),
    }  # fmt: skip


def make_beijing(by: User, reviewer: User, *teams: Team) -> Beijing:
    """The whole file: parts, figures, people, history, letter, explanations, open questions."""
    case = make_case(
        by, *teams, kind=CaseKind.GROUP, public_title="Beijing 17", summary="Seventeen refugees."
    )
    cecc, copy, cited = _sources(by)
    seven = make_part(case, "the seven")
    ten = make_part(case, "the remaining ten", is_remainder=True)
    make_figure(
        by, case, 17, population="refugees", area="Beijing", as_of=in_march(),
        citations=[cited["why"]],
    )  # fmt: skip
    make_figure(by, case, 7, seven, citations=[cited["visas"]])
    mother = services.add_person(
        by=by, case=case, known_on=HEARD, label="Mother, name withheld by the source",
        sex="female",
        name_missing="withheld_by_source", role=PersonRole.VICTIM, part=seven,
        part_certainty=Certainty.BELIEVED, citations=[cited["withheld"]],
    )  # fmt: skip
    authorised = make_entry(
        by, case, Situation.EXIT_AUTHORIZED, confirmed_by=reviewer, part=seven, since=in_march(),
        until=read("20 March 2008"), citations=[cited["visas"], cited["visas again"]],
    )  # fmt: skip
    departed = make_entry(
        by, case, Situation.DEPARTED, confirmed_by=reviewer, part=seven,
        since=from_edtf("2008-03-20", "on March 20"), citations=[cited["traveled"]],
    )  # fmt: skip
    make_entry(
        by, case, Situation.UNKNOWN, confirmed_by=reviewer, part=ten, citations=[cited["why"]],
        certainty=Certainty.UNKNOWN, told="No source says what became of them.",
    )  # fmt: skip
    make_entry(
        by, case, "", axis=Axis.EVENT, confirmed_by=reviewer, certainty=Certainty.ALLEGED,
        since=read("by 26 February 2008"), citations=[cited["bargain"]],
        told="The exit visas were linked to a demand.",
    )  # fmt: skip
    letter = _letter(by, case, cited, authorised, departed)
    services.open_dispute(
        by=by, case=case, known_on=HEARD, question="Why only seven?", reasoning="Nobody says.",
        claims=[{"stance": "silent", "claim": "It is not understood.", "citation": cited["why"]}],
    )  # fmt: skip
    case.refresh_from_db()
    return Beijing(case, cecc, copy, seven, ten, authorised, departed, letter, mother)


def _letter(
    by: User, case: Case, cited: dict[str, Citation], authorised: StatusEntry,
    departed: StatusEntry,
) -> Action:  # fmt: skip
    letter = add_action(
        by=by, cases=[case], known_on=HEARD, kind="letter",
        title="Letter to the U.N. Secretary-General",
        happened=from_edtf("2008-03-18", "March 18"), citations=[cited["letter"]],
        parties=[
            {
                "role": "sender",
                "described_as": "U.S. legislators",
                "qualifier": "unspecified_plural",
            }
        ],
        asks=[{"text": "To press China on the issue", "of_whom": "Ban Ki-moon"}],
    )  # fmt: skip
    link_outcome(
        by=by, case=case, action=letter, entry=authorised, known_on=HEARD,
        citations=[cited["letter"]],
    )  # fmt: skip
    link_outcome(by=by, case=case, action=letter, entry=departed, known_on=HEARD)
    link_outcome(
        by=by, case=case, entry=authorised, known_on=HEARD, relation="rival_explanation",
        reasoning="The visas were linked to a demand to UNHCR.", citations=[cited["bargain"]],
    )  # fmt: skip
    return letter


def two_more_in_seoul(by: User, case: Case, reviewer: User | None = None) -> StatusEntry:
    """A partner, doubtful: two more arrived in Seoul in early May; known on 10 May 2009."""
    partner = make_source(by, title="", described_as="a partner", kind="email_or_call")
    told = make_citation(
        by, partner, quotation="Two more are in Seoul.", hedge="believed", credibility=4
    )
    return make_entry(
        by, case, Situation.THIRD_COUNTRY, confirmed_by=reviewer, count=2,
        count_qualifier="exact", certainty=Certainty.BELIEVED, place="Seoul",
        since=read("early May 2008"), known_on=date(2009, 5, 10), citations=[told],
    )  # fmt: skip


def answer_letter(by: User, letter: Action, cecc: Source) -> None:
    """A reply of the authorities, in words of their own (invented)."""
    add_reply(
        by=by, action=letter, known_on=HEARD, kind="hostile", from_whom="a spokesman",
        on_behalf_of="the Foreign Ministry", received=read("22 March 2008"),
        citations=[
            make_citation(by, cecc, quotation="illegal economic immigrants", said_by="a spokesman")
        ],
    )  # fmt: skip
