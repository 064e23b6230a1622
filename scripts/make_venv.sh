#!/bin/sh
# Make .venv with Python 3.11 or newer. PYTHON names another interpreter.
set -eu
cd "$(dirname "$0")/.."
. scripts/as_root.sh

python=${PYTHON:-}
for candidate in $python python3.11 python3; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        python=$candidate
        break
    fi
    python=
done
if [ -z "$python" ]; then
    install_debian "Python 3.11 or newer" python3 python3-venv || exit 1
    python=python3
fi

# Debian ships venv without ensurepip until python3-venv is there.
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    install_debian "virtual environments" python3-venv || exit 1
"$python" -m venv .venv
