#!/bin/bash
# Builds libdeepav_torch.so: build.sh [LIBTORCH]
# LIBTORCH is the folder of a libtorch release, or "system" for the system's libtorch; left out, the environment's LIBTORCH, else what was
# chosen last, else the system's. The result is build/libdeepav_torch.so; each libtorch keeps its object files in build/<key>.
# Builds that run at the same time wait for each other; one whose sources have the content of the last build returns at once.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$here/build"
exec 9>"$here/build/.lock"
flock 9

libtorch=${1:-${LIBTORCH:-$(cat "$here/build/chosen" 2>/dev/null || echo system)}}
if [ "$libtorch" = system ]; then
    key=system
    root=
else
    root=$(cd "$libtorch" && pwd)
    libtorch=$root
    key=$(printf %s "$root" | sha256sum | cut -c1-12)
fi

out="$here/build/$key"
library="$out/libdeepav_torch.so"
content=$(cat "$here"/src/*.h "$here"/src/*.cpp "$here/CMakeLists.txt" "$here/build.sh" | sha256sum | cut -c1-64)
if [ ! -f "$library" ] || [ "$(cat "$out/content" 2>/dev/null)" != "$content" ]; then
    for tool in cmake c++; do
        command -v $tool >/dev/null || { echo "build.sh: $tool is missing (on Debian: apt-get install g++ cmake libtorch-dev libopenblas0-openmp)" >&2; exit 1; }
    done
    generator=()
    if command -v ninja >/dev/null; then generator=(-G Ninja); fi
    cmake -S "$here" -B "$out/cmake" "${generator[@]}" -DLIBTORCH="$root" >"$out.log" 2>&1 &&
        cmake --build "$out/cmake" --parallel "${DEEPAV_NATIVE_JOBS:-2}" >>"$out.log" 2>&1 ||
        { grep -E -A5 'error|Error|fatal' "$out.log" | head -n 60 >&2; echo "build.sh: the native build failed, see $out.log" >&2; exit 1; }
    cp "$out/cmake/libdeepav_torch.so" "$library.new"
    mv "$library.new" "$library"
    echo "$content" >"$out/content"
fi
if ! cmp -s "$library" "$here/build/libdeepav_torch.so"; then
    cp "$library" "$here/build/libdeepav_torch.so.new"
    mv "$here/build/libdeepav_torch.so.new" "$here/build/libdeepav_torch.so"
fi
touch "$here/build/libdeepav_torch.so"
echo "$libtorch" >"$here/build/chosen"
echo "$here/build/libdeepav_torch.so"
