# Two commands: `make demo` opens the demo room, `make test` proves the project.
# They need Python 3.11 or newer and make; everything else goes into .venv.

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
SOURCES := $(wildcard customer_room pages tests tools bench)
DEMO_ARGS ?=
TEST_ARGS ?=
BENCH_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help demo test lint format bench browser lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/run.stamp ## set everything up and open the demo room (DEMO_ARGS="--port 8600" and the like)
	$(BIN)/customer-room demo $(DEMO_ARGS)

test: lint $(VENV)/browser.stamp ## lint, types, import direction and all tests (TEST_ARGS="-k wall" for some)
	$(BIN)/python -m pytest $(TEST_ARGS)

lint: $(VENV)/dev.stamp ## lint, formatting, types and import direction
	$(BIN)/python -m ruff check $(SOURCES)
	$(BIN)/python -m ruff format --check $(SOURCES)
	$(BIN)/python -m mypy --strict $(SOURCES)
	$(BIN)/lint-imports

format: $(VENV)/dev.stamp ## format the code and mend what the linter can mend
	$(BIN)/python -m ruff check --fix $(SOURCES)
	$(BIN)/python -m ruff format $(SOURCES)

bench: $(VENV)/dev.stamp ## measure the wall and the import, as ratios (takes minutes)
	$(BIN)/python -m bench $(BENCH_ARGS)

browser: $(VENV)/dev.stamp ## find or install the Chromium that the browser tests drive
	$(BIN)/python -m tools.browser

lock: $(VENV)/lock.stamp ## rebuild the locked versions (UPGRADE=--upgrade for newer ones)
	$(call compile,run,pyproject.toml)
	$(call compile,build,--group pyproject.toml:build --constraints requirements/run.txt)
	$(call compile,lock,--group pyproject.toml:lock)
	$(call compile,dev,pyproject.toml --group pyproject.toml:dev --constraints requirements/run.txt --constraints requirements/build.txt)

clean: ## remove what make made
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +

# One file for all systems and Python versions, every file hashed, no addresses in it.
compile = $(BIN)/uv pip compile $(2) --output-file requirements/$(1).txt --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-annotate --no-config --quiet --custom-compile-command "make lock" $(UPGRADE)

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name it with: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python's own venv and pip are needed; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

# The stamps make a second `make` cost nothing; a changed lock or pyproject.toml installs again.
$(VENV)/run.stamp: requirements/run.txt requirements/build.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Customer Room needs into $(VENV) (once) …"
	$(PIP) install --require-hashes -r requirements/run.txt -r requirements/build.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@echo "Installing what the tests need into $(VENV) (once) …"
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

# Tried once: without a browser the tests go on and say at their end which of them did not run.
$(VENV)/browser.stamp: $(VENV)/dev.stamp
	-$(BIN)/python -m tools.browser
	@touch $@

$(VENV)/lock.stamp: requirements/lock.txt | $(BIN)/python
	$(PIP) install --require-hashes -r requirements/lock.txt
	@touch $@
