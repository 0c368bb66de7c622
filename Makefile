# DeepAvFusion.Streaming: `make run` and `make test` do everything that is needed, from system packages on.
CONFIGURATION ?= Release
# cuda takes the libtorch for NVIDIA's GPUs
TORCH ?= cpu
PROPERTIES = -c $(CONFIGURATION) -p:Torch=$(TORCH) -v quiet --nologo
# the committed lock files hold for the CPU's libtorch (src/adr/0001-packages.md)
RESTORE = dotnet restore -p:Torch=$(TORCH) -v quiet $(if $(filter cpu,$(TORCH)),--locked-mode)
export DOTNET_CLI_TELEMETRY_OPTOUT = 1
export DOTNET_NOLOGO = 1

# says that the program was built from the sources as they are, so that it starts at once
BUILT = src/DeepAvFusion.Cli/obj/built.$(CONFIGURATION).$(TORCH)
SOURCES = $(shell find src hocon deploy/models Directory.*.props Directory.*.targets global.json -name bin -prune -o -name obj -prune -o -print)

.PHONY: help setup restore build run test faults soak fuzz bench format clean

help:    ## these lines
	@grep -E '^[a-z]+: .*##|^[a-z]+: *##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 12

setup:   ## install missing system packages (by apt when root or with sudo)
	@.ci/setup.sh all

restore: setup
	@$(RESTORE)

build: restore   ## build everything; TORCH=cuda for NVIDIA's GPUs
	@dotnet build DeepAvFusion.Streaming.sln --no-restore $(PROPERTIES)

run:     ## build, then watch two synthetic live cameras: open http://localhost:8080
	@.ci/setup.sh run
	@$(MAKE) --no-print-directory $(BUILT)
	@./deepav run --demo $(ARGS)

$(BUILT): $(SOURCES)
	@$(RESTORE) src/DeepAvFusion.Cli
	@dotnet build src/DeepAvFusion.Cli --no-restore $(PROPERTIES)
	@rm -f src/DeepAvFusion.Cli/obj/built.*
	@touch $@

test: build   ## format check and all tests
	@.ci/test.sh $(CONFIGURATION)

fuzz: build   ## a million inputs to each reader of what others wrote; COUNT=N, SEED=N and ONLY=nut (one reader) change that
	@rm -rf tests/DeepAvFusion.Fuzz/bin/$(CONFIGURATION)/net10.0/found tests/DeepAvFusion.Fuzz/bin/$(CONFIGURATION)/net10.0/fuzz.md
	@DAVF_FUZZ_COUNT=$(or $(COUNT),1000000) DAVF_FUZZ_SEED=$(or $(SEED),1) nice dotnet test tests/DeepAvFusion.Fuzz --no-build -c $(CONFIGURATION) --nologo --logger "console;verbosity=normal" $(if $(ONLY),--filter "DisplayName~name: \"$(ONLY)\"") || status=$$?; \
	cat tests/DeepAvFusion.Fuzz/bin/$(CONFIGURATION)/net10.0/fuzz.md; exit $${status:-0}

faults: build   ## break everything on purpose, for most of an hour, and print what became of it; ONLY="a picture every" takes those of that name
	@ONLY="$(ONLY)" .ci/faults.sh long $(CONFIGURATION)

soak: build   ## run with streams that come and go for 2 hours (DURATION=30m, GUESTS=5 at once) and print what grew
	@DURATION=$(DURATION) GUESTS=$(GUESTS) .ci/faults.sh soak $(CONFIGURATION)

bench: build   ## measure speed beside plain PyTorch and a bare ffmpeg; ARGS=--quick for a few minutes
	@./deepav bench all $(ARGS)

format: restore   ## put the source into its format
	@dotnet format whitespace DeepAvFusion.Streaming.sln --no-restore
	@dotnet format style DeepAvFusion.Streaming.sln --no-restore

clean:   ## remove what was built
	@find src tests -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
