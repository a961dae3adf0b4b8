"""Why there is no safe copy of a file, as a code that safe_copies.py puts into words."""


class Refused(Exception):
    """The argument is the code."""
