#!/usr/bin/env bash
# Format check, then every test project; closes with one line: N passed, N failed, N skipped.
set -uo pipefail
cd "$(dirname "$0")/.."
configuration=${1:-Release}
# one thread a network call unless a test asks for more; no spinning between them
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-1} OMP_WAIT_POLICY=PASSIVE GOMP_SPINCOUNT=0 TORCH_CPP_LOG_LEVEL=ERROR

passed=0 failed=0 skipped=0
echo "Format check"
if ! dotnet format whitespace DeepAvFusion.Streaming.sln --no-restore --verify-no-changes -v quiet; then
  echo "The source is not in its format: run 'make format'."
  failed=$((failed + 1))
fi

for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  grep -q 'BenchmarkDotNet' "$project" && continue
  log=$(mktemp)
  timeout 900 dotnet test "$project" --no-build -c "$configuration" --nologo --filter 'Suite!=long&Suite!=soak' --blame-hang-timeout 5m --logger "console;verbosity=minimal" >"$log" 2>&1
  code=$?
  line=$(grep -E '(Passed|Failed|Skipped)! +- Failed: ' "$log" | tail -1)
  if [ -z "$line" ]; then
    if grep -q 'No test is available' "$log" && [ $code = 0 ]; then
      rm -f "$log"
      continue
    fi
    echo "$name: did not finish (exit code $code)"
    tail -40 "$log"
    failed=$((failed + 1))
  else
    read -r f p s < <(sed -E 's/.*Failed: +([0-9]+), Passed: +([0-9]+), Skipped: +([0-9]+).*/\1 \2 \3/' <<<"$line")
    printf '%-40s %4d passed %4d failed %4d skipped %s\n' "$name" "$p" "$f" "$s" "$(grep -oE 'Duration: [^-]*' <<<"$line" | sed 's/ *$//')"
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
    if [ "$f" -gt 0 ] || [ $code != 0 ]; then
      [ "$f" -gt 0 ] || failed=$((failed + 1))
      grep -vE '^\s*$' "$log" | tail -80
    fi
    [ "$s" -gt 0 ] && grep -E '\[SKIP\]' "$log"
  fi
  rm -f "$log"
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
