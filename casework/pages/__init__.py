"""The screens that show several nouns: desk, case file, search, review."""
