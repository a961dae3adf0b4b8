"""People who use the system: users, teams, roles, login, second factor."""
