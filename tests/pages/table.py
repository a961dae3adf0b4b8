"""Who gets what at each address: a row per route, a column per person, and what stands there.

Cells are the answer to a GET: 200 a page, 302 sent to the login, 403 refused by role, 404 nothing
there that they may see, 405 only by POST. The object in an address belongs to East Asia.
"""

PEOPLE = ("nobody", "mara", "teo", "lou", "ines", "okoro", "abel", "vera")

# route → answers in the order of PEOPLE
ROUTES: dict[str, tuple[int, ...]] = {
    "pages:desk": (302, 200, 200, 200, 200, 200, 200, 200),
    "pages:read_date": (302, 405, 405, 405, 405, 405, 405, 405),
    "pages:search": (302, 200, 200, 200, 200, 200, 200, 200),
    "pages:review": (302, 403, 200, 403, 403, 200, 403, 403),
    "pages:review_entry": (302, 403, 200, 403, 404, 404, 404, 404),
    "pages:answer_question": (302, 200, 200, 403, 404, 404, 404, 404),
    "pages:case_list": (302, 200, 200, 200, 200, 200, 200, 200),
    "pages:open_case": (302, 200, 200, 403, 200, 200, 403, 403),
    "pages:case_file": (302, 200, 200, 200, 404, 404, 404, 404),
    "pages:edit_case": (302, 200, 200, 403, 404, 404, 404, 404),
    # The lead and managers decide; mara opened the file but leads it not.
    "pages:case_readers": (302, 403, 200, 403, 404, 404, 404, 404),
    "pages:log_update": (302, 200, 200, 403, 404, 404, 404, 404),
    # What still waits need not be withdrawn.
    "pages:retract": (302, 404, 404, 403, 404, 404, 404, 404),
    "pages:write_note": (302, 200, 200, 403, 404, 404, 404, 404),
    "pages:make_dossier": (302, 200, 200, 403, 404, 404, 404, 404),
    "pages:person": (302, 200, 200, 200, 404, 404, 404, 404),
    # Nobody is named for this person: there is nothing protected to open.
    "pages:protected": (302, 404, 404, 404, 404, 404, 404, 404),
    "pages:protection": (302, 200, 200, 403, 404, 404, 404, 404),
    "pages:write_note_on_person": (302, 200, 200, 403, 404, 404, 404, 404),
    "pages:action": (302, 200, 200, 200, 404, 404, 404, 404),
    "pages:write_note_on_action": (302, 200, 200, 403, 404, 404, 404, 404),
    # A note of mara's for the case team: a reader by role reads no notes.
    "pages:note": (302, 200, 200, 404, 404, 404, 404, 404),
    "pages:note_readers": (302, 200, 403, 404, 404, 404, 404, 404),
    "pages:update_from_note": (302, 405, 405, 405, 405, 405, 405, 405),
    "pages:source_from_note": (302, 405, 405, 405, 405, 405, 405, 405),
    "pages:source": (302, 200, 200, 200, 404, 404, 404, 404),
    "pages:attach_file": (302, 200, 200, 403, 404, 404, 404, 404),
    "pages:attachment": (302, 405, 405, 405, 405, 405, 405, 405),
}
