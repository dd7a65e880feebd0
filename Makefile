# What each target does stands beside it; `make ci` is what CI runs, step by named step.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build
CARGO := cargo
STEP = @printf '\n== %s\n' "$(1)"

.PHONY: run test build bench ci prepare prepare-run assets fmt lint size unit journeys pictures licences

run: prepare-run assets ## the demonstration on 127.0.0.1:8080
	$(CARGO) run --release -q -p kedu -- serve --demo

build: prepare-run assets ## target/release/kedu: one file with assets, migrations and catalogue
	$(CARGO) build --release -p kedu

test: prepare assets ## every test: both databases, and the journeys in the browser
	$(MAKE) --no-print-directory unit journeys

bench: prepare-run assets ## the benchmarks: a table with ratios, and bench.jsonl
	$(CARGO) run --release -q -p bench

ci: ## what CI runs
	$(call STEP,prepare)
	$(MAKE) --no-print-directory prepare assets
	$(call STEP,format)
	$(MAKE) --no-print-directory fmt
	$(call STEP,lint)
	$(MAKE) --no-print-directory lint
	$(call STEP,sizes)
	$(MAKE) --no-print-directory size
	$(call STEP,test)
	$(MAKE) --no-print-directory test

prepare:
	@scripts/prepare.sh test

prepare-run:
	@scripts/prepare.sh run

assets: assets/built/manifest.json

assets/built/manifest.json: assets/package-lock.json assets/build.mjs assets/kedu.css assets/favicon.svg $(wildcard assets/src/*.ts)
	cd assets && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && node build.mjs
	@touch $@

fmt:
	$(CARGO) fmt --all --check

lint:
	$(CARGO) clippy --workspace --all-targets --quiet -- -D warnings

size: ## a report, not a wall
	@scripts/sizes.sh

unit:
	$(CARGO) nextest run --workspace

journeys: assets journeys/node_modules/.package-lock.json
	$(CARGO) build -p kedu
	node journeys/run.mjs

journeys/node_modules/.package-lock.json: journeys/package-lock.json
	cd journeys && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
