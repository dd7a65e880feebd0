# What each target does stands beside it; `make` alone lists them.
# `make ci` is what CI runs, step by named step, and each step can be run alone.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
CARGO := cargo
BENCH ?=
NPM_CI := npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
STEPS := prepare fmt lint doc depend size test

.PHONY: help run build test bench ci prepare prepare-run assets fmt lint doc depend size front unit journeys pictures $(STEPS:%=step-%)

help:
	@awk -F'## ' '/^[a-z-]+:.*## / { split($$1, name, ":"); printf "make %-9s %s\n", name[1], $$2 }' Makefile

run: prepare-run assets ## fetches what is missing, builds, starts the demonstration on 127.0.0.1:8080
	$(CARGO) run --release --quiet -p kedu -- serve --demo

build: prepare-run assets ## target/release/kedu: one file with assets, migrations and catalogue inside
	$(CARGO) build --release -p kedu

# The journeys first: the closing line is then the summary of all other tests.
test: prepare assets ## fetches what is missing, then every test: both databases, and the browser
	@$(MAKE) front
	@$(MAKE) journeys
	@$(MAKE) unit

bench: prepare-run assets ## the benchmarks: a table with ratios, and bench.jsonl
	$(CARGO) build --release --quiet -p kedu -p bench
	target/release/bench $(BENCH)

ci: $(STEPS:%=step-%) ## what CI runs

$(STEPS:%=step-%): step-%:
	@printf '\n== %s\n' "$*"
	@from=$$SECONDS; $(MAKE) $* && printf '== %s: %s s\n' "$*" "$$((SECONDS - from))"

.NOTPARALLEL:

prepare: ## installs what the tests need and the machine lacks (as root; else says what)
	@scripts/prepare.sh test

prepare-run:
	@scripts/prepare.sh run

fmt: ## the format of the code
	$(CARGO) fmt --all --check

lint: assets ## warnings are errors
	$(CARGO) clippy --workspace --all-targets --quiet -- -D warnings

doc: assets ## the crates' own documents, without a broken link
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps --quiet

depend: ## licences of all that is built in, and dependencies that nobody uses
	@node scripts/depend.mjs

size: ## sizes of files, functions and templates: a report, not a wall
	@scripts/sizes.sh

front: assets ## the front end's own tests
	@mkdir -p target
	@node --test assets/tests/ >target/front.log 2>&1 && grep -E '^# (pass|fail)' target/front.log || { cat target/front.log; exit 1; }

unit: ## the Rust tests, on SQLite and PostgreSQL
	$(CARGO) nextest run --workspace

journeys: assets journeys/node_modules/.package-lock.json ## the stories in Chromium, against the demonstration
	$(CARGO) build --quiet -p kedu
	node journeys/run.mjs

pictures: assets journeys/node_modules/.package-lock.json ## takes the pictures of docs/ anew
	$(CARGO) build --quiet -p kedu
	KEDU_PICTURES=docs/pictures/ KEDU_ONLY=02_year node journeys/run.mjs

assets: assets/built/manifest.json ## bundles the front end; quick when nothing changed

assets/built/manifest.json: assets/node_modules/.package-lock.json assets/build.mjs assets/lower.mjs assets/kedu.css assets/favicon.svg $(wildcard assets/src/*.ts)
	cd assets && node build.mjs
	@touch $@

%/node_modules/.package-lock.json: %/package-lock.json
	cd $* && $(NPM_CI)
	@touch $@
