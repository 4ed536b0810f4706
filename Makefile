# Two commands matter: `make demo` and `make test`. Both install what they need on Debian 12, and take seconds when done before.
PEOPLE ?= 20000
SEED ?= 7
DEMO ?= demo
JOBS ?= $(shell nproc)
export CCACHE_SLOPPINESS = pch_defines,time_macros

CONFIGURE = cmake -G Ninja -DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DCMAKE_BUILD_TYPE=Release

.PHONY: demo test build setup sanitize test-long demo-clean clean bench golden

demo:            ## install, build, make a fictional district of PEOPLE, run the whole spine on it, print what was found
	@setup/say-demo $(PEOPLE)
	@$(MAKE) --no-print-directory build TARGETS=hearth
	@setup/run-demo $(DEMO) $(PEOPLE) $(SEED)

build: setup     ## leaves the program at build/hearth; TARGETS=hearth: without tests and benches, as the demo needs it
	@[ -f build/build.ninja ] || $(CONFIGURE) -S . -B build >build.log 2>&1 || { cat build.log; exit 1; }
	@rm -f build.log
	@ninja -C build -j$(JOBS) --quiet $(TARGETS)

sanitize: setup  ## the second build: clang, ASan and UBSan, unit tests and fuzz targets
	@[ -f build-sanitize/build.ninja ] || $(CONFIGURE) -DHEARTH_SANITIZE=ON -DCMAKE_C_COMPILER=clang-14 \
	  -DCMAKE_CXX_COMPILER=clang++-14 -S . -B build-sanitize >build-sanitize.log 2>&1 || { cat build-sanitize.log; exit 1; }
	@rm -f build-sanitize.log
	@ninja -C build-sanitize -j$(JOBS) --quiet

setup:
	@setup/install

test: build sanitize  ## every test of both builds
	@setup/run-tests

test-long: build sanitize  ## the long trials: crashes, power cuts, fuzzing
	@HEARTH_TRIALS=200 HEARTH_FUZZ_RUNS=2000000 setup/run-tests

bench: build     ## the headline figures, as tables
	@setup/run-benches $(PEOPLE) $(SEED)

golden: build    ## writes the golden files anew; review the difference like any other change
	@HEARTH_GOLDEN=write ctest --test-dir build --output-on-failure

demo-clean:      ## removes what the demo made
	rm -rf "$(DEMO)"

clean:
	rm -rf build build-sanitize
