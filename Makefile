# Everything that people and CI run. `make` alone lists the targets.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:

BIN := .venv/bin
PY := $(BIN)/python
READY := .venv/.ready
NEWMAN := tests/postman/node_modules/.package-lock.json

PACKAGES := common spotify listenbrainz users analytics recommendations music_discovery_backend devstack

.PHONY: help
help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- For a look ----------------------------------------------------------------------------------

.PHONY: demo
demo: $(READY) ## Play the whole story once and clean up (BASE_URL=http://... plays it elsewhere)
	@$(PY) -m devstack.demo $(if $(BASE_URL),--base-url $(BASE_URL))

.PHONY: run
run: $(READY) ## Run everything at http://127.0.0.1:8000 until Ctrl-C (PORT=... elsewhere)
	@$(PY) -m devstack.run

.PHONY: screenshots
screenshots: $(READY) ## Picture the admin anew for the documents, by Chromium
	@$(PY) -m devstack.screenshots

# --- In containers: docs/operations.md -----------------------------------------------------------

.PHONY: setup
setup: ## From a clone to a running service in containers; safe to run again
	@./setup.sh

.PHONY: build
build: ## Build the image
	docker compose build

.PHONY: up
up: ## Start the containers and wait until all are healthy
	docker compose up --detach --wait

.PHONY: down
down: ## Stop and remove the containers; their data stay
	docker compose down

.PHONY: restart
restart: ## Restart the service's own containers (ARGS=web one of them)
	docker compose restart $(or $(ARGS),web celery celery-beat)

.PHONY: logs
logs: ## Follow the containers' logs (ARGS=nginx one of them)
	docker compose logs --follow $(ARGS)

.PHONY: upgrade
upgrade: ## Replace what runs in containers by this checkout, without a failed request
	@docker/upgrade.sh

# --- For development -----------------------------------------------------------------------------

.PHONY: install
install: $(READY) ## Make .venv with the pinned requirements (PYTHON=python3.12 chooses one)

$(READY): requirements.txt requirements/dev.txt requirements/embedded.txt
	@sh devstack/make_venv.sh .venv $(PYTHON)
	$(BIN)/pip install --quiet --disable-pip-version-check $(^:%=-r %)
	@touch $@

# The Postman collection is run by newman, a Node.js program; without npm its tests are skipped.
$(NEWMAN): tests/postman/package-lock.json
	@if command -v npm >/dev/null; then npm ci --prefix tests/postman --no-audit --no-fund; \
	else echo "npm is missing: the tests of the Postman collection will be skipped."; fi

# Each worker starts servers of its own; with a Redis that is given, two would empty each other's.
WORKERS ?= $(if $(REDIS_URL),0,2)

.PHONY: spark
spark: $(READY) ## Add Apache Spark to .venv (420 MB; for training on it, which also takes Java 17)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements/spark.txt

.PHONY: test
test: $(READY) $(NEWMAN) ## Run all tests (ARGS="-k shelf" some; POSTGRES_HOST and REDIS_URL name other servers)
	$(PY) -m pytest --numprocesses $(WORKERS) --dist loadfile $(ARGS)

.PHONY: postman
postman: $(READY) $(NEWMAN) ## Run the Postman collection twice, by newman, against a stack of its own
	$(PY) -m pytest tests/test_postman.py

.PHONY: check
check: format-check lint security types imports deploy-check migrations-check test ## Run all that CI runs

.PHONY: format-check
format-check: $(READY) ## Is the code formatted?
	$(BIN)/ruff format --check .

.PHONY: lint
lint: $(READY) ## Ruff's rules
	$(BIN)/ruff check .

.PHONY: security
security: $(READY) ## What bandit minds in the service and nobody has explained
	@$(PY) -m devstack.security_check

# Not part of check: it asks the public package index, and not every machine reaches that. Where it
# is out of reach, "not found" is said of everything, which tells nothing.
.PHONY: audit
audit: $(READY) ## Are vulnerabilities known of the pinned packages? Needs the public package index
	$(BIN)/uv tool run pip-audit -r requirements.txt --no-deps --disable-pip

# These read settings: production's, and nothing from a developer's own .env.
types deploy-check migrations-check: export ENV_FILE :=
types deploy-check migrations-check: export DEBUG := false
types deploy-check migrations-check: export HTTPS_ONLY := true
types deploy-check migrations-check: export POSTGRES_PASSWORD := only-for-checks
types deploy-check migrations-check: export SECRET_KEY := only-for-checks-0123456789-abcdefghijklmnopqrstuvwxyz

.PHONY: types
types: $(READY) ## Types, by mypy
	$(BIN)/mypy $(PACKAGES)

.PHONY: imports
imports: $(READY) ## The contract in .importlinter
	$(BIN)/lint-imports

.PHONY: deploy-check
deploy-check: $(READY) ## Django's checks under production settings
	$(PY) manage.py check --deploy --fail-level WARNING

# Without a database only the comparison with its history is left out, of which Django warns.
.PHONY: migrations-check
migrations-check: $(READY) ## Do the migrations say what the models say?
	$(PY) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run

.PHONY: format
format: $(READY) ## Format the code and mend what ruff can
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

.PHONY: schema
schema: export ENV_FILE :=
schema: export DEBUG := true
schema: $(READY) ## Write docs/openapi.yaml anew from the code
	@$(PY) manage.py spectacular --fail-on-warn --file docs/openapi.yaml

.PHONY: docs
docs: export ENV_FILE :=
docs: export DEBUG := true
docs: $(READY) ## Check the documents: links, code blocks, the commands that they name
	@$(PY) -m devstack.documents

.PHONY: messages
messages: $(READY) ## Bring the catalogues of translations in step with the code
	@$(PY) -m devstack.messages

.PHONY: clients
clients: $(READY) ## Make the Python and the TypeScript client from docs/openapi.yaml
	@$(PY) -m devstack.clients

.PHONY: errors
errors: $(READY) ## Write docs/errors.md anew from the classes of the errors
	@$(PY) -m devstack.error_catalogue

.PHONY: lock
lock: $(READY) ## Compile the pinned requirements anew (LOCK_FLAGS=--upgrade for newer versions)
	$(BIN)/uv pip compile $(LOCK) requirements/base.in -o requirements.txt
	cd requirements && ../$(BIN)/uv pip compile $(LOCK) dev.in -o dev.txt
	cd requirements && ../$(BIN)/uv pip compile $(LOCK) embedded.in -o embedded.txt
	cd requirements && ../$(BIN)/uv pip compile $(LOCK) spark.in -o spark.txt

LOCK := --quiet --universal --python-version 3.11 --no-header $(LOCK_FLAGS)

# --- In the containers while they run, else on the data that `make run` keeps ---------------------

.PHONY: migrate
migrate: ## Apply the migrations, in the containers while they run, else to what run keeps
	@docker/manage.sh migrate

.PHONY: shell
shell: ## Django's shell, in the containers while they run, else on what run keeps
	@docker/manage.sh shell

.PHONY: createsuperuser
createsuperuser: ## Make another admin account, in the containers while they run, else in what run keeps
	@docker/manage.sh createsuperuser

.PHONY: clean
clean: ## Remove caches and all that was run; .venv and .env stay
	rm -rf .run .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache staticfiles
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
