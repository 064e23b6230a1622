#!/bin/bash
# Every check runs, whatever the others say; the exit code is 1 when one of them failed.
set -u
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
unset DATABASE_URL REDIS_URL
failed=()
ours=(accounts danvan documents home notices plans records reports tasks work)

check() {
    local name=$1 output
    shift
    if output=$("$@" </dev/null 2>&1); then
        echo "ok      $name"
    else
        echo "FAILED  $name"
        echo "${output:-no output}" | sed 's/^/        /'
        failed+=("$name")
    fi
}

check "format" ruff format --check .
check "lint" ruff check .
check "templates: lint" djlint --quiet --lint templates
check "templates: compile" python scripts/check_templates.py
check "imports" lint-imports
check "security" bandit -q -c pyproject.toml -r "${ours[@]}" scripts
check "Django" python manage.py check
check "migrations: complete" python manage.py makemigrations --check --dry-run
check "migrations: safe" python manage.py lintmigrations
check "committed files" python scripts/check_commits.py

# Vulnerable versions are looked up at a service that an office network may not reach.
audit=$(timeout 20 pip-audit -r requirements.txt --no-deps --disable-pip --progress-spinner off --timeout 5 </dev/null 2>&1)
case $? in
0) echo "ok      dependency audit" ;;
1) if grep -q "Found .* known vulnerabilit" <<<"$audit"; then
       check "dependency audit" sh -c "echo '$audit'; exit 1"
   else
       echo "skipped dependency audit: not reachable"
   fi ;;
*) echo "skipped dependency audit: not reachable" ;;
esac

if [ ${#failed[@]} -gt 0 ]; then
    printf 'make check: FAILED: %s\n' "$(IFS=,; echo "${failed[*]}")"
    exit 1
fi
echo "make check: all passed"
