"""The plan of the house, kept by reading the code: who imports whom, how long, and what never."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Imports run one way: a package imports from lower floors only, and never from its own neighbours.
FLOORS = [
    {"embedded"},  # the database that needs no set-up: it knows nothing of the rest
    {"accounts"},
    {"access"},
    {"audit"},
    {"sources"},
    {"cases"},
    {"advocacy", "protection"},
    {"notes"},
    {"dossiers"},
    {"exchange"},
    {"pages"},
    {"casework"},  # settings, urls, wsgi, and what starts the whole
]
WITHOUT_CODE = {"formats"}
FLOOR_OF = {name: floor for floor, names in enumerate(FLOORS) for name in names}

# Inside a package: the first line that fits the name of a module says on which step it stands.
STEPS = [
    (0, r"models|querysets|people|history|codes|fields"),
    (1, r"services"),
    (2, r"(.*_)?forms|filters|resources"),
    (3, r"views|(.*_)?admin|inlines|site"),
    (4, r"urls"),
]

# Where all rows are read whoever asks, and why that shows nobody anything.
UNRESTRICTED = {
    "casework/audit/as_stood.py": "rows that the reader sees, put back to an earlier moment",
    "casework/access/policy.py": "files, and what they share, left out of what a reader is shown",
    "casework/access/policy_words.py": "auditors read which rows name whom; keys only",
    "casework/access/resealing.py": "sealed anew without being shown to anybody",
    "casework/access/editing.py": "the stored version of a row that the view has granted",
    "casework/audit/chain.py": "the chain is recomputed whole; a place and a verdict are shown",
    "casework/cases/management/commands/standings.py": "compared whole; a number is told",
    "casework/cases/history_queries.py": "reviews and corrections of what the reader sees",
    "casework/cases/protection.py": "whether anything of a person is protected",
    "casework/cases/sourcing.py": "files that rest on a text rest on what it hands on",
    "casework/cases/status.py": "conditions inside a query on what the reader sees",
    "casework/sources/models.py": "a chain that loops, loops whoever sees its steps",
    "casework/sources/management/commands/attachments_verify.py": "digests; only keys are told",
    "casework/sources/services.py": "a chain is followed to its origin; nothing is shown",
}

# Longer than the measure, and why they are not two.
LONG_FILES = {
    "casework/settings.py": "every setting in one file, in the order of its headings",
    "casework/cases/models.py": "tables one after another, no logic; people and history are apart",
}
LONG_FUNCTIONS = {
    "casework/access/triggers.py keys_follow_cases": "SQL of triggers that belong together",
    "casework/dossiers/words.py words": "a table of words",
    "casework/dossiers/compose_method.py method": "a table of words",
}
FILE_LINES, FUNCTION_LINES = 300, 40


def assert_none(wrong: list[str]) -> None:
    assert not wrong, "\n" + "\n".join(sorted(wrong))


def in_migrations(path: Path) -> bool:
    return "migrations" in path.parts


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def sources(migrations: bool = False) -> Iterator[Path]:
    for folder in ("accounts", "casework"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if migrations or not in_migrations(path):
                yield path


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def package_of(module: str) -> str:
    """The package that a module belongs to; what lies directly in casework belongs to casework."""
    parts = module.split(".")
    if parts[1:] and parts[1].startswith("embedded"):
        return "embedded"
    return parts[1] if parts[0] == "casework" and parts[1:] and parts[1] in FLOOR_OF else parts[0]


def is_ours(module: str) -> bool:
    return module.split(".")[0] in {"accounts", "casework", "tests"}


def imports_in(node: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, module) of every import of our own; `from a import b` gives a and a.b."""
    for child in ast.walk(node):
        if isinstance(child, ast.Import):
            names = [alias.name for alias in child.names]
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "write the whole name of the module"
            names = [child.module, *(f"{child.module}.{alias.name}" for alias in child.names)]
        else:
            continue
        yield from ((child.lineno, name) for name in names if is_ours(name))


def functions_in(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def calls_in(tree: ast.Module, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            if getattr(called, "attr", getattr(called, "id", None)) == name:
                yield node


# ---- Who imports whom ---------------------------------------------------------------------------


def test_every_package_has_a_floor() -> None:
    packages = {path.parent.name for path in (ROOT / "casework").glob("*/__init__.py")}
    assert_none(list(packages - FLOOR_OF.keys() - WITHOUT_CODE))


def test_imports_run_one_way_between_packages() -> None:
    wrong = []
    for path in sources(migrations=True):
        importer = package_of(dotted(path))
        for line, module in imports_in(tree_of(path)):
            imported = package_of(module)
            if module == "casework":
                continue
            if imported != importer and FLOOR_OF[imported] >= FLOOR_OF[importer]:
                wrong.append(f"{named(path)}:{line} imports {module}")
    assert_none(wrong)


def step_of(module: str) -> int | None:
    """The step of a module inside its package; None where its name says nothing of it."""
    package = package_of(module)
    inside = module.split(f"{package}.", 1)[-1].split(".")[0] if package in module else ""
    for step, pattern in STEPS:
        if re.fullmatch(pattern, inside):
            return step
    return None


@cache
def modules() -> dict[str, Path]:
    return {dotted(path): path for path in sources()}


@cache
def neighbours(module: str) -> frozenset[str]:
    """The modules of the same package that this one imports."""
    found = {name for _line, name in imports_in(tree_of(modules()[module]))}
    return frozenset(
        name for name in found if name in modules() and package_of(name) == package_of(module)
    )


def reached(module: str) -> set[str]:
    """Neighbours, and those reached through modules that stand on no step."""
    found, fresh = set(), set(neighbours(module))
    while fresh:
        found |= fresh
        fresh = {n for m in fresh if step_of(m) is None for n in neighbours(m)} - found
    return found


def test_imports_run_one_way_inside_a_package() -> None:
    wrong = [
        f"{module} reaches {other}"
        for module in modules()
        for other in reached(module)
        if step_of(module) is not None
        and step_of(other) is not None
        and step_of(module) < step_of(other)
    ]
    assert_none(wrong)


def test_nobody_imports_a_view_but_the_table_of_addresses() -> None:
    wrong = [
        f"{named(path)}:{line} imports {module}"
        for path in sources()
        for line, module in imports_in(tree_of(path))
        if ".views" in module and path.name != "urls.py"
    ]
    assert_none(wrong)


def test_nothing_of_ours_is_imported_inside_a_function() -> None:
    """Where one is needed, two modules do not know which of them is the lower one."""
    wrong = [
        f"{named(path)}:{line} imports {module} in {function.name}()"
        for path in sources(migrations=True)
        for function in functions_in(tree_of(path))
        if not (path.name == "apps.py" and function.name == "ready")
        for line, module in imports_in(function)
    ]
    assert_none(wrong)


def test_the_product_never_imports_its_tests() -> None:
    wrong = [
        named(path)
        for path in sources(migrations=True)
        for _line, module in imports_in(tree_of(path))
        if module.startswith("tests")
    ]
    assert_none(wrong)


# ---- Names and measures -------------------------------------------------------------------------


def test_every_module_is_named_after_what_is_in_it() -> None:
    empty_names = {"utils", "util", "helpers", "common", "core", "misc", "base"}
    assert_none([named(p) for p in sources() if empty_names & {p.stem, p.parent.name}])


def test_every_module_says_what_lives_in_it() -> None:
    wrong = [
        named(path)
        for path in sources()
        if path.name != "apps.py" and path.stat().st_size and not ast.get_docstring(tree_of(path))
    ]
    assert_none(wrong)


def test_no_file_is_longer_than_can_be_read() -> None:
    lengths = {named(path): len(path.read_text().splitlines()) for path in sources()}
    long = {name for name, lines in lengths.items() if lines > FILE_LINES}
    assert_none([f"{name}: {lengths[name]} lines" for name in long - LONG_FILES.keys()])
    assert LONG_FILES.keys() - long == set(), "no longer long: take it off the list"


def test_no_function_is_longer_than_can_be_seen() -> None:
    long = {
        f"{named(path)} {function.name}"
        for path in sources()
        for function in functions_in(tree_of(path))
        if function.end_lineno - function.lineno + 1 > FUNCTION_LINES
    }
    assert_none(list(long - LONG_FUNCTIONS.keys()))
    assert LONG_FUNCTIONS.keys() - long == set(), "no longer long: take it off the list"


def test_every_signature_is_typed() -> None:
    wrong = []
    for path in sources():
        for function in functions_in(tree_of(path)):
            given = function.args
            every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
            untyped = [a.arg for a in every if a is not None and a.annotation is None]
            if set(untyped) - {"self", "cls"}:
                wrong.append(f"{named(path)}:{function.lineno} {function.name}")
    assert_none(wrong)


# ---- What never happens -------------------------------------------------------------------------


def test_all_rows_are_read_only_where_a_reason_is_listed() -> None:
    found = {named(path) for path in sources() if any(calls_in(tree_of(path), "unrestricted"))}
    assert_none(list(found - UNRESTRICTED.keys()))
    assert UNRESTRICTED.keys() - found == set(), "no longer needed: take it off the list"


def test_all_rows_are_read_for_a_reason_that_stands_beside_the_query() -> None:
    for path in sources():
        for call in calls_in(tree_of(path), "unrestricted"):
            assert [keyword.arg for keyword in call.keywords] == ["because"], named(path)


@pytest.mark.parametrize("name", ["_base_manager", "_default_manager"])
def test_nobody_goes_round_the_guard(name: str) -> None:
    wrong = [
        f"{named(path)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr == name
    ]
    assert_none(wrong)


def test_what_has_readers_of_its_own_is_never_reached_by_a_join() -> None:
    """A join asks the rule of the row that it starts from: names, notes and whereabouts are
    stricter than what they hang on, and are asked for by their own `.visible_to`."""
    joined = re.compile(r"\b(names|notes|whereabouts)__")
    wrong = [
        f"{named(path)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.keyword) and joined.search(node.arg or ""))
        or (isinstance(node, ast.Constant) and joined.search(str(node.value)))
    ]
    assert_none(wrong)


@pytest.mark.parametrize("name", ["raw", "extra", "RawSQL", "cursor"])
def test_sql_is_written_in_migrations_only(name: str) -> None:
    """The database that needs no set-up speaks SQL before there is an application."""
    wrong = [
        f"{named(path)}:{call.lineno}"
        for path in sources()
        for call in calls_in(tree_of(path), name)
        if not path.name.startswith("embedded")
    ]
    assert_none(wrong)


def test_earlier_states_are_reached_through_the_guard_alone() -> None:
    """The library that keeps them has models and switches of its own that ask nobody who reads."""
    libraries = {"pghistory", "pgtrigger"}
    wrong = [
        f"{named(path)}:{node.lineno}"
        for path in sources()
        if path.parent.name != "audit"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
        if name.split(".")[0] in libraries
    ]
    assert_none(wrong)


@pytest.mark.parametrize("name", ["mark_safe", "SafeString", "csrf_exempt", "eval", "exec"])
def test_what_opens_a_door_is_not_called(name: str) -> None:
    wrong = [
        f"{named(path)}:{call.lineno}"
        for path in sources()
        for call in calls_in(tree_of(path), name)
    ]
    assert_none(wrong)


def test_no_row_carries_a_save_of_its_own() -> None:
    """What a save means stands in a service or in the database, where a bulk save meets it too."""
    wrong = [
        f"{named(path)}:{function.lineno}"
        for path in sources()
        if step_of(dotted(path)) == 0
        for function in functions_in(tree_of(path))
        if function.name in {"save", "delete"}
    ]
    assert_none(wrong)


def templates() -> Iterator[Path]:
    for folder in ("templates", "accounts", "casework"):
        yield from sorted((ROOT / folder).rglob("*.html"))


@pytest.mark.parametrize(
    "pattern",
    [
        r"\|\s*safe\b", r"\|\s*safeseq\b", r"autoescape\s+off", r"<style\b", r"\sstyle=",
        r"<script(?![^>]*\bsrc=)", r"\son[a-z]+=", r"javascript:", r"https?://(?!www\.w3\.org/)",
    ],
)  # fmt: skip
def test_no_template_opens_a_door_or_calls_another_house(pattern: str) -> None:
    wrong = [
        f"{named(path)}:{number}"
        for path in templates()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(pattern, line)
    ]
    assert_none(wrong)


def test_no_style_sheet_or_script_calls_another_house() -> None:
    wrong = [
        named(path)
        for suffix in ("css", "js")
        for path in sorted((ROOT / "casework").rglob(f"static/**/*.{suffix}"))
        if re.search(r"https?://(?!www\.w3\.org/)|@import", path.read_text(encoding="utf-8"))
    ]
    assert_none(wrong)


def test_no_number_of_a_row_is_printed_with_separators() -> None:
    """Row 2310 is printed “2,310” where a template does not say that it is no amount."""
    bare = re.compile(r"\{\{ [a-z_.]*\.pk \}\}")
    wrong = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if bare.search(path.read_text(encoding="utf-8"))
    ]
    assert_none(wrong)
