# Needs Python 3.11 or newer with pip and venv, make, and a package index for the first install. Everything made stands in .venv/, build/, dist/ and output/.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SHARED := ../shared
JOBS ?= 2

.DEFAULT_GOAL := help
.PHONY: help demo test test-browser test-alpha lint format score bench lock wheel clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: Python 3.11 or newer is needed; name one with make PYTHON=/path/to/python3" >&2; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY)  ## read the sample archive into output/minutes.db
	$(BIN)/minutebook ingest corpus output/minutes.db
	@echo
	@echo "Look:     $(BIN)/minutebook browse output/minutes.db --open"
	@echo "Ask it:   $(BIN)/minutebook search output/minutes.db therapy"
	@echo "Read it:  $(BIN)/minutebook show output/minutes.db 2017-03-15"
	@echo "Trust it: $(BIN)/minutebook status output/minutes.db"

test: $(READY)  ## run the tests
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup --ignore tests/browser

test-browser: $(READY)  ## walk the pages in Chromium, where there is one; pictures of them go to output/browser
	@test -d build/axe || npm install --silent --no-save --no-audit --no-fund --prefix build/axe axe-core@4 || echo "no axe-core: accessibility is not tested" >&2
	MINUTEBOOK_SCREENSHOTS=output/browser $(BIN)/python -m pytest tests/browser

test-alpha: $(READY)  ## the pages on the newest alpha of Datasette 1.0, where it can be installed
	test -x build/alpha/bin/python || $(PYTHON) -m venv build/alpha
	grep -viE '^(datasette|httpx|httpcore|asgi-csrf|playwright|greenlet)=' requirements.lock > build/alpha.txt
	if build/alpha/bin/python -m pip install --quiet --disable-pip-version-check -r build/alpha.txt --pre 'datasette>=1.0a41,<2'; \
	  then build/alpha/bin/python -m pytest tests/test_browse.py tests/test_browse_security.py tests/test_publish.py; \
	  else echo "no alpha of Datasette 1.0 could be installed" >&2; fi

lint: $(READY)  ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)  ## lay out the code as `make lint` wants it
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

score: $(READY)  ## read the annotated documents and hold the database against their gold
	@for gold in corpus $(SHARED)/gold/dev $(SHARED)/gold/styles $(SHARED)/gold/declarations; do \
	  test -d $$gold || continue; \
	  db=output/score-$$(basename $$gold).db; \
	  $(BIN)/minutebook ingest --quiet --jobs $(JOBS) $$gold $$db; code=$$?; test $$code -eq 0 -o $$code -eq 3 || exit $$code; \
	  echo; echo "== $$gold"; $(BIN)/minutebook evaluate $$db $$gold || exit $$?; \
	done

bench: $(READY)  ## CPU time, memory and the gain from two workers
	$(BIN)/python benchmarks/cpu.py

wheel: $(READY)  ## build the distribution into dist/
	$(BIN)/python -m build --no-isolation --wheel

lock:  ## resolve the bounds in pyproject.toml anew and write requirements.lock
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,export,model,ocr]'
	head -1 requirements.lock > build/requirements.lock
	build/lock/bin/python -m pip freeze --exclude-editable >> build/requirements.lock
	mv build/requirements.lock requirements.lock && rm -rf build/lock

clean:  ## remove everything that was made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find output -mindepth 1 ! -name .gitkeep -delete
