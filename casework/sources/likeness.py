"""What makes two texts look alike, as keys that the database reckons, the same for both sides.

Which sources look alike, and what is said of it, is in copies.py.
"""

from django.db.models import CharField, Func

SHORTEST_QUOTATION = 40


class AddressKey(Func):
    """An address without scheme, www., fragment, tracking and last slash, in small letters."""

    function = ""
    template = (
        "rtrim(regexp_replace(translate(regexp_replace(lower(split_part(%(expressions)s, '#', 1)),"
        " '^https?://(www\\.)?', ''), '?', '&'),"
        " '&(utm_[a-z_]+|fbclid|gclid|mc_[a-z]+)=[^&]*', '', 'g'), '/&')"
    )
    output_field = CharField()


class QuotationKey(Func):
    """A digest of quoted words, whatever their quotation marks, spaces and capital letters are."""

    function = ""
    template = (
        "md5(btrim(regexp_replace(translate(lower(normalize(%(expressions)s, NFC)),"
        " '\"''“”„‟«»‘’‚‛‹›', ''), '\\s+', ' ', 'g')))"
    )
    output_field = CharField()
