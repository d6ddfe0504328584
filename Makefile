# Everything a contributor runs. `make` builds, `make help` lists the rest.

GO     ?= go
GOLINT  = $(GO) tool -modfile=tools.mod golangci-lint

# The binary has to stay smaller than this many bytes. docs/adr/0021-pictures.md and
# docs/adr/0028-page-cache.md say what it grew for, from the 40 MB of the beginning.
MAX_SIZE = 49000000

# Extra flags for the tests: make test TESTFLAGS='-run TestImport -v'
TESTFLAGS ?=
# How long the tests of one package may take, on a slow machine too.
TIMEOUT ?= 45m
# SQLite is C turned into Go, and works in memory of its own that the race detector
# does not look at: all it would do there is slow, and takes as long as everything else.
# The driver around it and the locks below it are watched like all other code.
UNWATCHED = -gcflags='modernc.org/sqlite/lib=-race=false -d=checkptr=0'
# What people do in a browser runs without the race detector, which would make it wait
# for minutes: what goes on at once in the program is watched in the tests below it.
IN_BROWSER = ^(TestJourney|TestScreens|TestReadersPages)
# How long each fuzz target runs.
FUZZTIME ?= 30s

# What the tests need besides Go, as Debian's packages.
BROWSERS = $(QALAM_TEST_CHROMIUM) chromium chromium-browser google-chrome
PGBIN    = $(lastword $(sort $(wildcard /usr/lib/postgresql/*/bin/initdb)))

.DEFAULT_GOAL := build
.PHONY: build run test check lint fmt vet mod generated size fuzz golden lighthouse nginx fonts screenshots tools help

build: ## build bin/qalam
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags='-s -w' -o bin/qalam ./cmd/qalam

run: ## serve the demonstration newsroom
	CGO_ENABLED=0 $(GO) run ./cmd/qalam serve --demo

test: tools ## run every test, installing what they need
	@$(GO) build -o bin/testpostgres ./internal/testkit/postgres
	@if command -v "$$($(GO) env CC)" >/dev/null; then \
		echo 'go test -race ./...'; \
		CGO_ENABLED=1 GOGC=50 bin/testpostgres -- $(GO) test -race $(UNWATCHED) -timeout $(TIMEOUT) -skip '$(IN_BROWSER)' $(TESTFLAGS) ./... || exit 1; \
		echo 'go test ./cmd/qalam  (in a browser, without the race detector)'; \
		CGO_ENABLED=0 exec bin/testpostgres -- $(GO) test -timeout $(TIMEOUT) -run '$(IN_BROWSER)' $(TESTFLAGS) ./cmd/qalam; \
	else \
		echo 'go test ./...  (no C compiler: without the race detector)'; \
		exec bin/testpostgres -- $(GO) test -timeout $(TIMEOUT) $(TESTFLAGS) ./...; \
	fi

check: ## run exactly what CI runs
	.ci/run

lint: ## look for what the compiler lets pass
	$(GOLINT) run ./...

fmt: ## format the code
	$(GOLINT) fmt ./...

vet: ## run go vet
	$(GO) vet ./...

mod: ## check that the module files are complete and the modules unchanged
	$(GO) mod verify
	$(GO) mod tidy -diff

# Two snapshots of the working tree, before and after: nothing may differ. So
# this works in the middle of a change, too.
generated: ## check that committed generated files are what their sources give
	@index=$$(mktemp -d); trap 'rm -rf "$$index"' EXIT; \
	snapshot() { GIT_INDEX_FILE=$$index/index git add -A && GIT_INDEX_FILE=$$index/index git write-tree; }; \
	before=$$(snapshot) && $(GO) generate ./... && after=$$(snapshot) || exit 1; \
	git diff --exit-code --stat "$$before" "$$after" || \
		{ echo 'go generate ./... changes these files: commit them'; exit 1; }

size: build ## check that the binary stays small
	@size=$$(wc -c <bin/qalam); echo "bin/qalam: $$size bytes"; \
	[ "$$size" -lt $(MAX_SIZE) ] || { echo "larger than $(MAX_SIZE) bytes"; exit 1; }

fuzz: ## run each fuzz target for FUZZTIME
	@grep -rlE --include='*_test.go' '^func Fuzz' . | sort | while read -r file; do \
		sed -nE 's/^func (Fuzz[A-Za-z0-9_]*).*/\1/p' "$$file" | while read -r target; do \
			echo "$$(dirname "$$file") $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$(dirname "$$file")" || exit 1; \
		done || exit 1; \
	done

# Only tests that use the kit know the flag.
golden: tools ## write the golden files anew; read the diff before committing
	@$(GO) build -o bin/testpostgres ./internal/testkit/postgres
	@packages=$$($(GO) list -f '{{.ImportPath}} {{.TestImports}} {{.XTestImports}}' ./... | \
		sed -nE 's,^([^ ]+) .*/internal/testkit.*,\1,p'); \
	[ -n "$$packages" ] || { echo 'no package has golden files'; exit 0; }; \
	exec bin/testpostgres -- $(GO) test $$packages -update

lighthouse: ## measure the readers' pages as Lighthouse measures phones; needs npm
	@.ci/lighthouse

nginx: ## measure how fast kept pages are answered, beside nginx; needs nginx and wrk
	@.ci/nginx

fonts: ## cut the readers' font anew; needs fontTools
	cd internal/site && $(GO) run ./gen

# The pictures are of the demonstration, whose stories are as old as this run.
screenshots: tools ## take the pictures in docs/screens anew
	CGO_ENABLED=0 $(GO) test ./cmd/qalam -count=1 -run '^TestScreens$$' -screenshots '$(CURDIR)/docs/screens'

# Installs PostgreSQL, Chromium, Java, feedparser and a C compiler where they are missing and
# may be installed. No database cluster is made or started: the tests start
# one of their own and throw it away.
tools:
	@need=; want=; \
	[ -n "$(PGBIN)" ] || command -v initdb >/dev/null || need="$$need postgresql"; \
	found=; for b in $(BROWSERS); do ! command -v $$b >/dev/null || found=1; done; \
	[ -n "$$found" ] || need="$$need chromium"; \
	command -v java >/dev/null || need="$$need default-jre-headless"; \
	/usr/bin/python3 -c 'import feedparser' 2>/dev/null || need="$$need python3-feedparser"; \
	command -v "$$($(GO) env CC)" >/dev/null || want="gcc libc6-dev"; \
	[ -n "$$need$$want" ] || exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "installing$$need $$want"; \
		conf=/etc/postgresql-common/createcluster.d/qalam-tests.conf; \
		mkdir -p "$${conf%/*}" && echo 'create_main_cluster = false' >"$$conf"; \
		trap 'rm -f "$$conf"' EXIT; \
		export DEBIAN_FRONTEND=noninteractive; \
		apt-get -qq update && \
		apt-get -qq install -y --no-install-recommends $$need $$want </dev/null >/dev/null; \
	elif [ -n "$$need" ]; then \
		echo "The tests need$$need. Only root on Debian has them installed by this; install them first, with" >&2; \
		echo "  sudo apt-get install --no-install-recommends$$need $$want" >&2; \
		exit 1; \
	fi

help: ## list these targets
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20
