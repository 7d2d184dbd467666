#!/bin/sh
# Makes sure of what the tests need from the system: Chromium, and Pango for PDF. Installs it as root on Debian.
set -eu

missing=""
has_chromium() {
    for name in "${CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium; do
        if [ -n "$name" ] && command -v "$name" >/dev/null; then return 0; fi
    done
    return 1
}
has_pango() {
    .venv/bin/python -c "import weasyprint" >/dev/null 2>&1
}

can_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}
install() {
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}

# Any Chromium will do, but this one, which Debian has, takes a third less time.
if can_install && grep -q '^ID=debian' /etc/os-release && ! command -v chromium-headless-shell >/dev/null; then
    echo "Installing chromium-headless-shell"
    { apt-get update -qq && install chromium-headless-shell; } || echo "It cannot be had; another Chromium will do."
fi
has_chromium || missing="chromium"
has_pango || missing="$missing libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
[ -n "$missing" ] || exit 0

if can_install; then
    echo "Installing $missing"
    apt-get update -qq
    # shellcheck disable=SC2086 # the names are words
    install $missing
    exit 0
fi

cat >&2 <<END
The tests also need: $missing
  Debian, Ubuntu: sudo apt-get install $missing
  macOS:          brew install pango, and Chrome or Chromium
A browser elsewhere can be named: make test CHROMIUM=/path/to/chromium
END
exit 1
