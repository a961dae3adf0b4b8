"""Measurements on a large invented world, each beside the raw SQL that is its limit.

`make bench` runs them. Importing this package sets Django up, as `manage.py` does.
"""

import django

django.setup()
