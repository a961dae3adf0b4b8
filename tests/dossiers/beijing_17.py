"""The Beijing 17 as plain values, from CECC's text of 25 June 2008; marked parts are invented."""

from casework.dossiers.document import (
    Action,
    ChainLink,
    Dossier,
    Edition,
    Fact,
    FigureLine,
    Group,
    Labelled,
    LedgerRow,
    OpenQuestion,
    OutcomeLink,
    PersonLine,
    Segment,
    SourceLine,
    Standing,
)
from casework.dossiers.words import words
from tests.dossiers.samples import METHOD

CECC = ChainLink(text="cited in CECC, 25 June 2008", seen=True)
BEIJING_SOURCES = (
    SourceLine(
        number=1,
        text="Congressional-Executive Commission on China (CECC), “Government Grants Exit Visas "
        "to Seven North Koreans, Pressures UNHCR in Pre-Olympic Crackdown”, 25 June 2008.",
        chain=(ChainLink(text="CECC, 25 June 2008", seen=True),),
    ),
    SourceLine(
        number=2,
        text="Voice of America, report of 22 March (year from the citing text).",
        chain=(
            ChainLink(text="Voice of America, 22 March", seen=False),
            ChainLink(text="as reported by the Yonhap News Agency", seen=False),
            ChainLink(text="via Open Source Center", seen=False),
            CECC,
        ),
        note="One origin: Voice of America. The four texts are one report, not four.",
    ),
    SourceLine(
        number=3,
        text="Korea Times, article of 26 February (year from the citing text).",
        chain=(ChainLink(text="Korea Times, 26 February", seen=False), CECC),
    ),
)

BEIJING_CHRONOLOGY = (
    Fact(
        text="The group lived under the protection of the UNHCR in Beijing.",
        when="for more than a year",
        order_note="Beginning not stated; only that it lasted more than a year.",
        quote="due to China's refusal to grant them permission to leave the country",
        said_by="CECC",
        certainty="known",
        sources=(1,),
    ),
    Fact(
        text="The Chinese government demanded that the UNHCR refuse services to North Korean "
        "refugees seeking asylum until after the Olympics.",
        when="reported on 26 February",
        order_note="The day of the demand is not stated.",
        note="Whether the UNHCR accepted is not said.",
        certainty="alleged",
        hedge="reportedly",
        sources=(3, 1),
    ),
    Fact(
        text="The Chinese government authorized exit visas for seven members of the group.",
        when="in March",
        order_note="Before or after the letter of 18 March: cannot be told.",
        certainty="believed",
        hedge="according to Voice of America",
        sources=(2, 1),
    ),
    Fact(
        text="U.S. legislators wrote to the UN Secretary-General, Ban Ki-moon.",
        when="18 March",
        certainty="believed",
        hedge="according to the report",
        sources=(2, 1),
    ),
    Fact(
        text="The seven traveled to the United States to seek asylum.",
        when="20 March",
        note="Arrival and the outcome of the asylum request are not stated.",
        certainty="known",
        sources=(1,),
    ),
    Fact(
        text="Two more arrived in Seoul (invented entry, test text).",
        when="early May",
        certainty="believed",
        hedge="doubtful",
        review="not yet reviewed",
        note="Fictional: shows how an entry that waits for a second person is marked.",
    ),
)

LETTER = Action(
    title="Letter of U.S. legislators to the UN Secretary-General",
    when="18 March",
    order_note="Two days before the travel; order against the exit visas cannot be told.",
    parties=(
        Labelled(label="From", text="U.S. legislators (names and number not stated)"),
        Labelled(label="To", text="Ban Ki-moon, UN Secretary-General"),
        Labelled(label="Our part", text="none; observed"),
    ),
    asks=("Press China on the issue.",),
    no_reply="No reply recorded as of 25 June 2008.",
    certainty="believed",
    hedge="according to the report",
    sources=(2, 1),
    outcomes=(
        OutcomeLink(
            event="Exit visas for seven, in March; travel on 20 March",
            distance="travel two days later",
            relation="relation not known",
            quote="The exact circumstances under which their release was won are not known, but "
            "it follows on the heels of a March 18 letter",
            sources=(1,),
            rivals=(
                Fact(
                    text="The exit visas were tied to the UNHCR’s acceptance of the demand that "
                    "it refuse services until after the Olympics.",
                    quote="in a quid-pro-quo fashion",
                    said_by="CECC, of the Chinese authorities",
                    certainty="alleged",
                    hedge="reportedly",
                    sources=(1,),
                ),
            ),
        ),
    ),
)

BEIJING_GROUP = Group(
    label="Beijing 17",
    bar_told="Bar of 17 people: 7 departed, known; 10 of whom nothing is known.",
    segments=(
        Segment(label="departed", count="7", share=7, fill="solid"),
        Segment(label="not known", count="10", share=10, fill="hatched"),
    ),
    rows=(
        LedgerRow(
            label="The seven, granted exit visas",
            count="7",
            when="20 March",
            certainty="known",
            note="Departed for the United States.",
            sources=(1,),
        ),
        LedgerRow(
            label="The remaining ten",
            count="10",
            certainty="not known",
            note="Our subtraction, 17 − 7; no source speaks of them.",
        ),
        LedgerRow(label="Beijing 17", count="17", certainty="known", sources=(1,), is_total=True),
    ),
    remarks=("«Beijing 17» is a nickname used in the sources.",),
)

BEIJING_UNKNOWN = (
    OpenQuestion(
        question="Why only seven of the seventeen, and how were they chosen?",
        quote="It is also not understood why Beijing allowed only 7 of the 17 to receive exit "
        "visas or how those 7 were chosen.",
        said_by="CECC",
        sources=(1,),
    ),
    OpenQuestion(
        question="What won their release?",
        reason="The exact circumstances are not known, says the source; two explanations stand "
        "side by side.",
        sources=(1,),
    ),
    OpenQuestion(
        question="What became of the other ten?",
        reason="Not stated by any source. It does not follow that they are still in Beijing.",
    ),
    OpenQuestion(
        question="Who are they?",
        reason="Withheld by the sources, not unknown to them.",
        quote="Personal information regarding the identities and backgrounds of the refugees was "
        "not publicly released",
        said_by="CECC",
        sources=(1,),
    ),
)


def _kin(label: str) -> PersonLine:
    return PersonLine(
        label=label,
        part="Among the refugees; whether among the seven is not certain (“among them”).",
        details=(Labelled(label="Name", text="withheld by the source"),),
        certainty="known",
        sources=(1,),
    )


def beijing_17() -> Dossier:
    """The group of seventeen, as CECC told it on 25 June 2008."""
    return Dossier(
        reference="EX-0001",
        title="Beijing 17",
        case_kind="Group",
        country="China",
        handling="INTERNAL — not for release",
        audience="Own staff",
        purpose="Preparing for a hearing",
        as_of="25 June 2008",
        known_on="25 June 2008",
        composed_for="Example caseworker (fictional)",
        organisation="Example Rights Monitor (fictional organisation)",
        notices=("One entry in this document has not been reviewed by a second person.",),
        standing=Standing(
            headline="Seven of seventeen have left for the United States; of ten nothing is "
            "known.",
            last_information="20 March 2008, published on 25 June 2008",
            lines=(
                Fact(
                    text="The seven: departed",
                    when="20 March",
                    certainty="known",
                    note="Whether they arrived and were admitted is not stated.",
                    sources=(1,),
                ),
                Fact(text="The remaining ten: not known", certainty="unknown"),
            ),
        ),
        group=BEIJING_GROUP,
        summary=(
            Fact(
                text="Seventeen North Korean refugees, known as the “Beijing 17”, lived under the "
                "protection of the UNHCR in Beijing for more than a year because China refused "
                "them permission to leave.",
                sources=(1,),
            ),
            Fact(
                text="In March 2008 the Chinese government authorized exit visas for seven of "
                "them, who traveled to the United States on 20 March to seek asylum.",
                hedge="visas: according to Voice of America",
                sources=(2, 1),
            ),
        ),
        not_known=BEIJING_UNKNOWN,
        chronology=BEIJING_CHRONOLOGY,
        actions=(LETTER,),
        people=(
            _kin("Mother, name withheld by the source"),
            _kin("First child of the mother, name withheld by the source"),
            _kin("Second child of the mother, name withheld by the source"),
        ),
        figures=(
            FigureLine(
                value="17",
                population="North Korean refugees known as the “Beijing 17”",
                area="Beijing",
                estimator="CECC",
                certainty="known",
                sources=(1,),
            ),
            FigureLine(
                value="7",
                population="members granted exit visas",
                when="in March",
                estimator="Voice of America",
                certainty="believed",
                sources=(2, 1),
            ),
        ),
        sources=BEIJING_SOURCES,
        withheld=("2 notes: internal notes never leave the organisation (invented).",),
        method=METHOD,
        edition=Edition(
            document_id="EX-0001/1",
            dated="2008-06-25",
            lines=(Labelled(label="Composed from", text="14 entries, 13 of them reviewed"),),
        ),
        words=words(),
    )
