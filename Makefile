# What a newcomer and a developer type; `make` alone lists it. Every target does its own set-up.

PYTHON ?= python3
PORT ?= 8000
ARGS ?=
SCALE ?= 100000
export CASEWORK_STARTED_AT := $(shell date +%s)

venv := .venv/bin/python
embedded := $(venv) -m casework.embedded
secret := CASEWORK_SECRET_KEY="$$($(venv) -c 'import secrets; print(secrets.token_urlsafe(64))')"
sealing := CASEWORK_SEALING_KEYS="$$($(venv) -c 'from casework.access.sealing_keys import new_key; print(new_key("check"))')"
strangers := -u CASEWORK_SECRET_KEY_FILE -u CASEWORK_SEALING_KEYS -u CASEWORK_SEALING_KEYS_FILE
production := env -u CASEWORK_TRIAL $(strangers) CASEWORK_ALLOWED_HOSTS=example.org $(secret) $(sealing)
trial := env -u CASEWORK_ALLOWED_HOSTS $(strangers) CASEWORK_TRIAL=1 $(secret)

.DEFAULT_GOAL := help
.PHONY: help run test lint check nightly shots bench clean forget python
.NOTPARALLEL:

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

run: python ## Try the system on demonstration data (PORT=8001 for another port)
	@$(PYTHON) -m casework.set_up requirements.txt "$(PORT)"
	@exec $(venv) -m casework.trial "$(PORT)"

test: python ## Run the tests on a database of their own (ARGS='-k dossier' for some)
	@$(PYTHON) -m casework.set_up requirements-dev.txt
	@exec $(trial) $(embedded) with test -- $(venv) -m pytest $(ARGS)

lint: python ## Check the style of the code
	@$(PYTHON) -m casework.set_up requirements-dev.txt
	@exec $(venv) -m ruff check .

check: lint ## Everything that must hold before a change is taken: style, settings, migrations, tests
	@exec $(production) $(embedded) with test -- $(venv) manage.py check --deploy --fail-level WARNING
	@exec $(production) $(embedded) with test -- $(venv) manage.py makemigrations --check --dry-run
	@exec $(trial) $(embedded) with test -- $(venv) -m pytest $(ARGS)

nightly: python ## The properties on 10,000 random worlds each
	@$(PYTHON) -m casework.set_up requirements-dev.txt
	@exec $(trial) CASEWORK_EXAMPLES=nightly $(embedded) with test -- \
		$(venv) -m pytest tests/cases tests/sources -k "properties or truth or clocks or agree_on_any" $(ARGS)

shots: python ## Draw every screen with Chromium, wide and narrow, light and dark, into build/shots/
	@$(PYTHON) -m casework.set_up requirements-dev.txt
	@exec $(trial) DJANGO_SETTINGS_MODULE=casework.settings \
		$(embedded) with test -- $(venv) -m tests.browser.shots

bench: python ## Measure on 100,000 invented cases (SCALE=10000 for fewer, ARGS='as of' for some)
	@$(PYTHON) -m casework.set_up requirements-dev.txt
	@exec $(trial) DJANGO_SETTINGS_MODULE=casework.settings \
		$(embedded) with bench -- $(venv) -m bench $(SCALE) $(ARGS)

clean: ## Delete what can be made again: .venv, caches, the databases of tests and measurements
	@if $(venv) -c 'import psycopg' 2>/dev/null; then \
		$(embedded) destroy test && $(embedded) destroy bench; fi
	@rm -rf .venv .pytest_cache .ruff_cache .hypothesis build
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

forget: python ## Delete the database of `make run` with all that was entered in it
	@$(PYTHON) -m casework.set_up requirements.txt
	@exec $(embedded) destroy run

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed, and $(PYTHON) is not: install it" \
		"(on Debian: apt-get install python3 python3-venv) or name one: make PYTHON=python3.12 …" >&2; \
		exit 1; }
