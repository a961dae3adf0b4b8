"""Where a fact comes from: sources, chains of relay, citations, and dates as fuzzy as they are."""
