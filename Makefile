# make demo and make test work from a bare Python 3.11 with pip: the environment is made on the first run.
CANDIDATES := $(PYTHON) python3 python3.13 python3.12 python3.11
FITS := import sys; sys.exit(sys.version_info < (3, 11))
BASE_PYTHON := $(firstword $(foreach name,$(CANDIDATES),$(shell $(name) -c '$(FITS)' >/dev/null 2>&1 && echo $(name))))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BASE_PYTHON) -m pip --disable-pip-version-check --python $(VENV)/bin/python install --quiet

.PHONY: demo voice test test-long test-load audit lint format bench bench-understanding bench-report bench-storage bench-speech clean

demo: $(VENV)/.run ## The whole scan and its mail, unattended
	@$(BIN)/checkbot demo

voice: $(VENV)/.run ## What talking to the simulator needs
	@$(PIP) --editable '.[voice]'
	@echo "Praten kan nu: $(BIN)/checkbot simulate --browser"

test: $(VENV)/.dev lint ## Everything that must hold
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 8 --dist loadgroup

test-long: $(VENV)/.dev ## A thousand scans while processes are killed, 100,000 inputs at every door, longer faults: half an hour
	@$(BIN)/python -m pytest -m long

test-load: $(VENV)/.dev ## Two hundred respondents for ten minutes: no error, no lost or double mail, memory flat
	@$(BIN)/python -m tests.load

audit: $(VENV)/.dev ## Known weaknesses in what is installed (needs PyPI; says so when it is away), and secrets in the files
	@$(BIN)/python -m tests.audit

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy

format: $(VENV)/.dev
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

bench: $(VENV)/.dev ## What the service can bear, beside an empty Flask route; needs Node.js for the load
	@$(BIN)/python -m tests.bench

bench-understanding: $(VENV)/.dev ## How much of the corpus is understood, and how fast
	@$(BIN)/python -m tests.conversation.bench

bench-report: $(VENV)/.dev ## How long a report takes to render
	@$(BIN)/python -m tests.report.bench

bench-storage: $(VENV)/.dev ## What a turn costs with 1,000 to 1,000,000 sessions stored, on SQLite and PostgreSQL
	@$(BIN)/python -m tests.storage.bench

bench-speech: $(VENV)/.dev ## How well the ear hears the scan: minutes for a share of it, hours for SPEECH=--all
	@$(BIN)/python -m tests.local_sim.speech_bench $(SPEECH)

# --without-pip: Debian's python3 has venv but not ensurepip; the pip outside fills the environment.
$(BIN)/python:
	@test -n "$(BASE_PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or name one with PYTHON=/path/to/python3" >&2; exit 2; }
	@$(BASE_PYTHON) -m pip --version >/dev/null 2>&1 || { echo "$(BASE_PYTHON) has no pip: run '$(BASE_PYTHON) -m ensurepip' or install python3-pip" >&2; exit 2; }
	@$(BASE_PYTHON) -m venv --without-pip $(VENV)

$(VENV)/.run: $(BIN)/python pyproject.toml
	@echo "Installing what the service needs (about a minute, once) …"
	@$(PIP) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@echo "Installing what the tests need (once) …"
	@$(PIP) --editable '.[dev,voice]'
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache
