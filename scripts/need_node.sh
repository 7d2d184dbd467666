#!/bin/sh
# Ends with a sentence where Node is missing or too old to build the pages.
set -eu

fits='const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
if command -v npm >/dev/null && node -e "$fits" 2>/dev/null; then
    exit 0
fi

cat >&2 <<'END'
Milepost needs Node 20.19 or newer with npm to build its pages, and found none.
  Debian, Ubuntu: sudo apt-get install nodejs npm   (where that is older: see nodejs.org/download)
  macOS:          brew install node
END
exit 1
