# The commands of the README: `make run` and `make test`; `make help` lists all; `make cover` tests slower and says which lines ran;
# `make test-long` takes hours: the wider sweeps of the suite, then odd releases for one hour, kills, random days, eight
# weeks of a server, simulated audits.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-long cover clean help

run: $(VENV)/.installed ## the whole way on sample data: crawl a bundled portal, publish, report (a minute and a half)
	$(BIN)/svmonitor demo

test: $(VENV)/.installed-dev ## ruff, mypy, import rules and the tests, each property in a cheap case (some ten minutes)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -m "not long" -n auto --dist loadfile --no-loadscope-reorder

test-long: $(VENV)/.installed-dev ## the wider sweeps of the tests, and what runs for hours
	$(BIN)/pytest -m long -n auto --dist loadfile --no-loadscope-reorder
	$(BIN)/python -m tests.benchmarks.mutations --minutes 60
	$(BIN)/python -m tests.benchmarks.kills
	$(BIN)/python -m tests.benchmarks.random_days --minutes 20
	$(BIN)/python -m tests.benchmarks.eight_weeks
	$(BIN)/python -m tests.benchmarks.audit_simulation

cover: $(VENV)/.installed-dev ## the tests of both tiers, and which lines ran
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder --cov --cov-report=term:skip-covered

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/.installed

help: ## this list
	@awk -F ' *## *' '/^[a-z-]+:.*## /{split($$1, name, ":"); printf "make %-10s %s\n", name[1], $$2}' $(MAKEFILE_LIST)

clean: ## remove .venv, builds and the sample home svmonitor-data
	rm -rf $(VENV) build dist svmonitor-data
