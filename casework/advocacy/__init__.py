"""Letters, hearings and every other action; whom they ask, what they ask, replies, outcomes."""
