# `make` alone prints what it can do.

# Node 24 runs the TypeScript directly. If the machine's Node is older, the one in .node/ comes first on PATH.
# npm runs on the machine's Node, to which its global settings belong.
# A `make` that `make test` runs has it from that one, which changes PATH.
ifndef MACHINE_PATH
  export MACHINE_PATH := $(PATH)
endif
NODE_IS_OLD := $(shell node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 24 ? 0 : 1)' 2>/dev/null && echo yes)
ifeq ($(NODE_IS_OLD),yes)
  BROUGHT_NODE := .node/node_modules/.package-lock.json
  export PATH := $(CURDIR)/.node/node_modules/.bin:$(PATH)
endif
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)
# `make start` installs what serves; everything else also needs the development tools, three times as much.
SERVING := node_modules/.package-lock.json
INSTALLED := node_modules/.complete
GENERATORS := test/sdks/node_modules/.package-lock.json

.PHONY: help install start test test-s3 test-proxies test-sdks lint format generate release bench soak
.DEFAULT_GOAL := help

help: ## print this help
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1 - /p' Makefile | awk -F ' - ' '{ printf "make %-12s %s\n", $$1, $$2 }'

# By default, V8 reserves three times as much for new objects, and glibc keeps the memory in which each of
# its threads has hashed passwords. With 1,000 streams the flags save a third of the memory for a seventh
# more CPU. With compiled code from the last run, a start takes two thirds of the CPU.
start: $(SERVING) ## install what is missing, migrate and serve
	@MALLOC_ARENA_MAX=2 NODE_COMPILE_CACHE=node_modules/.cache/compiled \
	  exec node --max-semi-space-size=16 src/main.ts

test: $(INSTALLED) ## run every check; FILE=test/x.test.ts runs one file, DATABASE_URL=… uses that PostgreSQL
	@node test/support/run.ts $(if $(findstring command,$(origin DATABASE_URL)),'--database=$(DATABASE_URL)') $(FILE)

test-s3: $(INSTALLED) ## install an S3 server, on Debian and as root, and run the tests that need it
	@(command -v radosgw && command -v ceph-mon && command -v ceph-osd) >/dev/null || { apt-get update && \
	  DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends radosgw ceph-mon ceph-osd; }
	@node test/support/run.ts test/files/storage/s3.test.ts

test-proxies: $(INSTALLED) ## as root on Debian, install nginx, Chromium, PgBouncer and Redis, and test them
	@(command -v nginx && command -v chromium && command -v pgbouncer && command -v redis-server) >/dev/null || \
	  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
	  nginx-light chromium pgbouncer redis-server; }
	@node test/support/run.ts test/http/connections/behind-nginx.test.ts test/http/cors-browser.test.ts test/contract/docs.test.ts \
	  test/contract/docs-newcomer.test.ts test/database/connections/behind-pgbouncer.test.ts test/replicas/redis-signals.test.ts \
	  test/limits/buckets.test.ts

test-sdks: $(INSTALLED) $(GENERATORS) ## generate, compile and run clients of Parley; SDK=orval runs one
	@cd test/sdks && node --import tsx run.ts $(SDK)

lint: $(INSTALLED) ## check types, code and contract
	tsc
	biome ci .
	redocly lint openapi.yaml generated/openapi-3.0.json generated/openapi-3.2.json test/first-conversation.arazzo.yaml
	spectral lint openapi.yaml --fail-severity=hint
	spectral lint generated/openapi-3.0.json generated/openapi-3.2.json --ruleset=.spectral-views.yaml --fail-severity=hint

format: $(INSTALLED) ## format the code
	biome check --write .

generate: $(INSTALLED) ## derive generated/ from openapi.yaml and migrations/
	node src/generate/generate.ts

release: $(INSTALLED) ## record openapi.yaml as released, with its changes in CHANGELOG.md
	@node test/evolution/release.ts

bench: $(INSTALLED) ## compare Parley with minimal servers; PART=streams runs one part, PART=peers others
	@node test/bench/run.ts $(PART)

soak: $(INSTALLED) ## load two replicas, inject faults and compare the results; MINUTES=5 SEED=1
	@MINUTES=$(MINUTES) SEED=$(SEED) node test/soak/run.ts

install: $(INSTALLED) ## install the locked dependencies

$(SERVING): package-lock.json $(BROUGHT_NODE)
	PATH="$(MACHINE_PATH)" npm ci --omit=dev --loglevel=error
	@touch $@

$(INSTALLED): package-lock.json $(BROUGHT_NODE)
	PATH="$(MACHINE_PATH)" npm ci --loglevel=error
	@touch $(SERVING) $@

$(GENERATORS): test/sdks/package-lock.json $(BROUGHT_NODE)
	@cd test/sdks && PATH="$(MACHINE_PATH)" npm ci --loglevel=error || \
	  { echo 'The generators were not installed from the package registry; npm says why above.' >&2; exit 1; }
	@touch $@

.node/node_modules/.package-lock.json: .node/package-lock.json
	cd .node && PATH="$(MACHINE_PATH)" npm ci --loglevel=error
	@touch $@
