# Everything a person does with a checkout; `make help` lists it.

export MILEPOST_HOME ?= $(CURDIR)/var
# Python and what tests start of it begin in a fraction of the time when it keeps what it has compiled.
export PYTHONDONTWRITEBYTECODE :=
PORT ?= 8000
LOCALE ?= es
DEMO ?= yes
PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest -n 2 --dist loadscope
# Whoever develops keeps the tools when the locks change; everybody else gets only what runs.
LOCKS := $(if $(wildcard .venv/.dev),.venv/.dev,.venv/.runtime)
LOCK := .venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet
BUILT := src/milepost/web/static/built/manifest.json
FRONT_END := $(shell find src/milepost/web/frontend -type f) package.json vite.config.ts
TEMPLATES = $$(git ls-files 'src/milepost/**/*.html')

.PHONY: messages help run install fresh test lint types format test-postgres bench lock mpxj solver

help:  ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*##/:/' | column -t -s:

run: $(LOCKS) $(MILEPOST_HOME)/static/.collected  ## Set up what is missing and serve the demo city on this machine, or with DEMO=no your own
	@$(PYTHON) scripts/run.py $(PORT) $(DEMO)

install: $(LOCKS) $(MILEPOST_HOME)/static/.collected  ## Set up for a server, bring its database up to date, compile the engine
	$(PYTHON) manage.py migrate
	$(PYTHON) -m milepost.config.warming

fresh:  ## Forget the database, keys and uploads of this checkout; `make run` then starts over
	rm -rf "$(MILEPOST_HOME)"

test: .venv/.dev $(BUILT) lint types  ## Run all checks and tests, the browser journeys included
	@sh scripts/need_system_packages.sh
	npm test --silent
	$(PYTEST)

lint: .venv/.dev node_modules/.installed  ## Check style, formatting, templates, imports and TypeScript
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/djade --target-version 5.2 --check $(TEMPLATES)
	.venv/bin/lint-imports --no-logo
	npm run --silent check

types: .venv/.dev  ## Check types
	.venv/bin/mypy

format: .venv/.dev  ## Format Python and templates
	.venv/bin/ruff check --fix --exit-zero .
	.venv/bin/ruff format .
	.venv/bin/djade --target-version 5.2 $(TEMPLATES)

test-postgres: .venv/.dev $(BUILT)  ## Run the tests that need a database on a private PostgreSQL
	bash scripts/with_postgres.sh $(PYTEST) tests/domain tests/web tests/api tests/cli $(wildcard tests/demo)

bench: .venv/.dev $(BUILT)  ## Measure what docs/benchmarks.md reports
	@for file in $(filter-out bench/leveling_peer.py,$(wildcard bench/[a-z]*.py)); do name=$${file#bench/}; $(PYTHON) -m bench.$${name%.py} || exit 1; done

messages: $(LOCKS)  ## Collect the texts for a translator in src/milepost/locale: make messages LOCALE=es
	@command -v xgettext >/dev/null || { echo "This needs gettext: sudo apt-get install gettext"; exit 1; }
	mkdir -p src/milepost/locale
	cd src/milepost && $(abspath $(PYTHON)) $(CURDIR)/manage.py makemessages --locale $(LOCALE) --no-location --ignore styleguide --ignore frontend
	cd src/milepost/web/frontend && $(abspath $(PYTHON)) $(CURDIR)/manage.py makemessages --locale $(LOCALE) --no-location --domain djangojs --extension ts

lock: $(LOCKS)  ## Choose versions anew within pyproject.toml and write the lock files
	$(LOCK) requirements/install.in -o requirements/install.txt
	$(LOCK) pyproject.toml -o requirements/runtime.txt
	$(LOCK) pyproject.toml --group dev -o requirements/dev.txt
	$(LOCK) pyproject.toml --extra mpxj -o requirements/mpxj.txt
	$(LOCK) pyproject.toml --extra solver -o requirements/solver.txt

mpxj: $(LOCKS)  ## Add the reader of .mpp and other files, which needs Java
	.venv/bin/uv pip install --quiet --require-hashes -r requirements/mpxj.txt

solver: $(LOCKS)  ## Add OR-Tools, which lets leveling search longer with a proof
	.venv/bin/uv pip install --quiet --require-hashes -r requirements/solver.txt

.venv/.made: requirements/install.txt
	@sh scripts/make_environment.sh
	@touch $@

.venv/.runtime .venv/.dev: .venv/.%: .venv/.made requirements/%.txt pyproject.toml
	.venv/bin/uv pip sync --quiet --require-hashes requirements/install.txt requirements/$*.txt
	.venv/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/.installed: package-lock.json
	@sh scripts/need_node.sh
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(BUILT): node_modules/.installed $(FRONT_END)
	npm run --silent build -- --logLevel warn
	@touch $@

$(MILEPOST_HOME)/static/.collected: $(LOCKS) $(BUILT)
	$(PYTHON) manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@
