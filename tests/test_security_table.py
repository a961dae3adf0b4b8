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
        "sources/test_attachments.py::test_a_path_in_a_name_leads_nowhere",
        "dossiers/test_render.py::test_the_file_name_tells_the_reference_and_nothing_of_the_case",
    ),
    "005 addresses of the installation stay open": (
        "matrix/test_matrix.py::test_every_route_has_a_row_and_every_row_a_route",
    ),
    "007 passwords can be guessed without end": (
        "accounts/test_guesses.py::test_ten_wrong_ones_hold_strangers_back_and_say_until_when",
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
        "accounts/test_fresh.py::test_accounts_and_the_switch_are_asked_for",
        "accounts/test_fresh.py::test_exports_and_factors_are_asked_for",
        "accounts/test_fresh.py::test_a_dossier_is_asked_for",
    ),
    "018 a bulk deed takes ids without asking": (
        "access/test_exchange.py::test_rows_named_by_number_are_not_exported_past_the_guard",
        "test_forged_input.py::test_no_list_has_a_bulk_deed_that_writes",
    ),
    "020 names of media can be guessed": (
        "sources/test_attachments.py::test_files_lie_under_random_names_for_the_server_alone",
        "sources/test_attachments.py::test_a_file_is_seen_with_its_source_and_by_nobody_else",
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
        "accounts/test_second_factor.py::test_every_address_leads_to_the_set_up",
        "accounts/test_second_factor.py::test_a_code_works_once",
        "accounts/test_second_factor.py::test_no_secret_lies_open_in_the_database",
    ),
    "02 long passwords and an offline list": (
        "accounts/test_passwords.py::test_these_are_refused",
        "accounts/test_passwords.py::test_a_password_of_128_characters_is_kept_whole",
    ),
    "03 argon2id comes first": ("accounts/test_passwords.py::test_argon2id_comes_first",),
    "04 unknown and wrong are one answer": (
        "accounts/test_guesses.py::"
        "test_unknown_wrong_closed_and_without_password_are_one_answer_after_one_hash",
        "accounts/test_links.py::test_the_answer_does_not_say_whether_an_address_is_known",
    ),
    "05 limits per account and address": (
        "accounts/test_guesses.py::test_guesses_from_elsewhere_do_not_stop_the_owners_browser",
        "accounts/test_guesses.py::test_each_failure_is_told_to_the_trail",
    ),
    "06 sessions end": (
        "accounts/test_sessions.py::test_thirty_minutes_without_a_sign_of_life_are_the_end",
        "accounts/test_sessions.py::test_twelve_hours_are_the_end_however_busy",
        "accounts/test_sessions.py::test_a_closed_account_is_out_at_the_next_request",
        "accounts/test_sessions.py::test_ones_own_sessions_are_listed_and_ended",
    ),
    "07 a session cannot be read out of the database": (
        "accounts/test_sessions.py::"
        "test_the_database_holds_nothing_that_a_session_could_be_taken_over_with",
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
        "pages/test_protection.py::test_the_name_is_on_no_page_but_its_own",
        "pages/test_protection.py::test_it_leaves_in_no_file_not_even_through_its_reader",
        "test_marked_ink.py::test_everybody_meets_what_they_may_see_and_nothing_else",
    ),
    "14 forms bind what they show": (
        "test_forged_input.py::test_a_field_that_is_not_on_the_form_is_not_stored",
    ),
    "15 nobody grants themselves anything": (
        "matrix/test_matrix.py::test_everybody_gets_the_answer_of_the_table",
        "accounts/test_accounts.py::test_nobody_changes_their_own_role_or_closes_themselves",
        "pages/test_protection.py::test_a_manager_cannot_name_themselves_a_reader",
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
        "access/test_headers.py::"
        "test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere",
        "access/test_admin.py::"
        "test_every_page_opens_and_carries_nothing_that_the_policy_would_block",
    ),
    "21 headers on every answer": (
        "access/test_headers.py::test_pages_carry_every_header",
        "access/test_headers.py::test_errors_carry_every_header_and_tell_nothing",
        "access/test_headers.py::test_what_is_answered_early_carries_every_header",
        "access/test_headers.py::test_static_files_carry_every_header_and_may_be_kept",
    ),
    "22 nothing is cached": (
        "access/test_headers.py::test_pages_carry_every_header",
        "access/test_headers.py::test_signing_out_empties_what_the_browser_kept",
    ),
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
        "sources/test_attachments.py::"
        "test_a_download_is_a_sandboxed_attachment_under_a_name_that_tells_nothing",
        "dossiers/test_render.py::test_the_file_name_tells_the_reference_and_nothing_of_the_case",
    ),
    "27 bombs are seen before they are unpacked": (
        "access/test_tables.py::test_what_is_no_table_is_refused_in_a_sentence",
    ),
    "28 no entity of XML is expanded": (
        "test_forged_input.py::test_workbooks_are_read_by_a_parser_that_expands_nothing",
    ),
    "29 uploads by their true type": (
        "sources/test_attachments.py::"
        "test_what_is_not_taken_is_refused_in_a_sentence_and_leaves_nothing",
        "access/test_body_size.py::test_two_gigabytes_are_refused_at_once_with_the_limit",
    ),
    "30 stored names come from nobody": (
        "sources/test_attachments.py::test_files_lie_under_random_names_for_the_server_alone",
    ),
    "31 the original is kept, what leaves is made anew": (
        "sources/test_attachments.py::"
        "test_the_original_is_kept_to_the_bit_and_the_copy_tells_nothing",
        "sources/test_attachments.py::test_the_copy_of_a_pdf_has_its_pages_and_no_more",
    ),
    "32 a scanner of files": (
        "None is built in: it would be another program with all files before it; files are "
        "only ever given as downloads.",
    ),
    "33 the site calls nobody": (
        "access/test_no_outbound.py::test_no_page_calls_anybody",
    ),
    "34 errors tell nothing": (
        "test_marked_ink.py::test_everybody_meets_what_they_may_see_and_nothing_else",
        "test_forged_input.py::test_a_failing_page_tells_nothing",
    ),
    "35 logs hold no words of a case": (
        "access/test_plain_logs.py::test_what_goes_wrong_is_logged_without_what_it_was_about",
        "access/test_plain_logs.py::test_searches_forms_and_addresses_leave_no_word",
        "test_marked_ink.py::test_everybody_meets_what_they_may_see_and_nothing_else",
    ),
    "36 no names in addresses": (
        "test_forged_input.py::test_what_is_searched_stands_in_no_address",
        "access/test_search_admin.py::test_every_list_searches_by_post",
    ),
    "37 secrets from files, and none that is short": (
        "test_set_up.py::test_the_secret_key_of_a_trial_is_made_once_and_is_its_owners_alone",
        "test_forged_input.py::test_a_short_secret_key_stops_the_start",
        "access/test_sealing.py::test_without_a_sealing_key_nothing_starts_but_a_trial",
    ),
    "38 the role of the database is no superuser": (
        "access/test_grants.py::test_what_the_database_keeps_cannot_be_undone",
        "access/test_grants.py::test_the_owner_of_the_tables_is_warned_of_outside_a_trial",
        "test_embedded.py::test_search_sees_korean_and_the_role_is_no_superuser",
    ),
    "39 backups are encrypted": (
        "The application makes none; whoever runs it does, and SECURITY.md says so.",
    ),
    "40 pinned packages": (
        "test_set_up.py::test_what_is_pinned_is_installed_once_and_again_when_it_changed",
        "test_forged_input.py::test_every_package_is_pinned",
    ),
    "41 reading is on record before the bytes leave": (
        "access/test_exchange.py::test_an_export_is_recorded_before_it_leaves",
        "notes/test_pages.py::test_the_opening_is_written_before_the_text_is_read",
        "audit/test_trail.py::test_a_file_for_named_people_is_not_opened_without_a_line",
        "pages/test_protection.py::"
        "test_it_is_opened_by_post_by_its_reader_and_each_opening_is_recorded",
    ),
    "42 nothing is deleted": (
        "access/test_refusals.py::test_what_only_grows_is_neither_changed_nor_deleted",
        "access/test_admin.py::test_nothing_of_a_case_is_deleted",
    ),
    "43 the site can be closed in seconds": (
        "accounts/test_site_mode.py::"
        "test_closing_ends_every_session_and_the_command_opens_again",
        "accounts/test_site_mode.py::test_another_process_obeys_within_a_second",
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
