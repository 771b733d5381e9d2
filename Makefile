# The commands of the README: `make run` and `make test`; `make cover` tests slower and says which lines ran;
# `make test-long` takes hours: the wider sweeps of the suite, then odd releases for one hour, kills, random days, eight
# weeks of a server, simulated audits.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-long cover clean

run: $(VENV)/.installed
	$(BIN)/svmonitor demo

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -m "not long" -n auto --dist loadfile --no-loadscope-reorder

test-long: $(VENV)/.installed-dev
	$(BIN)/pytest -m long -n auto --dist loadfile --no-loadscope-reorder
	$(BIN)/python -m tests.benchmarks.mutations --minutes 60
	$(BIN)/python -m tests.benchmarks.kills
	$(BIN)/python -m tests.benchmarks.random_days --minutes 20
	$(BIN)/python -m tests.benchmarks.eight_weeks
	$(BIN)/python -m tests.benchmarks.audit_simulation

cover: $(VENV)/.installed-dev
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder --cov --cov-report=term:skip-covered

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) build dist svmonitor-data
