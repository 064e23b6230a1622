#!/bin/bash
# measure.sh bench|chaos: run every program of that folder; each prints JSON lines with its figures.
set -u
cd "$(dirname "$0")/.."
worst=0
found=no
for program in "$1"/*.py; do
    case $program in *"*"* | */_*) continue ;; esac
    found=yes
    echo "== $program"
    .venv/bin/python -m "$(basename "$1").$(basename "$program" .py)" </dev/null || worst=1
done
if [ $found = no ]; then
    echo "There is nothing to run in $1/ yet."
    exit 1
fi
exit $worst
