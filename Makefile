# `make` alone prints what it can do.

# Node 24 runs the TypeScript as it is. Where the machine's own Node is older, the one of .node/ goes before it.
# npm itself runs on the machine's Node, with which its global settings go.
MACHINE_PATH := $(PATH)
NODE_IS_OLD := $(shell node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 24 ? 0 : 1)' 2>/dev/null && echo yes)
ifeq ($(NODE_IS_OLD),yes)
  BROUGHT_NODE := .node/node_modules/.package-lock.json
  export PATH := $(CURDIR)/.node/node_modules/.bin:$(PATH)
endif
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)
INSTALLED := node_modules/.package-lock.json

.PHONY: help install start test lint format generate bench soak
.DEFAULT_GOAL := help

help: ## print this
	@sed -n 's/^\([a-z-]*\):.*## /\1 - /p' Makefile | awk -F ' - ' '{ printf "make %-10s %s\n", $$1, $$2 }'

start: $(INSTALLED) ## install what is missing, migrate and serve
	@exec node src/main.ts

test: $(INSTALLED) ## run every check; FILE=test/x.test.ts runs one file
	@node test/support/run.ts $(FILE)

lint: $(INSTALLED) ## check types, code and contract
	tsc
	biome ci .
	redocly lint openapi.yaml
	spectral lint openapi.yaml --fail-severity=hint

format: $(INSTALLED) ## put the code into its one form
	biome check --write .

generate: $(INSTALLED) ## make generated/ out of openapi.yaml and migrations/
	node src/generate.ts

bench: $(INSTALLED) ## compare Parley with a bare server
	node test/bench/run.ts

soak: $(INSTALLED) ## load two replicas, break things, and compare: MINUTES=5, SEED=1
	@MINUTES=$(MINUTES) SEED=$(SEED) node test/soak/run.ts

install: $(INSTALLED) ## install what the lockfile says

$(INSTALLED): package-lock.json $(BROUGHT_NODE)
	PATH="$(MACHINE_PATH)" npm ci --loglevel=error
	@touch $@

.node/node_modules/.package-lock.json: .node/package-lock.json
	cd .node && PATH="$(MACHINE_PATH)" npm ci --loglevel=error
	@touch $@
