"""What every web server of this project starts with; gunicorn reads it from the folder it runs in.

No log of requests: addresses and hours of work are nobody's business. What gunicorn says of
itself passes the same formatter as everything else. Its name is not told.
"""

import gunicorn

gunicorn.SERVER = "web"

logconfig_dict = {
    "root": {"handlers": ["error_console"], "level": "WARNING"},
    "loggers": {
        "gunicorn.error": {"level": "WARNING", "handlers": ["error_console"], "propagate": False},
        "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
    },
    "formatters": {"generic": {"()": "casework.access.plain_logs.PlainFormatter"}},
}
