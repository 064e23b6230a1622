# The commands people use. Each brings what it needs; the second time it is quick.
PY := .venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.PHONY: help setup assets demo test check bench chaos pictures fmt clean
help:
	@echo "make setup   everything the other commands need"
	@echo "make demo    the portal with sample communes (PORT=8000)"
	@echo "make test    all tests, on SQLite and, where reachable, on PostgreSQL and Redis"
	@echo "make check   format, lint, imports, migrations, templates, dependency audit"
	@echo "make bench   benchmarks, each a ratio measured in one run"
	@echo "make chaos   fault experiments at full size, each with its control"
	@echo "make pictures  the pictures of the user guide, made again"
	@echo "make fmt     put code and templates into shape"
	@echo "make clean   remove what can be made again; data in var/ stays"

setup: .venv/.packages static/vendor/.copied
	@sh scripts/system_packages.sh pdf

# The marks lie inside what they mark: whoever deletes the folder deletes the mark with it.
.venv/bin/python:
	sh scripts/make_venv.sh

.venv/.packages: requirements.txt requirements-dev.txt | .venv/bin/python
	$(PY) -m pip install -q -r requirements-dev.txt
	@touch $@

assets: static/vendor/.copied
static/vendor/.copied: package.json package-lock.json scripts/icons.txt scripts/copy_assets.py scripts/assets.sh | .venv/.packages
	sh scripts/assets.sh
	@touch $@

demo: setup
	@exec $(PY) manage.py portal --demo

test: setup
	@sh scripts/system_packages.sh browser office
	@bash scripts/test.sh

check: setup
	@bash scripts/check.sh

bench: setup
	@bash scripts/measure.sh bench

chaos: setup
	@bash scripts/measure.sh chaos

pictures: setup
	@sh scripts/system_packages.sh browser
	@$(PY) -m scripts.pictures

fmt: .venv/.packages
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

clean:
	rm -rf .venv node_modules static/vendor .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +
