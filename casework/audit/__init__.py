"""Who did, read and released what; append-only."""
