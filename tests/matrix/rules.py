"""The language of table.py: what a route answers to a person, about an object, by a method."""

from dataclasses import dataclass, replace

# The columns: who asks. The cast is described in tests/cast.py.
PEOPLE = ("nobody", "mara", "teo", "lou", "ines", "okoro", "abel", "vera")
EVERYBODY = frozenset(PEOPLE) - {"nobody"}
EDITORS = frozenset({"mara", "teo", "ines", "okoro"})
MANAGERS = frozenset({"teo", "okoro"})
AUDITORS = frozenset({"abel"})
ADMINISTRATORS = frozenset({"vera"})
NOBODY: frozenset[str] = frozenset()
IN_THE_BACK_OFFICE = EVERYBODY - {"lou"}

# The files: whose object an address leads to, and who sees it. “absent” has a key that no row
# has; every other is a file of `make_world` in tests/worlds/files.py.
SEEN_BY = {
    "own": frozenset({"mara", "teo", "lou"}),
    "other": frozenset({"ines", "okoro"}),
    "narrowed": frozenset({"teo"}),  # East Asia's, but only teo is named
    "absent": NOBODY,
}

READING, WRITING = ("GET", "HEAD"), ("POST",)
REFUSED_EVERYWHERE = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
METHODS = (*READING, *WRITING, *REFUSED_EVERYWHERE)


@dataclass(frozen=True)
class Rule:
    """What a route answers: a status, or “login”, “index” (of the back office), “away”: where a
    redirect leads.

    `get` and `post` are for who may; `post` is an empty form. `role` names who may at all,
    `hidden` is the answer where the object cannot be seen (empty: the route has no object of a
    file), `refused` the answer to a wrong role, `asks_role_first` which of the two is told where
    both fail. `stranger` is for who has not signed in (empty: the same as for all). `writes`
    lists tables to which reading the page may write. `overrides` is for what no rule says:
    (person or “all”, method, answer).
    """

    get: str = "200"
    post: str = "200"
    role: frozenset[str] = EVERYBODY
    may_post: frozenset[str] | None = None
    hidden: str = ""
    refused: str = "403"
    asks_role_first: bool = False
    stranger: str = "login"
    in_back_office: bool = False
    seen_by: dict[str, frozenset[str]] | None = None
    writes: frozenset[str] = frozenset()
    overrides: tuple[tuple[str, str, str], ...] = ()

    def answer(self, person: str, place: str, method: str) -> str:
        """What the table says of one cell."""
        if method in REFUSED_EVERYWHERE:
            return "405"
        asked = "POST" if method in WRITING else "GET"
        for who, how, told in self.overrides:
            if who in (person, "all") and how in (method, asked):
                return told
        if person == "nobody":
            return self.stranger or (self.post if asked == "POST" else self.get)
        if self.in_back_office and person not in IN_THE_BACK_OFFICE:
            return "login"
        may = self.may_post if asked == "POST" and self.may_post is not None else self.role
        sees = not self.hidden or person in (self.seen_by or SEEN_BY)[place]
        if person not in may and (self.asks_role_first or sees):
            return self.refused
        if not sees:
            return self.hidden
        return self.post if asked == "POST" else self.get


def page(role: frozenset[str] = EVERYBODY, **fields: object) -> Rule:
    """A page that is no object's: who has the role opens it."""
    return Rule(role=role, **fields)


def file_page(role: frozenset[str] = EVERYBODY, **fields: object) -> Rule:
    """A page of something in a file: who does not see it is told what is told of the absent."""
    return Rule(role=role, hidden="404", **fields)


def by_post(role: frozenset[str] = EVERYBODY, **fields: object) -> Rule:
    """Something of a file that is only sent: opening its address tells nobody anything."""
    opened = tuple((person, "GET", "405") for person in sorted(EVERYBODY))
    return file_page(role, overrides=opened, **fields)


def door(get: str = "200", post: str = "200", **fields: object) -> Rule:
    """A page of login and account: the same for every role. It counts tries, and keeps secrets
    that are being set up in the session."""
    kept = frozenset({"cache", "accounts_session"})
    return Rule(get=get, post=post, writes=kept, **fields)


def seen_alike(people: frozenset[str]) -> dict[str, frozenset[str]]:
    """Rows that are no file's: these people see each but the absent one."""
    return {place: NOBODY if place == "absent" else people for place in SEEN_BY}


def desk(
    readers: frozenset[str], editors: frozenset[str] | None = None, *,
    seen_by: dict[str, frozenset[str]] | None = None, added_by: frozenset[str] | None = None,
) -> dict[str, Rule]:  # fmt: skip
    """The pages of one model in the back office. `editors` empty: its rows are only read.

    `seen_by`: who sees the row of each file, where that is not who sees the file; `added_by`:
    who adds rows, where that is not who changes them.
    """
    editors = readers if editors is None else editors
    office = Rule(in_back_office=True, role=readers)
    entry = replace(office, hidden="index", seen_by=seen_by)
    return {
        "changelist": office,
        "add": replace(office, role=editors if added_by is None else added_by),
        "change": replace(entry, may_post=editors, asks_role_first=True),
        "history": replace(entry, asks_role_first=True),
        "delete": replace(office, role=NOBODY),
        "": replace(office, role=IN_THE_BACK_OFFICE, get="away", post="away"),
    }


def shared_desk(readers: frozenset[str], editors: frozenset[str] | None = None) -> dict[str, Rule]:
    """The pages of a model that is no file's: accounts, and what all files choose from."""
    return desk(readers, editors, seen_by=seen_alike(EVERYBODY))


def exchange(who: frozenset[str]) -> dict[str, Rule]:
    """Import and export of one model."""
    office = Rule(in_back_office=True, role=who)
    confirm = replace(office, role=IN_THE_BACK_OFFICE, get="405", post="away")
    return {"import": office, "export": office, "process_import": confirm}


def taken_out(who: frozenset[str]) -> dict[str, Rule]:
    """Export alone of one model."""
    return {"export": Rule(in_back_office=True, role=who)}
