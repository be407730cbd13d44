# Set up and build: `make`. Everything else that a person or CI asks for is a target of its own.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: all test check style measured docs evidence goldens lock bench clean

all: $(READY)
	$(BIN)/doit

# Both files decide what is installed; the hashes make it the same on every machine.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m collation.fonts
	touch $@

# On every core: the tests share nothing but what each process makes for itself.
test: $(READY)
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

check: style test measured
	$(BIN)/doit

style: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# That what docs/evidence.md says is still so.
measured: $(READY)
	$(BIN)/python scripts/evidence.py --check

# What is generated from the code; a test fails where it is not current.
docs: $(READY)
	$(BIN)/python -m collation.check.documentation docs/checks.md
	$(BIN)/python -m collation.proof.documentation docs/proof.md
	$(BIN)/python -m collation.journals.documentation docs/journals.md

# Recall and precision of each check over all that the tests hold.
evidence: $(READY)
	$(BIN)/python scripts/evidence.py

goldens: $(READY)
	$(BIN)/python tests/rewrite_goldens.py

lock: $(READY)
	$(BIN)/python -m piptools compile --quiet --extra dev --generate-hashes --allow-unsafe --strip-extras \
	  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header \
	  --output-file requirements.lock pyproject.toml

bench: $(READY)
	$(BIN)/python scripts/bench.py

clean:
	rm -rf .venv node_modules out .doit.db* .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
