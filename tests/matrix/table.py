"""Who gets what at every address of the site: one row per route.

A new route needs a row here, or the suite fails and says what the route answers now. Rows are
written in the words of rules.py. Keys of addresses that are new are explained to keys.py.
"""

from tests.matrix.rules import (
    ADMINISTRATORS,
    AUDITORS,
    EDITORS,
    IN_THE_BACK_OFFICE,
    MANAGERS,
    NOBODY,
    Rule,
    by_post,
    desk,
    door,
    exchange,
    file_page,
    page,
    seen_alike,
    shared_desk,
    taken_out,
)

# The person of each file is protected, for its manager; the note is mara's, or ines's, for the
# case team, and readers by role read no notes.
CONFIDANTS = {
    "own": frozenset({"teo"}), "other": frozenset({"okoro"}), "narrowed": frozenset({"teo"}),
    "absent": NOBODY,
}  # fmt: skip
AUTHORS = frozenset({"mara", "ines"})
READERS_OF_THE_NOTE = {
    "own": frozenset({"mara", "teo"}), "other": frozenset({"ines", "okoro"}),
    "narrowed": frozenset({"teo"}), "absent": NOBODY,
}  # fmt: skip

PAGES: dict[str, Rule] = {
    "pages:desk": page(),
    "pages:read_date": page(get="405", post="400"),  # an empty form names no field
    "pages:search": page(),
    "pages:review": page(MANAGERS),
    "pages:review_entry": file_page(MANAGERS),
    "pages:answer_question": file_page(EDITORS),
    "pages:stale": page(EDITORS),
    "pages:confirm_stale": page(EDITORS, get="away", post="away"),  # nothing is chosen
    "pages:case_list": page(),
    "pages:open_case": page(EDITORS),
    "pages:case_file": file_page(),
    "pages:changes": file_page(),
    "pages:edit_case": file_page(EDITORS),
    "pages:log_update": file_page(EDITORS),
    "pages:retract": file_page(EDITORS),
    "pages:replace": file_page(EDITORS),
    "pages:open_question": file_page(EDITORS),
    "pages:question": file_page(),
    "pages:add_claim": file_page(EDITORS),
    "pages:take_position": file_page(EDITORS),
    "pages:still_so": file_page(EDITORS),
    "pages:write_note": file_page(EDITORS),
    "pages:make_dossier": file_page(EDITORS),
    "pages:case_readers": file_page(MANAGERS),
    "pages:person": file_page(),
    "pages:protected": file_page(seen_by=CONFIDANTS),
    "pages:protection": file_page(MANAGERS),
    "pages:write_note_on_person": file_page(EDITORS),
    "pages:action": file_page(),
    "pages:write_note_on_action": file_page(EDITORS),
    "pages:note": file_page(seen_by=READERS_OF_THE_NOTE),
    "pages:note_readers": file_page(AUTHORS, seen_by=READERS_OF_THE_NOTE),
    "pages:update_from_note": by_post(seen_by=READERS_OF_THE_NOTE),
    "pages:source_from_note": by_post(seen_by=READERS_OF_THE_NOTE),
    "pages:attach_file": file_page(EDITORS),
    "pages:attachment": by_post(),
    "pages:source": file_page(),
    "pages:add_source": file_page(EDITORS),
    "pages:edit_source": file_page(EDITORS),
    "pages:add_chain_step": file_page(EDITORS),
    "pages:add_source_passage": file_page(EDITORS),
    "pages:same_text": by_post(EDITORS, post="away"),
}

# A session that has just signed in, by nobody who has set up a second factor or a password.
DOOR: dict[str, Rule] = {
    "account_choose_password": door("404", "404", stranger=""),  # without a link
    "account_link": door("away", "405", stranger=""),
    "account_sessions": door("200", "away"),
    "account_second_factor": door(),
    "/account/2fa/webauthn/keys/{pk}/remove/": door("404", "404"),
    "account_login": door("away", "away", stranger="200"),
    "account_logout": door("200", "login"),
    "account_reauthenticate": door("403", "403"),
    "account_change_password": door("away", "away"),
    "account_reset_password": door(stranger="200"),
    "account_reset_password_done": door(stranger=""),
    "mfa_index": door("200", "405"),
    "mfa_authenticate": door("away", "away"),
    "mfa_reauthenticate": door("403", "403"),
    "mfa_activate_totp": door(),
    "mfa_deactivate_totp": door("404", "404"),
    "mfa_view_recovery_codes": door("404", "405"),
    "mfa_generate_recovery_codes": door(),
    "mfa_download_recovery_codes": door("404", "404"),
    "mfa_list_webauthn": door("200", "405"),
    "mfa_add_webauthn": door(),
    "mfa_reauthenticate_webauthn": door("403", "403"),
    "mfa_remove_webauthn": door("404", "404"),
    "mfa_edit_webauthn": door("404", "404"),
    "mfa_login_webauthn": door("away", "away"),
}  # fmt: skip

_OFFICE = {"in_back_office": True, "role": IN_THE_BACK_OFFICE}
OFFICE: dict[str, Rule] = {
    "admin:index": page(in_back_office=True),
    "admin:login": page(get="index", overrides=(
        ("nobody", "HEAD", "login"), ("lou", "GET", "403"), ("lou", "POST", "403"),
        ("all", "HEAD", "200"))),
    "admin:policy": page(AUDITORS, in_back_office=True),
    "admin:audit_event_recompute": page(get="405", post="away", may_post=AUDITORS, **_OFFICE),
    "admin:accounts_user_link": page(get="404", post="404", **_OFFICE),  # for no account
    "admin:logout": page(get="405", post="login", overrides=(
        ("lou", "GET", "index"), ("lou", "POST", "index"))),
    "admin:jsi18n": page(post="405", **_OFFICE),
    "admin:autocomplete": page(get="405", post="403", **_OFFICE),  # it is asked of a field
    "admin:app_list": page(in_back_office=True, role=EDITORS, refused="404"),  # of the cases
    "/back-office/{url}": page(get="404", post="404", **_OFFICE),  # whatever else
}  # fmt: skip

_OPEN_ACCOUNTS = AUDITORS | ADMINISTRATORS  # auditors only look

# Model → its pages. Nobody deletes anything.
DESKS: dict[str, dict[str, Rule]] = {
    "audit_event": desk(AUDITORS, NOBODY, seen_by=seen_alike(AUDITORS)),
    "accounts_user": shared_desk(_OPEN_ACCOUNTS, ADMINISTRATORS),
    "accounts_team": shared_desk(_OPEN_ACCOUNTS, ADMINISTRATORS),
    "accounts_sitemode": shared_desk(_OPEN_ACCOUNTS, ADMINISTRATORS)
    | {"add": Rule(in_back_office=True, role=NOBODY)},  # there is one, always
    "sources_organisation": shared_desk(EDITORS),
    "cases_issue": shared_desk(EDITORS),
    "advocacy_office": shared_desk(EDITORS),
    "cases_case": desk(EDITORS) | exchange(EDITORS),
    "cases_person": desk(EDITORS) | exchange(EDITORS),
    "cases_dispute": desk(EDITORS) | taken_out(EDITORS),
    "cases_figure": desk(EDITORS, NOBODY) | taken_out(EDITORS),
    "cases_part": desk(EDITORS, NOBODY),
    "cases_statusentry": desk(EDITORS, NOBODY) | taken_out(EDITORS),
    "cases_review": desk(EDITORS, NOBODY),
    "cases_confirmation": desk(EDITORS, NOBODY),
    "sources_source": desk(EDITORS) | exchange(EDITORS),
    "sources_citation": desk(EDITORS, NOBODY, added_by=EDITORS),
    "sources_relay": desk(EDITORS, NOBODY),
    "advocacy_action": desk(EDITORS) | exchange(EDITORS),
    "advocacy_outcomelink": desk(EDITORS) | taken_out(EDITORS),
    "notes_note": desk(EDITORS, NOBODY),
}


def _of_desks() -> dict[str, Rule]:
    rows = {}
    for model, rules in DESKS.items():
        for name, rule in rules.items():
            old_address = f"/back-office/{model.replace('_', '/')}/{{object_id}}/"
            rows[f"admin:{model}_{name}" if name else old_address] = rule
    return rows


TABLE: dict[str, Rule] = PAGES | DOOR | OFFICE | _of_desks()
