#!/usr/bin/env bash
# Installs the system packages that the program runs with (run), or that it is tested and measured with too (all). Quiet and quick when nothing is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(ffmpeg fonts-dejavu-core)                         # media, text in pictures
[ "${1:-all}" = run ] || packages+=(
  chromium                                                  # tests of the page
  python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly
  postgresql                                                # tests of the store against a server
  prometheus                                                # tests of what is scraped, its alerts and its dashboards
  nginx libnginx-mod-rtmp                                   # tests against RTSP and RTMP servers
  pulseaudio libasound2-plugins                             # tests of microphones
  python3-torch libopenblas0-openmp                         # parity checks; beside us in benchmarks, with the BLAS that is fast for it
)

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done

if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ]; then as_root=(); elif sudo -n true 2>/dev/null; then as_root=(sudo); else
    echo "These Debian packages are missing, and neither root nor sudo is at hand. Please run:" >&2
    echo "  sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  echo "Installing ${#missing[@]} system packages: ${missing[*]}"
  log=$(mktemp)
  if ! { "${as_root[@]}" apt-get update -qq && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
  fi
  rm -f "$log"
fi
