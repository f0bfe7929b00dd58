# kvlane: `make help` lists what there is. The work is done by Maven; this file only finds the
# right JDK, installs native libraries and avoids a build when nothing changed.

MAKEFLAGS += --no-print-directory
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# The tests find Prometheus' tools here when no package brought it.
export PATH := $(PATH):$(CURDIR)/.tools/bin

ARGS ?=
IMAGE ?= localhost/kvlane:0.1.0
MVN := src/build/mvn.sh
# Unlike -q this shows warnings, which is what fails a compilation here.
QUIETLY := -Dorg.slf4j.simpleLogger.defaultLogLevel=warn

APP := agent/target/quarkus-app/quarkus-run.jar
PROBE := native-probes/target/probe
BENCHMARKS := src/benchmarks/target/kvlane-benchmarks-0.1.0-SNAPSHOT.jar
REPORT := src/report/target/kvlane-report-0.1.0-SNAPSHOT.jar
SIMULATION := src/simulation/target/kvlane-simulation-0.1.0-SNAPSHOT.jar
STAMP := agent/target/.built

# Directories too: a file that was removed changes its directory.
SOURCES := $(wildcard pom.xml */pom.xml src/*/pom.xml .mvn/*.config) \
  $(shell find {core,native-probes,exporters,agent,src/benchmarks,src/report,src/simulation}/src/main 2>/dev/null)
REBUILD := $(if $(and $(wildcard $(APP)),$(wildcard $(PROBE)),$(wildcard $(BENCHMARKS)),$(wildcard $(SIMULATION))),,force)

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

.PHONY: run
run: ## run the agent on this machine (arguments in ARGS="…"); installs and builds what is missing
	@src/build/install-native.sh run
	@$(MAKE) build
	@exec ./kvlane agent $(ARGS)

.PHONY: build
build: $(STAMP) ## build the application, without tests; nothing when nothing changed
	@src/build/train.sh

# The new stamp is as old as the start of the build, so that a file edited meanwhile counts as newer.
$(STAMP): $(SOURCES) $(REBUILD)
	@echo "Building kvlane (the first time also fetches its dependencies) …"
	@mkdir -p $(@D) && touch $(@D)/.building
	@$(MVN) $(QUIETLY) -Dmaven.test.skip=true package
	@mv $(@D)/.building $@

.PHONY: test
test: ## install what the tests need, build, and run all tests and checks
	@src/build/install-native.sh test
	@mkdir -p $(dir $(STAMP)) && touch $(dir $(STAMP)).building
	@$(MVN) verify
	@mv $(dir $(STAMP)).building $(STAMP)

.PHONY: e2e
e2e: ## run the tests that take minutes: many agents, long runs, large simulations, image, browser
	@src/build/install-native.sh e2e
	@$(MVN) verify -Dgroups=e2e -Dkvlane.excluded-groups= -Dspotless.check.skip=true

.PHONY: format
format: ## format the sources the way `make test` wants them
	@$(MVN) $(QUIETLY) spotless:apply

.PHONY: docs
docs: ## write the generated pages under src/docs, and what is generated under dashboards, anew
	@$(MVN) $(QUIETLY) test -Dtest='*ReferenceTest,*GeneratedTest' -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dkvlane.update-docs=true -Dkvlane.update-golden=true

.PHONY: bench
bench: ## measure kvlane beside other tools (arguments in ARGS="…"); installs what is missing
	@src/build/install-native.sh bench
	@$(MAKE) build
	@exec "$$(src/build/find-jdk.sh)/bin/java" --enable-native-access=ALL-UNNAMED \
	  -Djnr.ffi.x86asm.enabled=false -Dkvlane.probe.home=$(CURDIR)/$(PROBE) \
	  -cp '$(CURDIR)/$(BENCHMARKS):$(CURDIR)/$(REPORT):$(CURDIR)/$(PROBE)/*' \
	  io.kvlane.benchmarks.BenchmarkMain $(ARGS)

.PHONY: simulate
simulate: ## simulate clusters of up to 10,000 nodes (arguments in ARGS="…")
	@$(MAKE) build
	@exec "$$(src/build/find-jdk.sh)/bin/java" -Xmx2g \
	  -cp '$(CURDIR)/$(SIMULATION):$(CURDIR)/$(dir $(SIMULATION))lib/*' \
	  io.kvlane.simulation.SimulationMain $(ARGS)

.PHONY: image
image: ## build the container image IMAGE with podman or docker (arguments of the build in ARGS="…")
	@$(MAKE) build
	@src/build/image.sh $(IMAGE) $(ARGS)

.PHONY: lab
lab: ## judge two nodes of user-mode Linux with soft-RoCE (scenarios in ARGS="…"); installs what is missing
	@src/build/install-native.sh lab
	@$(MAKE) build
	@exec src/lab/lab $(ARGS)

.PHONY: clean
clean: ## remove what was built
	@rm -rf target */target src/*/target

.PHONY: force
force:
