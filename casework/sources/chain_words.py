"""A chain of sources in words: written out for a citation, and why a fact is as sure as it is.

The one place for this wording. Whether sources are independent is decided in ``chain``.
"""

from collections.abc import Iterable, Sequence

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.sources.chain_web import Key, Link, Node, Unnamed, Web

RELAYED = {
    "reports": gettext_lazy("as reported by %(text)s"),
    "quotes": gettext_lazy("quoted in %(text)s"),
    "translates": gettext_lazy("translated in %(text)s"),
    "republishes": gettext_lazy("republished by %(text)s"),
    "aggregates": gettext_lazy("via %(text)s"),
    "summarizes": gettext_lazy("summarised in %(text)s"),
    "cites": gettext_lazy("cited in %(text)s"),
    "told_by": gettext_lazy("as told to %(text)s"),
}
"""What each relation makes of the text that hands something on, read from the origin forward."""


VERIFIED = {
    "unsourced": (gettext_lazy("no source"), gettext_lazy("none is given")),
    "unreviewed": (gettext_lazy("unreviewed"), gettext_lazy("no second person has confirmed it")),
    "single_source": (
        gettext_lazy("single source"),
        gettext_lazy("one text that goes back to no other"),
    ),
    "single_origin": (
        gettext_lazy("single origin"),
        gettext_lazy("several texts, or one with a chain, that all come through one"),
    ),
    "corroborated": (
        gettext_lazy("corroborated"),
        gettext_lazy("texts that do not depend on one another"),
    ),
    "documented": (
        gettext_lazy("documented"),
        gettext_lazy("a record of the matter that we hold says it itself"),
    ),
    "contested": (
        gettext_lazy("contested"),
        gettext_lazy("somebody else denies it, or we hold it to be contested"),
    ),
    "undeterminable": (
        gettext_lazy("undetermined"),
        gettext_lazy("the question whether it is so is open, and nobody settles it"),
    ),
    "refuted": (
        gettext_lazy("refuted"),
        gettext_lazy("it was withdrawn or replaced, or we adopt the contrary with reasons"),
    ),
}
"""What a fact's verification is called, and what that means (HURIDOCS micro-thesaurus 41, CPJ)."""


def verification_label(value: str) -> str:
    return str(VERIFIED[value][0])


def named(node: Node, web: Web) -> str:
    """A text with its date, or the unnamed one behind a text, as a sentence speaks of it."""
    if isinstance(node, Unnamed):
        return _unnamed(next(link for link in web.links(node.text) if link.upstream is None))
    text = web.texts.get(node)
    if text is None:
        return _("a source not shown here")
    return f"{text.label}, {text.published}" if text.published else text.label


def named_apart(node: Node, web: Web) -> str:
    """The same, with the title too where another text is called the same."""
    name = named(node, web)
    alike = {web.one(key) for key in web.texts if named(key, web) == name}
    title = "" if isinstance(node, Unnamed) or node not in web.texts else web.texts[node].title
    if len(alike) < 2 or not title:
        return name
    return _("%(name)s, “%(title)s”") % {"name": name, "title": title}


def _short(key: Key, web: Web) -> str:
    return web.texts[key].label if key in web.texts else named(key, web)


def _unnamed(link: Link) -> str:
    return link.unnamed_upstream or _("an unnamed source")


def written_out(key: Key, web: Web) -> str:
    """The chain behind a text from its origin forward, and what of it was seen.

    "Voice of America, 22 March 2008, as reported by Yonhap News Agency, via Open Source Center,
    cited in CECC, 25 June 2008; only the last was seen". Where a text goes back to several, each
    further strand follows after "also". A text is dated and traced back only once.
    """
    chain = _Chain(key, web)
    line = chain.strands[0]
    for strand in chain.strands[1:]:
        line = _("%(line)s; also %(strand)s") % {"line": line, "strand": strand}
    copied = web.one(key)
    if copied != key:
        same = {"line": line, "text": named(copied, web)}
        line = _("%(line)s; the same text as %(text)s") % same
    return f"{line}; {_seen(chain.texts, key, web)}"


class _Chain:
    """Every text and every link behind one text, each told once, strand by strand."""

    def __init__(self, key: Key, web: Web) -> None:
        self._web = web
        self._traced: set[Key] = set()
        self._waiting: list[Link] = []
        self.texts: list[Key] = []
        self.strands = [self._strand(key, [])]
        for link in self._waiting:  # grows while the strands are told
            told = relayed(link, _short(link.text, web))
            self.strands.append(self._beyond(link, [told]))

    def _strand(self, key: Key, told: list[str]) -> str:
        """From a text back along the first of its links, told forward; the others wait."""
        while True:
            is_new = key not in self.texts
            name = named(key, self._web) if is_new else _short(key, self._web)
            if is_new:
                self.texts.append(key)
            links = [] if self._web.one(key) in self._traced else self._web.links(key)
            self._traced.add(self._web.one(key))
            if not links:
                return ", ".join([name, *reversed(told)])
            first, *others = links
            self._waiting.extend(others)
            told.append(relayed(first, name))
            if first.upstream is None:
                return ", ".join([_unnamed(first), *reversed(told)])
            key = first.upstream

    def _beyond(self, link: Link, told: list[str]) -> str:
        if link.upstream is None:
            return ", ".join([_unnamed(link), *told])
        return self._strand(link.upstream, told)


def relayed(link: Link, name: str) -> str:
    return RELAYED.get(link.relation, gettext_lazy("handed on by %(text)s")) % {"text": name}


def _seen(texts: Sequence[Key], last: Key, web: Web) -> str:
    """Which texts of a chain we have seen ourselves; to cite is not to have seen."""
    seen = [key for key in texts if key in web.texts and web.texts[key].held]
    if not seen:
        return _("not seen")
    if len(seen) == len(texts):
        return _("seen") if len(texts) == 1 else _("all seen")
    if seen == [last]:
        return _("only the last was seen")
    return _("seen only: %(texts)s") % {"texts": _listed(_short(key, web) for key in seen[::-1])}


def _listed(items: Iterable[str]) -> str:
    return get_text_list(list(items), _("and"))


def loop_words(path: Iterable[Key], web: Web) -> str:
    """The ring that a link would close: "CECC → Yonhap → VOA → CECC"."""
    return " → ".join(_short(key, web) for key in path)


def why_unsourced() -> str:
    return _("No source is given.")


def why_one_text(text: Key, origins: Sequence[Node], copies: int, web: Web) -> str:
    """One text, how many copies of it were cited, and what it goes back to."""
    words = {"text": named(text, web), "copies": copies}
    words["origins"] = _listed(named(origin, web) for origin in origins)
    one = _("One text: %(text)s.")
    if copies > 1:
        one = _("%(copies)s texts that are one: %(text)s.")
    if tuple(origins) == (text,):
        return one % words
    back = _("It goes back to %(origins)s.")
    if len(origins) > 1:
        back = _("It names several origins (%(origins)s), all known only through it.")
    return f"{one % words} {back % words}"


def why_one_origin(texts: int, through: Sequence[Node], *, is_origin: bool, web: Web) -> str:
    """What all the texts come through: one text, or several origins of the same name."""
    told = {named(node, web) for node in through}
    name = named(through[0], web) if len(told) == 1 else _short(through[0], web)
    words = {"texts": texts, "through": name}
    if len(through) > 1:
        return _("%(texts)s texts, one origin: %(through)s (the name is the same).") % words
    if is_origin:
        return _("%(texts)s texts, one origin: %(through)s.") % words
    return _("%(texts)s texts, but all of it comes through %(through)s.") % words


def why_corroborated(texts: int, origins: Iterable[Node], web: Web) -> str:
    names = _listed(named(origin, web) for origin in origins)
    return _("%(texts)s texts with independent origins: %(origins)s.") % {
        "texts": texts,
        "origins": names,
    }


def why_documented(records: Iterable[Key], web: Web) -> str:
    return _("A record of the matter that we hold says it itself: %(texts)s.") % {
        "texts": _listed(named(key, web) for key in records)
    }


def why_unreviewed(value: str) -> str:
    return _("No second person has confirmed it. As its sources stand: %(value)s.") % {
        "value": verification_label(value)
    }


def why_we_refute(question: str, answer: str) -> str:
    return _("Asked: “%(question)s” We adopt: “%(answer)s”") % {
        "question": question,
        "answer": answer,
    }


def why_denied(denials: Iterable[tuple[Key, str]], web: Web) -> str:
    """Who denies it, each once: a speaker with the text that tells of it, or the text itself."""
    said = [
        _("%(who)s (%(text)s)") % {"who": who, "text": named(key, web)} if who else named(key, web)
        for key, who in denials
    ]
    return _("Denied by %(who)s.") % {"who": _listed(dict.fromkeys(said))}


def why_contested(question: str) -> str:
    return _("We hold it to be contested: “%(question)s”") % {"question": question}


def why_open(question: str) -> str:
    return _("An open question puts it in doubt: “%(question)s”") % {"question": question}
