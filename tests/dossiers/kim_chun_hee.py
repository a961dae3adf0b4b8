"""Kim Chun-hee as plain values, from one sentence of a paper of May 2006."""

from casework.dossiers.document import (
    ChainLink,
    Dossier,
    Edition,
    Fact,
    Labelled,
    OpenQuestion,
    PersonLine,
    SourceLine,
    Standing,
)
from casework.dossiers.words import words
from tests.dossiers.samples import METHOD


def kim_chun_hee() -> Dossier:
    """One person missing since December 2005, from one sentence of one paper."""
    quote = (
        "It will be enough to mention the name of Kim Chun-hee, who has been missing since "
        "December 2005 when she was arrested in China and deported back to North Korea. "
        "Her fate is not known."
    )
    return Dossier(
        reference="EX-0002",
        title="Kim Chun-hee",
        case_kind="Individual",
        country="China",
        handling="INTERNAL — not for release",
        audience="Own staff",
        purpose="Case review",
        as_of="19 May 2006",
        known_on="19 May 2006",
        composed_for="Example caseworker (fictional)",
        organisation="Example Rights Monitor (fictional organisation)",
        standing=Standing(
            headline="Missing since December 2005; her fate is not known.",
            last_information="May 2006 (the day of the paper is not stated)",
            lines=(
                Fact(
                    text="Arrested in China and deported to North Korea",
                    when="December 2005",
                    certainty="believed",
                    order_note="The date of the deportation is not given separately.",
                    sources=(1,),
                ),
            ),
        ),
        summary=(Fact(text="", quote=quote, said_by="Willy Fautré", sources=(1,)),),
        not_known=(
            OpenQuestion(question="Where is she, and is she alive?", sources=(1,)),
            OpenQuestion(
                question="Which authority arrested her, where, and when was she deported?",
                reason="Not stated. The place is given only as China.",
            ),
            OpenQuestion(question="How is her name written in Korean?", reason="Not stated."),
        ),
        chronology=(
            Fact(
                text="Arrested in China.", when="December 2005", certainty="believed", sources=(1,)
            ),
            Fact(
                text="Deported back to North Korea.",
                order_note="After the arrest and before the paper of May 2006.",
                certainty="believed",
                sources=(1,),
            ),
        ),
        people=(
            PersonLine(
                label="Kim Chun-hee",
                part="The person whom this case concerns.",
                details=(
                    Labelled(label="Sex", text="female (from the pronoun in the source)"),
                    Labelled(label="Birth, age", text="not stated"),
                    Labelled(label="Name in Korean script", text="not stated"),
                ),
                certainty="known",
                sources=(1,),
            ),
        ),
        sources=(
            SourceLine(
                number=1,
                text="Willy Fautré, Human Rights Without Frontiers, paper for the 2006 "
                "International Conference on Chinese/Asian Democracy, Berlin, 14–19 May 2006.",
                chain=(ChainLink(text="paper, May 2006", seen=True),),
                note="The paper does not say from whom it has this.",
            ),
        ),
        method=METHOD,
        edition=Edition(document_id="EX-0002/1", dated="2006-05-19"),
        words=words(),
    )
