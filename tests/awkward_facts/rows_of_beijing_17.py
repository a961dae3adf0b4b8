"""The rows of the table on the seventeen of Beijing."""

from tests.awkward_facts.rows import (
    NO_FILTER_OF_ACTIONS,
    NO_FILTER_OF_QUESTIONS,
    NO_FILTER_OF_SOURCES,
    Fact,
    Nothing,
)

LETTER = "Letter from U.S. legislators to the U.N. Secretary-General"
SEVEN = "The seven who were granted exit visas"
NOT_KNOWN = "not known whether they are related"
NEVER_OF_THE_SEVEN = ("resettled", "1 March 2008", "31 March 2008", "was released", "flew")

BEIJING: tuple[Fact, ...] = (
    Fact(
        name="an unnamed group with a nickname",
        file="beijing_17",
        shown=("Beijing 17", "17 people in all"),
        never=("17 victims",),
        found=("kind=group", "country=CN"),
        not_found=("kind=individual", "kind=cohort"),
        exported=(("cases", {"public_title": "Beijing 17", "kind": "group"}),),
        composed=(("group", "In all", "17", "CECC", "25 June 2008"),),
        on_paper=("Beijing 17",),
    ),
    Fact(
        name="seventeen, seven, and the ten of whom nothing is said",
        file="beijing_17",
        shown=("7 departed · 10 unknown of 17", "our subtraction", "Nothing is known of"),
        never=("still held", "still detained", "10 detained", "remain in Beijing"),
        found=("situation=unknown", "situation=departed"),
        not_found=("situation=detained", "situation=released", "situation=fate_unknown"),
        exported=(
            ("cases", {"stands": "7 departed · 10 unknown of 17"}),
            ("figures", {"part": "", "number": "17", "qualifier": "exact", "low": "17"}),
            ("figures", {"part": SEVEN, "number": "7", "population": "members of a group"}),
            ("entries", {"of_whom": "The remaining ten", "value": "unknown",
                         "certainty": "unknown", "since_edtf": "2008-03"}),
        ),
        composed=(
            ("standing", "17 people: 7 departed; of 10 the situation is not known."),
            ("group", "The remaining ten: situation not known", "10", "17 − 7, our subtraction"),
        ),
        on_paper=("of 10 the situation is not known", "our subtraction"),
    ),
    Fact(
        name="a mother and her two children, withheld by the source",
        file="beijing_17",
        shown=(
            "Mother, name withheld by the source", f"{SEVEN} (believed)",
            "“Among them” may mean the seven or the seventeen.",
            "Are the mother and her two children among the seven?",
        ),
        never=("father", "not asked"),
        found=Nothing("three people of a group do not change under which filters its file stands"),
        exported=(
            ("people", {"label": "Mother, name withheld by the source", "names": "",
                        "name_missing": "withheld_by_source", "sex": "female",
                        "place_in_files": f"{SEVEN} (believed)", "kin": "(one of two)"}),
            ("people", {"label": "Child of the mother (one of two)",
                        "name_missing": "withheld_by_source",
                        "sex_missing": "withheld_by_source"}),
        ),
        composed=(
            ("people", "Mother, name withheld by the source", "parent of “Child of the mother",
             f"one of ‘{SEVEN}’: believed", "may mean the seven or the seventeen"),
            ("people", "(the other of two)", "withheld by the source", "CECC"),
        ),
        on_paper=("Mother, name withheld by the source",),
    ),
    Fact(
        name="an exit authorised “in March”",
        file="beijing_17",
        shown=(
            "in March 2008 (computed) told as in March", "Order cannot be told",
            f"{LETTER}, order cannot be told",
        ),
        never=NEVER_OF_THE_SEVEN,
        found=("situation=exit_authorized&on=2008-03-19",),
        not_found=("situation=exit_authorized", "situation=exit_authorized&on=2008-02-29"),
        exported=(
            ("entries", {"value": "exit_authorized", "of_whom": SEVEN, "since_words": "in March",
                         "since": "in March 2008 (computed)", "since_edtf": "2008-03",
                         "since_origin": "computed", "until_edtf": "2008-03-20"}),
        ),
        composed=(
            ("chronology", "exit authorised", "“in March” (in March 2008, our reckoning)",
             "cannot be told", "VOA, 22 March 2008", "as reported by Yonhap",
             "via Open Source Center", "cited in CECC, 25 June 2008"),
        ),
        on_paper=("“in March” (in March 2008, our reckoning)",),
    ),
    Fact(
        name="a travel on 20 March to seek asylum",
        file="beijing_17",
        shown=(
            "Departed They traveled to the United States to seek asylum.",
            "Arrived in a third country (believed)", "Asylum sought in a third country (believed)",
        ),
        never=NEVER_OF_THE_SEVEN,
        found=("situation=departed",),
        not_found=("situation=third_country", "situation=resettled", "situation=released"),
        exported=(
            ("entries", {"value": "departed", "of_whom": SEVEN, "since_edtf": "2008-03-20",
                         "review": "confirmed"}),
            ("entries", {"value": "third_country", "said": "(believed)", "review": "returned",
                         "borne_out": "unreviewed"}),
        ),
        composed=(
            ("chronology", f"{SEVEN}: departed", "“on March 20” (on 20 March 2008", "CECC"),
            ("withheld", "no second person has confirmed"),
        ),
        on_paper=("asylum sought in a third country (believed)",),
    ),
    Fact(
        name="a stay of “more than a year”",
        file="beijing_17",
        shown=("before 20 March 2007 or so", "Sheltered, exit refused", "for more than a year"),
        never=("since March 2007", "on 20 March 2007"),
        found=("situation=sheltered_exit_refused&on=2008-01-01",),
        not_found=("situation=sheltered_exit_refused&on=2007-03-19",),
        exported=(
            ("entries", {"value": "sheltered_exit_refused", "of_whom": SEVEN,
                         "since_edtf": "../2007-03-20~", "since_earliest": "",
                         "until_edtf": "2008-03-20"}),
            ("entries", {"value": "sheltered_exit_refused", "of_whom": "The remaining ten",
                         "said": "(believed)", "until_edtf": ""}),
        ),
        composed=(
            ("chronology", "sheltered, exit refused", "before 20 March 2007 or so", "CECC"),
        ),
        on_paper=("before 20 March 2007 or so",),
    ),
    Fact(
        name="a letter of legislators who are not named",
        file="beijing_17",
        shown=("U.S. legislators (not counted)", "U.N. Secretary-General Ban Ki-moon",
               "To press China on the issue", "by others; we observed it"),
        never=("17 legislators", "our letter"),
        found=NO_FILTER_OF_ACTIONS,
        exported=(
            ("actions", {"kind": "letter", "happened": "18 March 2008",
                         "our_role": "observed_third_party",
                         "parties": "U.S. legislators (some, not counted)",
                         "asks": "To press China on the issue",
                         "sources": "VOA, 22 March 2008, as reported by Yonhap"}),
        ),
        composed=(
            ("actions", LETTER, "U.S. legislators, not named, not counted", "Ban Ki-moon",
             "none; the action of others", "as reported by Yonhap"),
        ),
        on_paper=("not named, not counted",),
    ),
    Fact(
        name="a cause that is not known",
        file="beijing_17",
        shown=("Not known whether they are related", "2 days after", "Another explanation"),
        never=("because of the letter", "thanks to", "as a result of the letter", "led to"),
        found=NO_FILTER_OF_ACTIONS,
        exported=(
            ("effects", {"action": LETTER, "relation": "unknown",
                         "what_happened": "exit authorised · in March 2008",
                         "reasoning": "which of the two came first cannot be told"}),
            ("effects", {"action": LETTER, "relation": "unknown", "what_happened": "departed"}),
            ("effects", {"action": "", "relation": "rival_explanation", "hedge": "reportedly"}),
        ),
        composed=(
            ("actions", LETTER, NOT_KNOWN, "order cannot be told", "reportedly",
             "the action came 2 days before"),
        ),
        on_paper=(NOT_KNOWN,),
    ),
    Fact(
        name="not understood why only seven",
        file="beijing_17",
        shown=("Why were only seven of the seventeen allowed to leave, and how were they chosen?",
               "undetermined"),
        found=NO_FILTER_OF_QUESTIONS,
        exported=(
            ("questions", {"question": "Why were only seven of the seventeen allowed to leave",
                           "position": "undetermined", "adopted_answer": "",
                           "claims": "It is also not understood why Beijing allowed only 7"}),
        ),
        composed=(
            ("not_known", "Why were only seven of the seventeen allowed to leave", "Undetermined",
             "It is also not understood why", "CECC"),
        ),
        on_paper=("Why were only seven of the seventeen allowed to leave",),
    ),
    Fact(
        name="a chain of four, of which the last is in hand",
        file="beijing_17",
        shown=(
            "VOA, 22 March 2008, as reported by Yonhap, via Open Source Center, cited in CECC, "
            "25 June 2008; only the last was seen", "single origin",
        ),
        never=("corroborated",),
        found=NO_FILTER_OF_SOURCES,
        exported=(
            ("sources", {"publisher": "Voice of America", "published": "22 March 2008",
                         "held": "cited"}),
            ("sources", {"title": "Government Grants Exit Visas", "held": "held",
                         "chain": "VOA, 22 March 2008, as reported by Yonhap, via Open Source "
                                  "Center, cited in CECC, 25 June 2008"}),
            ("figures", {"number": "7", "part": SEVEN, "borne_out": "single origin"}),
        ),
        composed=(
            ("sources", "Government Grants Exit Visas", "VOA, 22 March 2008",
             "as reported by Yonhap", "via Open Source Center", "cited in CECC, 25 June 2008"),
        ),
        on_paper=("as reported by Yonhap", "via Open Source Center"),
    ),
    Fact(
        name="a second text that is the same text",
        file="beijing_17",
        shown=("the same text as another, no second source",),
        never=("corroborated", "independent origins"),
        found=NO_FILTER_OF_SOURCES,
        exported=(
            ("sources", {"title": "item posted June 25, 2008 (Beijing 17)",
                         "chain": "the same text as CECC, 25 June 2008"}),
            ("entries", {"value": "exit_authorized", "of_whom": SEVEN,
                         "borne_out": "single origin: 2 texts that are one"}),
        ),
        composed=(("sources", "(Beijing 17)", "The same text as [1]; one source, not two."),),
        on_paper=("one source, not two",),
    ),
    Fact(
        name="a bargain that is only reported",
        file="beijing_17",
        shown=("reportedly linked the exit visas", "Did UNHCR accept the demand",
               "Korea Times, February 26"),
        never=("UNHCR accepted the demand", "UNHCR agreed"),
        found=Nothing("the list filters by what is so of people, not by what was demanded"),
        exported=(
            ("entries", {"axis": "event", "hedge": "reportedly", "certainty": "alleged",
                         "since_edtf": "../2008-02-26", "sources": "Korea Times, 26 February 2008",
                         "said": "Alleged: The Chinese government reportedly demanded"}),
            ("questions", {"question": "Did UNHCR accept the demand", "claims": "(reportedly)"}),
        ),
        composed=(
            ("chronology", "Alleged: The Chinese government reportedly demanded", "reportedly",
             "by 26 February 2008", "Korea Times, 26 February 2008"),
            ("not_known", "Did UNHCR accept the demand", "Undetermined"),
        ),
        on_paper=("Alleged: The Chinese government reportedly demanded",),
    ),
)
