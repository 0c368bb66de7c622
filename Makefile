# DeepAvFusion.Streaming: `make run` and `make test` do everything that is needed, from system packages on.
CONFIGURATION ?= Release
# packages builds on the NuGet packages behind src/standins, in folders of its own; STANDINSONLY="A B" keeps these as stand-ins, else make setup finds out
DEPENDENCIES ?= standins
STANDINSONLY ?=
LIBTORCH ?=
PROPERTIES = -c $(CONFIGURATION) -p:Dependencies=$(DEPENDENCIES) -v quiet --nologo
export DEPENDENCIES STANDINSONLY
export DOTNET_CLI_TELEMETRY_OPTOUT = 1
export DOTNET_NOLOGO = 1

.PHONY: help setup packages native restore build run test bench format clean

help:    ## these lines
	@grep -E '^[a-z]+: .*##|^[a-z]+: *##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 12

setup:   ## install missing system packages (by apt when root or with sudo) and tell which NuGet packages can be had
	@.ci/setup.sh

packages: ## ask again which NuGet packages behind src/standins can be had; make run or make test with DEPENDENCIES=packages builds on them
	@.ci/probe/probe.sh --again

native: setup   ## build the native library; LIBTORCH=DIR takes another libtorch than Debian's
	@src/standins/TorchSharp/native/build.sh $(LIBTORCH)

restore: setup
	@dotnet restore -p:Dependencies=$(DEPENDENCIES) -v quiet $(if $(filter standins,$(DEPENDENCIES)),--locked-mode)

build: native restore   ## build everything
	@dotnet build DeepAvFusion.Streaming.sln --no-restore $(PROPERTIES)

run: native   ## build, then watch two synthetic live cameras: open http://localhost:8080
	@dotnet restore src/DeepAvFusion.Cli -p:Dependencies=$(DEPENDENCIES) -v quiet
	@dotnet build src/DeepAvFusion.Cli --no-restore $(PROPERTIES)
	@./deepav run --demo $(ARGS)

test: build   ## format check and all tests
	@.ci/test.sh $(CONFIGURATION)

bench: build   ## measure speed beside plain PyTorch and a bare ffmpeg; ARGS=--quick for a few minutes
	@./deepav bench all $(ARGS)

format: restore   ## put the source into its format
	@dotnet format whitespace DeepAvFusion.Streaming.sln --no-restore
	@dotnet format style DeepAvFusion.Streaming.sln --no-restore

clean:   ## remove what was built
	@find src tests -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
	@rm -rf src/standins/TorchSharp/native/build
