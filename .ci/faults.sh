#!/usr/bin/env bash
# Breaks everything on purpose (faults) or runs with churn for a time (soak), and prints the table; fails when something was not right.
set -uo pipefail
cd "$(dirname "$0")/.."
suite=${1:-long} configuration=${2:-Release}
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-1} OMP_WAIT_POLICY=PASSIVE GOMP_SPINCOUNT=0 TORCH_CPP_LOG_LEVEL=ERROR
export DEEPAV_FAULTS_ONLY=${ONLY:-}
[ "$suite" = soak ] && filter='Suite=soak' || filter='Suite!=soak&Suite!=short'
DEEPAV_FAULTS_TABLE=$(mktemp) log=$(mktemp)
export DEEPAV_FAULTS_TABLE
trap 'rm -f "$DEEPAV_FAULTS_TABLE" "$log"' EXIT

dotnet test tests/DeepAvFusion.Faults --no-build -c "$configuration" --nologo --filter "$filter${ONLY:+&DisplayName~$ONLY}" --logger "console;verbosity=minimal" >"$log" 2>&1
code=$?
if [ "$suite" = long ]; then
  echo "| fault | bound | recovery | lost; told | witness | age ratio | verdict |"
  echo "|---|---|---|---|---|---|---|"
fi
cat "$DEEPAV_FAULTS_TABLE"
[ $code = 0 ] || grep -vE '^\s*$' "$log" | tail -60 >&2
grep -E '(Passed|Failed)! +- Failed: ' "$log" | tail -1 | sed 's/ - DeepAv.*//'
if [ "$suite" = long ] && [ -z "${ONLY:-}" ]; then   # what the way to a source costs beside bare FFmpeg
  dotnet test tests/DeepAvFusion.Media.Tests --no-build -c "$configuration" --nologo --filter Suite=long --logger "console;verbosity=minimal" || code=1
fi
exit $code
