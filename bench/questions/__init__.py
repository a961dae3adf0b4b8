"""The questions, theme by theme; each module answers them to `questions(asker)`."""
