# Muster: `make demo` runs the main job, `make test` runs the tests. `make help` lists the rest.

PREFIX ?= $(HOME)/.local
DESTDIR ?=

# SwiftPM's own files stay in this folder too.
SWIFTPM := --cache-path .build/cache --config-path .build/config --security-path .build/security
RELEASE := $(SWIFTPM) -c release --static-swift-stdlib --product muster
PROGRAM := .build/release/muster
SOURCES := Sources Tests Fuzz Benchmarks/EngineBench Benchmarks/ExpressionBench Package.swift

bindir := $(DESTDIR)$(PREFIX)/bin
mandir := $(DESTDIR)$(PREFIX)/share/man/man1
bash_completions := $(DESTDIR)$(PREFIX)/share/bash-completion/completions
zsh_completions := $(DESTDIR)$(PREFIX)/share/zsh/site-functions
fish_completions := $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d

INSTALLED := $(bindir)/muster $(mandir)/muster.1 $(bash_completions)/muster \
	$(zsh_completions)/_muster $(fish_completions)/muster.fish

.PHONY: help setup build demo test check-docs update-docs lint install uninstall bench fuzz clean
.DEFAULT_GOAL := help

help: ## Show this list.
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

setup: ## Install what is missing (Debian 12; as root or through sudo).
	@scripts/setup.sh

build: setup ## Build the release program.
	swift build $(RELEASE)

demo: build ## Run the main job on real input, in ./demo.
	scripts/demo.sh

test: setup ## Run all tests, those of the documentation too.
	swift build $(SWIFTPM) --build-tests
# In three runs: tests that wait for programs hold threads that tests of the network need in time.
	swift test $(SWIFTPM) --disable-xctest --skip-build --skip 'ProgramTests|NotificationsTests'
	swift test $(SWIFTPM) --disable-xctest --skip-build --filter NotificationsTests
	swift test $(SWIFTPM) --disable-xctest --skip-build --filter ProgramTests
	@$(MAKE) --no-print-directory check-docs

check-docs: ## Run every session that README.md and docs/ show (needs a debug build).
	MUSTER=.build/debug/muster scripts/check-docs.py

update-docs: ## Put the real output into the sessions of README.md and docs/; then read the diff.
	MUSTER=.build/debug/muster scripts/check-docs.py --update

lint: ## Check the form of the sources.
	swift format lint --strict --recursive --parallel $(SOURCES)

install: build ## Put the program, completions and the man page in PREFIX (default ~/.local).
	install -d $(sort $(dir $(INSTALLED)))
	install -s -m 755 $(PROGRAM) $(bindir)/muster
	$(PROGRAM) completion bash >$(bash_completions)/muster
	$(PROGRAM) completion zsh >$(zsh_completions)/_muster
	$(PROGRAM) completion fish >$(fish_completions)/muster.fish
	$(PROGRAM) --experimental-dump-help | scripts/man-page.py "$$($(PROGRAM) --version)" \
		"$$(LC_ALL=C date -u -r CHANGELOG.md '+%B %d, %Y')" >$(mandir)/muster.1
	@echo "Installed $(bindir)/muster"

uninstall: ## Remove what `make install` put in PREFIX.
	rm -f $(INSTALLED)

bench: build ## Measure speed and size.
	swift build $(SWIFTPM) -c release --static-swift-stdlib --product EngineBench
	swift build $(SWIFTPM) -c release --static-swift-stdlib --product ExpressionBench
	@if [ -x Benchmarks/run ]; then Benchmarks/run; else echo 'there is no Benchmarks/run' >&2; exit 1; fi

fuzz: setup ## Feed made-up input to the readers: TARGET=runbook|expression|pattern SECONDS=60 SEED=1.
	scripts/fuzz.sh $(or $(TARGET),all) $(or $(SECONDS),60) $(SEED)

clean: ## Remove what was built, and ./demo.
	rm -rf .build demo
