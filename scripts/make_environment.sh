#!/bin/sh
# Makes .venv with a fitting Python, and puts the installer into it.
set -eu

fits='import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'
for python in ${MILEPOST_PYTHON:-} python3.13 python3.12 python3.11 python3; do
    if command -v "$python" >/dev/null && "$python" -c "$fits" 2>/dev/null; then
        "$python" -m venv --clear .venv
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/install.txt
        exit 0
    fi
done

cat >&2 <<'END'
Milepost needs Python 3.11, 3.12 or 3.13 with its venv module, and found none.
  Debian, Ubuntu: sudo apt-get install python3 python3-venv
  macOS:          brew install python@3.13
A Python elsewhere can be named: make run MILEPOST_PYTHON=/path/to/python3
END
exit 1
