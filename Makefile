# make serve    set everything up, build the course, serve it on this machine
# make test     set everything up, run every test
# make lab      the same course in JupyterLab
# make help     the rest

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
STAMPS := .cache/stamps
SITE := _build/html
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PYTHONUNBUFFERED := 1

# What the book is made from: a change in any of these rebuilds it, nothing else does.
BOOK_SOURCES = $(wildcard $(shell git ls-files --cached --others --exclude-standard -- \
  _config.yml _toc.yml book chapters src tools/*_pages.py tools/build_book.py tools/coverage_page.py \
  tools/diagrams.py tools/lite_link.py package-lock.json 2>/dev/null))
LITE_SOURCES = $(wildcard $(shell git ls-files --cached --others --exclude-standard -- \
  book/references.bib book/assets chapters exercises src tools/lite tools/lite_site.py package-lock.json 2>/dev/null))

.PHONY: help setup book serve lab test lint unit notebooks lock clean browsers \
  lite pack slides translations exercises learn links links-online

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile
	@echo "make book     build the course into $(SITE)"
	@echo "make lite     only the notebooks that run in the browser, in $(SITE)/lite"
	@echo "make pack     the workshop pack, to print and to show, in $(SITE)/pack"
	@echo "make slides   only the slides, in $(SITE)/pack"
	@echo "make translations  the Spanish book, in $(SITE)/es"
	@echo "make exercises  notebooks and releases again from solutions/*/key.toml"
	@echo "make learn    teach the engine again from training/"
	@echo "make links    every link that leads outside, with the pages where it stands"
	@echo "make links-online  ask for each of them whether it is there (needs a network)"
	@echo "make lint     ruff, mypy and the import rules"
	@echo "make unit     the tests that need no browser and no book"
	@echo "make lock     pin the packages of a fresh environment in requirements.txt"
	@echo "make clean    remove what the build made (answers and marks are not touched)"

# --- setting up -----------------------------------------------------------------------------

setup: $(STAMPS)/python $(STAMPS)/npm

$(STAMPS)/python: requirements.txt pyproject.toml tools/check_python.py
	@mkdir -p $(STAMPS)
	@$(PYTHON) tools/check_python.py
	@echo "Setting up Python packages in .venv (a few minutes the first time) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(STAMPS)/npm: package.json package-lock.json $(STAMPS)/python tools/npm.py
	@echo "Setting up the browser parts in node_modules ..."
	@$(BIN)/python tools/npm.py ci
	@touch $@

browsers: $(STAMPS)/python
	@$(BIN)/python tools/browsers.py

# --- the book -------------------------------------------------------------------------------

book: $(STAMPS)/book $(STAMPS)/lite

$(STAMPS)/book: $(BOOK_SOURCES) $(STAMPS)/python $(STAMPS)/npm
	@echo "Building the course into $(SITE) ..."
	@$(BIN)/python tools/build_book.py
	@$(BIN)/python -m blameaware.workshop.pack $(SITE)/pack --no-pdf
	@touch $@

lite: $(STAMPS)/lite

$(STAMPS)/lite: $(LITE_SOURCES) $(STAMPS)/python $(STAMPS)/npm
	@echo "Building the notebooks for the browser ..."
	@$(BIN)/python tools/lite_site.py $(SITE)/lite
	@touch $@

serve: $(STAMPS)/python
	@$(BIN)/python tools/serve.py --port $(PORT) --check
	@$(MAKE) --no-print-directory book
	@$(BIN)/python tools/serve.py --port $(PORT) $(SITE)

pack: book browsers
	@$(BIN)/python -m blameaware.workshop.pack $(SITE)/pack

slides: book
	@$(BIN)/python -m blameaware.workshop.slides $(SITE)/pack

translations: book
	@$(BIN)/python tools/translate.py build es

exercises: $(STAMPS)/python
	@$(BIN)/python -m blameaware.grading.release

learn: $(STAMPS)/python
	@$(BIN)/python training/train.py
	@$(BIN)/python -m blameaware.language.rewrite_train

links: book
	@$(BIN)/python tools/links.py list $(SITE)

links-online: book
	@$(BIN)/python tools/links.py check $(SITE)

lab: setup
	@$(BIN)/jupyter lab --ServerApp.root_dir="$(CURDIR)"

# --- tests ----------------------------------------------------------------------------------

test: setup lint book browsers
	@$(BIN)/python -m pytest -n 2 --dist loadfile
	@$(MAKE) --no-print-directory notebooks

lint: $(STAMPS)/python
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

unit: $(STAMPS)/python
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m "not browser" tests/unit tests/corpus

notebooks: $(STAMPS)/python
	@BLAMEAWARE_ANSWERS=off $(BIN)/python tools/chapter_notebooks.py _build/notebooks
	@BLAMEAWARE_ANSWERS=off $(BIN)/python -m pytest --nbval --nbval-sanitize-with tests/notebooks/sanitize.cfg -p no:cacheprovider _build/notebooks
	@BLAMEAWARE_ANSWERS=off $(BIN)/python -m pytest --nbval-lax -p no:cacheprovider solutions

# --- keeping house --------------------------------------------------------------------------

lock:
	@$(PYTHON) tools/lock.py requirements.txt

clean:
	@rm -rf _build .cache/stamps/book .cache/stamps/lite
