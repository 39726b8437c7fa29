# Everything is installed into .venv beside this file; `make test` and `make demo` need nothing done by hand first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# What the tests run through is counted where CI is set, or COVERAGE=1: that takes nearly twice the time of our own code.
COVERAGE ?= $(CI)

.PHONY: help setup php browser test audit demo bench bench-rendering soak docs site pictures clean

help:
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

setup: $(READY) ## the virtual environment, with everything that developing needs

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

php: ## something that runs WordPress: PHP with SQLite, installed where that is possible, or Node
	@tests/setup-php.sh

tests/judge/node_modules: tests/judge/package-lock.json
	@command -v npm >/dev/null || { echo "WordPress's own editor code judges the blocks: install Node 20 or newer with npm" >&2; exit 1; }
	cd tests/judge && npm ci --silent --no-audit --no-fund
	touch $@

browser: ## a Chromium for the tests that look at pages, installed where that is possible
	@tests/setup-browser.sh

test: $(READY) php browser tests/judge/node_modules ## all checks and tests, against a real WordPress
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses=auto --dist=loadgroup $(if $(COVERAGE),--cov --cov-report=term)

audit: $(READY) ## known holes in what wppush depends on; skipped where their database can not be reached
	@tests/audit.sh $(BIN)/python

demo: $(READY) php ## start a WordPress on this machine, publish the sample post to it, and show it
	$(BIN)/wppush preview posts/love-in-the-big-city.md

bench: $(READY) php ## publishing against other tools, on SQLite and MariaDB; BENCH="--quick" for some minutes of it
	$(BIN)/python -m pip install --quiet --group bench
	PYTHONPATH=tests $(BIN)/python benchmarks/publish.py $(BENCH)

bench-rendering: $(READY) tests/judge/node_modules ## start-up, how rendering grows with length, what WordPress says of it; POSTS=folder for more
	$(BIN)/python benchmarks/startup.py
	PYTHONPATH=tests $(BIN)/python benchmarks/render.py
	PYTHONPATH=tests $(BIN)/python benchmarks/render.py --flavor gfm
	PYTHONPATH=tests WPPUSH_CACHE=$(CURDIR)/.cache $(BIN)/python benchmarks/validity.py $(POSTS)
	$(if $(POSTS),PYTHONPATH=tests $(BIN)/python benchmarks/fidelity.py $(POSTS))
	$(if $(POSTS),PYTHONPATH=tests $(BIN)/python benchmarks/fidelity.py $(POSTS) --flavor gfm)
	$(if $(POSTS),$(BIN)/python benchmarks/speed.py $(POSTS))

soak: $(READY) php ## for hours: thousands of runs through faults, killed runs, runs at once, servers that break down, load
	@failed=0; for database in sqlite mariadb; do \
	  WPPUSH_SOAK=1 WPPUSH_DATABASE=$$database $(BIN)/pytest tests/faults --numprocesses=auto --dist=loadgroup || failed=1; \
	done; exit $$failed

docs: $(READY) ## write the pages below docs/ and share/man that say what the code says
	PYTHONPATH=tests $(BIN)/python tests/generated_docs.py

site: $(READY) ## the pages below docs/ as a site in build/site; nothing is fetched for it
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

pictures: $(READY) php browser ## make the pictures of the documentation anew, from a real run
	PYTHONPATH=tests $(BIN)/python tests/pictures.py

clean: ## remove what make made; the WordPress of a preview stays
	rm -rf $(VENV) .cache build dist
