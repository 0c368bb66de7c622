#!/usr/bin/env bash
# Asks which of the packages that src/standins mirrors can be had and used here. artifacts/packages-probe.props keeps the answer, as the property
# StandinsOnly, for builds with Dependencies=packages, until the versions change; --again asks anew. Says the answer in a few lines.
set -euo pipefail
cd "$(dirname "$0")/../.."
answer=artifacts/packages-probe.props log=artifacts/packages-probe.log
[ "${1:-}" = --again ] && rm -f "$answer"

if [ ! -f "$answer" ] || [ Directory.Packages.props -nt "$answer" ]; then
  mkdir -p artifacts
  timeout 180 dotnet msbuild .ci/probe/Probe.proj -t:Probe -nologo -v:minimal >"$log" 2>&1 || true
  had=() kept=() why=()
  for project in src/standins/*/*.csproj; do
    package=$(basename "$project" .csproj)
    if ! grep -q "can be had: $package\$" "$log"; then
      reason="not served"
      grep -qE "NU1102: .*$package with version" "$log" && reason="not served in the version mirrored"
    elif [ "$package" = TorchSharp ]; then
      # its native library may be built for a newer system than this one
      version=$(sed -nE 's/.*Include="TorchSharp" Version="\[?([0-9.]+)\]?".*/\1/p' Directory.Packages.props)
      library="${NUGET_PACKAGES:-$HOME/.nuget/packages}/torchsharp/$version/runtimes/linux-x64/native/libLibTorchSharp.so"
      missing=$(LC_ALL=C ldd "$library" 2>&1 | sed -nE "s/.*version .([A-Z]+_[0-9.]+)' not found.*/\1/p" | sort -u | paste -sd' ')
      reason=${missing:+"its native library needs $missing, which this system lacks"}
    else
      reason=
    fi
    if [ -z "$reason" ]; then had+=("$package"); else kept+=("$package") why+=("$package ($reason)"); fi
  done
  {
    echo "<Project>"
    echo "  <!-- can be had: ${had[*]:-none}; stand-ins stay for: $(printf '%s, ' "${why[@]}" | sed 's/, $//') -->"
    echo "  <PropertyGroup><StandinsOnly>${kept[*]:-none}</StandinsOnly></PropertyGroup>"
    echo "</Project>"
  } >"$answer"
fi
sed -nE 's/.*can be had: (.*); stand-ins stay for: (.*) -->/Packages behind the stand-ins that can be used here: \1. Stand-ins stay for: \2./p' "$answer"
if grep -qvE 'can be had: none' <(grep 'can be had' "$answer"); then
  echo "To build on them: make run DEPENDENCIES=packages."
fi
