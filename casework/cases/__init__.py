"""Case files, people, names, parts of groups, figures, status history."""
