#!/bin/bash
# Every check runs, whatever the others say; the exit code is 1 when one of them failed.
set -u
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
unset DATABASE_URL REDIS_URL
failed=()
mapfile -t ours < <(git ls-files "*/__init__.py" | cut -d/ -f1 | sort -u | grep -v "^tests$")

check() {
    local name=$1 output
    shift
    if output=$("$@" </dev/null 2>&1); then
        echo "ok      $name"
    else
        echo "FAILED  $name"
        echo "${output:-no output}" | tail -n 40 | sed 's/^/        /'
        failed+=("$name")
    fi
}

check "format" ruff format --check --quiet --output-format concise .
check "lint" ruff check .
check "templates: lint" djlint --quiet --lint templates
check "templates: compile" python scripts/check_templates.py
check "imports" lint-imports
check "security" bandit -q -c pyproject.toml -r "${ours[@]}" scripts
check "Django" python manage.py check
check "migrations: complete" python manage.py makemigrations --check --dry-run
# SQLite rebuilds a table for every change, which the linter takes for danger.
postgres=${DANVAN_TEST_DATABASE_URL:-postgres://postgres@127.0.0.1:5432/postgres}
if python scripts/reachable.py "$postgres" >/dev/null; then
    check "migrations: safe" env DATABASE_URL="$postgres" python scripts/lint_migrations.py
else
    echo "skipped migrations: safe: needs PostgreSQL, which is not reachable"
fi
check "committed files" python scripts/check_commits.py

# Vulnerable versions are looked up at a service that an office network may not reach.
audit() {
    timeout 20 pip-audit -r requirements.txt --no-deps --disable-pip --progress-spinner off --timeout 5
}
audited=$(audit </dev/null 2>&1)
audit_says=$?
if grep -q "Found .* known vulnerabilit" <<<"$audited"; then
    check "dependency audit" bash -c 'echo "$1"; exit 1' - "$audited"
elif [ $audit_says != 0 ] || grep -q "could not be audited" <<<"$audited"; then
    echo "skipped dependency audit: not reachable"
else
    echo "ok      dependency audit"
fi

if [ ${#failed[@]} -gt 0 ]; then
    printf 'make check: FAILED: %s\n' "$(IFS=,; echo "${failed[*]}")"
    exit 1
fi
echo "make check: all passed"
