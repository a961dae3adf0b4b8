"""What a sister system's penetration test found, and a checklist: each line and the test it has.

The first table is the list of findings that Bayanat's testers (7ASecurity) wrote up, in our words;
the second is our checklist after ASVS 5.0. A row names tests, or says in one sentence why the line
does not apply or where what is promised stops. A line without a row fails, as does a row whose
test is gone.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent

# Number of the finding (BAY-01-…) → what kind of flaw; the tests, or the sentence.
FINDINGS: dict[str, tuple[str, ...]] = {
    "001 history shows what the page hides": (
        "matrix/test_matrix.py::test_everybody_gets_the_answer_of_the_table",
        "test_marked_ink.py::test_everybody_meets_what_they_may_see_and_nothing_else",
    ),
    "002 a write asks for the role and not for the object": (
        "matrix/test_matrix.py::test_everybody_gets_the_answer_of_the_table",
    ),
    "003 rows beside the shown one leak": (
        "access/test_what_rows_point_at.py::test_whoever_sees_a_row_sees_what_it_points_at",
        "test_marked_ink.py::test_the_crawl_finds_a_careless_view",
    ),
    "004 a path out of the folder of files": (
        "dossiers/test_render.py::test_the_file_name_tells_the_reference_and_nothing_of_the_case",
    ),
    "005 addresses of the installation stay open": (
        "matrix/test_matrix.py::test_every_route_has_a_row_and_every_row_a_route",
    ),
    "007 passwords can be guessed without end": (
        "accounts/test_door.py::test_guessing_is_slowed_down",
    ),
    "008 script in an imported table runs": (
        "access/test_exchange.py::test_a_preview_shows_markup_as_text_and_stores_nothing",
    ),
    "009 another write without its object": (
        "matrix/test_matrix.py::test_everybody_gets_the_answer_of_the_table",
    ),
    "014 a permitted domain is matched by its end": (
        "No address of another host is ever fetched or permitted, so there is no list of domains.",
    ),
    "016 a dangerous deed from an old session": (
        "Signing in anew before release, grants and changes of accounts is held by the tests of "
        "the door (accounts/fresh.py).",
    ),
    "018 a bulk deed takes ids without asking": (
        "access/test_exchange.py::test_rows_named_by_number_are_not_exported_past_the_guard",
        "test_forged_input.py::test_no_list_has_a_bulk_deed_that_writes",
    ),
    "020 names of media can be guessed": (
        "Uploads lie under random names outside what is served; held by the tests of attachments.",
    ),
    "021 staff names are shown to whom they are not for": (
        "access/test_admin.py::"
        "test_colleagues_are_not_suggested_to_who_may_not_open_accounts",
    ),
    "022 a field that the form does not show is set": (
        "test_forged_input.py::test_a_field_that_is_not_on_the_form_is_not_stored",
    ),
    "023 a huge page number stops the server": (
        "test_forged_input.py::test_an_absurd_page_number_is_answered_at_once",
    ),
    "024 a cell that a spreadsheet runs": (
        "access/test_exchange.py::test_a_formula_leaves_defused_and_comes_back_as_it_was",
    ),
    "025 the maker of PDFs fetches addresses and files": (
        "dossiers/test_render.py::test_nothing_in_the_file_runs_or_leads_outside",
        "dossiers/test_render.py::test_markup_in_the_words_is_only_words",
    ),
    "026 an export takes ids that its reader cannot see": (
        "access/test_exchange.py::test_rows_named_by_number_are_not_exported_past_the_guard",
        "worlds/test_random_worlds.py::test_everybody_sees_what_the_oracle_says",
    ),
    "032 backups can be listed": (
        "The application makes no backups and serves no folder; SECURITY.md says whose they are.",
    ),
    "036 an old spreadsheet format is let in": (
        "test_forged_input.py::test_only_tables_of_two_kinds_are_read",
    ),
    "037 a malformed sheet breaks the page": (
        "access/test_exchange.py::test_a_malformed_file_is_refused_in_words",
    ),
    "039 script stored by an import": (
        "access/test_exchange.py::test_a_preview_shows_markup_as_text_and_stores_nothing",
    ),
    "042 another malformed sheet": (
        "access/test_exchange.py::test_a_malformed_file_is_refused_in_words",
    ),
}
FOUND = [
    *("001", "002", "003", "004", "005", "007", "008", "009", "014", "016", "018", "020"),
    *("021", "022", "023", "024", "025", "026", "032", "036", "037", "039", "042"),
]

CHECKLIST: dict[str, tuple[str, ...]] = {
    "01 second factor before any page": (
        "accounts/test_door.py::test_with_a_second_factor_the_password_alone_opens_nothing",
    ),
    "02 long passwords and an offline list": (
        "Length and list are held by the tests of the door (accounts/).",
    ),
    "03 argon2id comes first": ("test_forged_input.py::test_passwords_are_kept_with_argon2id",),
    "04 unknown and wrong are one answer": (
        "accounts/test_door.py::test_wrong_password_and_unknown_name_are_the_same_answer",
    ),
    "05 limits per account and address": ("accounts/test_door.py::test_guessing_is_slowed_down",),
    "06 sessions end": ("accounts/test_door.py::test_a_changed_password_ends_the_sessions",),
    "07 a session cannot be read out of the database": (
        "That a stolen table of sessions opens nothing is held by the tests of sessions, where "
        "keys are hashed; otherwise it stops at whoever reads the database (SECURITY.md).",
    ),
    "08 reading changes nothing": (
        "matrix/test_matrix.py::test_everybody_gets_the_answer_of_the_table",
        "test_forged_input.py::test_a_form_without_its_token_is_refused",
    ),
    "09 redirects stay in the house": (
        "test_forged_input.py::test_nobody_is_sent_to_another_house",
    ),
    "10 every query says who reads": (
        "access/test_guard.py::test_a_query_that_has_not_said_who_reads_raises",
        "test_architecture.py::test_all_rows_are_read_only_where_a_reason_is_listed",
    ),
    "11 the matrix is made from the resolver": (
        "matrix/test_matrix.py::test_every_route_has_a_row_and_every_row_a_route",
    ),
    "12 hidden is answered like absent": (
        "matrix/test_matrix.py::test_everybody_gets_the_answer_of_the_table",
        "access/test_admin.py::test_a_hidden_row_answers_like_an_absent_one",
    ),
    "13 protected fields are absent, not masked": (
        "test_marked_ink.py::test_everybody_meets_what_they_may_see_and_nothing_else",
    ),
    "14 forms bind what they show": (
        "test_forged_input.py::test_a_field_that_is_not_on_the_form_is_not_stored",
    ),
    "15 nobody grants themselves anything": (
        "matrix/test_matrix.py::test_everybody_gets_the_answer_of_the_table",
        "accounts/test_door.py::test_nobody_else_touches_accounts",
    ),
    "16 counts and suggestions come from what is seen": (
        "test_marked_ink.py::test_what_is_hidden_changes_no_page",
        "matrix/test_secret_word.py::test_a_hidden_word_is_answered_like_a_made_up_one",
    ),
    "17 what is taken away is gone at the next request": (
        "access/test_sight.py::test_who_changes_teams_sees_otherwise_at_the_next_request",
    ),
    "18 references are random": (
        "test_forged_input.py::test_references_follow_no_order",
    ),
    "19 exports ask again who reads": (
        "access/test_exchange.py::test_rows_named_by_number_are_not_exported_past_the_guard",
    ),
    "20 a strict policy on every page": (
        "access/test_admin.py::"
        "test_every_page_opens_and_carries_nothing_that_the_policy_would_block",
    ),
    "21 headers on every answer": (
        "accounts/test_door.py::test_every_answer_carries_the_headers",
    ),
    "22 nothing is cached": ("accounts/test_door.py::test_every_answer_carries_the_headers",),
    "23 no markup is trusted": (
        "test_architecture.py::test_what_opens_a_door_is_not_called",
        "test_architecture.py::test_no_template_opens_a_door_or_calls_another_house",
    ),
    "24 the maker of PDFs has no way out and a limit": (
        "dossiers/test_render_failures.py::test_a_child_that_takes_too_long_is_stopped",
        "dossiers/test_render_failures.py::test_a_child_short_of_memory_is_a_clear_problem",
    ),
    "25 no cell is a formula": (
        "access/test_exchange.py::test_a_formula_leaves_defused_and_comes_back_as_it_was",
        "test_forged_input.py::test_no_cell_of_an_exported_workbook_is_a_formula",
    ),
    "26 names of files in headers": (
        "dossiers/test_render.py::test_the_file_name_tells_the_reference_and_nothing_of_the_case",
    ),
    "27 bombs are seen before they are unpacked": (
        "Workbooks and archives are weighed before they are read: held by the tests of uploads.",
    ),
    "28 no entity of XML is expanded": (
        "test_forged_input.py::test_workbooks_are_read_by_a_parser_that_expands_nothing",
    ),
    "29 uploads by their true type": (
        "Types are told by content, extension and declaration: held by the tests of uploads.",
    ),
    "30 stored names come from nobody": (
        "Random stored names are held by the tests of uploads.",
    ),
    "31 the original is kept, what leaves is made anew": (
        "Originals byte for byte, re-encoded copies without what describes them: held by the "
        "tests of uploads.",
    ),
    "32 a scanner of files": (
        "None is built in: it would be another program with all files before it; files are "
        "only ever given as downloads.",
    ),
    "33 the site calls nobody": (
        "worlds/test_outside.py::test_the_whole_site_is_read_without_a_call_to_another_host",
    ),
    "34 errors tell nothing": (
        "test_marked_ink.py::test_everybody_meets_what_they_may_see_and_nothing_else",
        "test_forged_input.py::test_a_failing_page_tells_nothing",
    ),
    "35 logs hold no words of a case": (
        "access/test_admin.py::test_the_log_of_the_back_office_holds_no_words_of_a_case",
        "test_marked_ink.py::test_everybody_meets_what_they_may_see_and_nothing_else",
    ),
    "36 no names in addresses": (
        "test_forged_input.py::test_what_is_searched_stands_in_no_address",
    ),
    "37 secrets from files, and none that is short": (
        "test_set_up.py::test_the_secret_key_of_a_trial_is_made_once_and_is_its_owners_alone",
    ),
    "38 the role of the database is no superuser": (
        "test_embedded.py::test_search_sees_korean_and_the_role_is_no_superuser",
    ),
    "39 backups are encrypted": (
        "The application makes none; whoever runs it does, and SECURITY.md says so.",
    ),
    "40 pinned packages": (
        "test_set_up.py::test_what_is_pinned_is_installed_once_and_again_when_it_changed",
    ),
    "41 reading is on record before the bytes leave": (
        "access/test_exchange.py::test_an_export_is_recorded_before_it_leaves",
    ),
    "42 nothing is deleted": (
        "access/test_refusals.py::test_what_only_grows_is_neither_changed_nor_deleted",
        "access/test_admin.py::test_nothing_of_a_case_is_deleted",
    ),
    "43 the site can be closed in seconds": (
        "The switch that closes it or lets it only be read is held by the tests of the door.",
    ),
}


@cache
def names_in(path: str) -> frozenset[str]:
    file = ROOT / path
    assert file.exists(), f"tests/{path} is gone"
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_finding_and_every_line_has_a_row() -> None:
    assert [name.split()[0] for name in FINDINGS] == FOUND
    assert [int(name.split()[0]) for name in CHECKLIST] == list(range(1, 44))


@pytest.mark.parametrize("row", [*FINDINGS, *CHECKLIST])
def test_what_a_row_names_exists(row: str) -> None:
    """A test, or a sentence that ends like one."""
    for held in (FINDINGS | CHECKLIST)[row]:
        path, _colons, name = held.partition("::")
        if not name:
            assert held.endswith(".") and len(held.split()) > 5, f"{row}: {held}"
        else:
            assert name in names_in(path), f"{row}: tests/{path} has no {name}"
