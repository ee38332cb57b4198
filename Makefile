# The verbs of this repository; `make ready` is all that CI runs.

# The same flags everywhere, so that walls, documents and tests share one debug build.
FLAGS = --explicit-target-dependency-import-check error
SWIFT_FILES = Package.swift Sources Tests

.PHONY: golden ready walls lint docs docs-current test format bench eval rule require

ready: walls lint docs-current test

# The exit status is to be trusted: "Build complete!" can stand beside an error.
walls: require
	swift build --build-tests $(FLAGS)

lint: require
	swift format lint --strict --parallel --recursive $(SWIFT_FILES)

docs: walls
	Scripts/rule-pages docs/rules
	Scripts/accuracy rows .build/debug/plimsoll docs/accuracy.md

docs-current: walls
	Scripts/rule-pages --check docs/rules
	Scripts/accuracy check .build/debug/plimsoll docs/accuracy.md

test: walls
	Tests/Launcher/run
	Tests/Differential/run sample
	Tests/Examples/run
	PLIMSOLL_TEST_ALL=1 swift test $(FLAGS)

# Writes the reports of the bundled applications and the page of mutations anew; read the difference before you commit it.
golden: walls
	PLIMSOLL_GOLDEN=write swift test $(FLAGS) --filter 'GoldenReportTests|MutationTests'

format: require
	swift format --in-place --parallel --recursive $(SWIFT_FILES)

bench: require
	Scripts/bench

# Writes docs/accuracy.md unless CATEGORIES says which to score.
# MIRROR: a folder with a bare git directory for each repository that the labels name.
eval: require
	Scripts/eval $(CATEGORIES)

rule: require
	@Scripts/new-rule "$(NAME)" "$(CATEGORY)"

require:
	@Scripts/require test
