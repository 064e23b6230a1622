#!/bin/bash
# All tests on SQLite, then again on PostgreSQL and Redis where both are reachable.
# DANVAN_TEST_DATABASE_URL and DANVAN_TEST_REDIS_URL point elsewhere. Extra arguments go to pytest.
set -u
cd "$(dirname "$0")/.."
unset DATABASE_URL REDIS_URL
# What the tests write beside the database is not the demo's.
DANVAN_DATA_DIR=$(mktemp -d)
export DANVAN_DATA_DIR
trap 'rm -rf "$DANVAN_DATA_DIR"' EXIT

# Named after this folder: two copies on one machine do not drop each other's test database.
folder=$(printf %s "$PWD" | cksum | cut -d' ' -f1)
database=${DANVAN_TEST_DATABASE_URL:-postgres://postgres@127.0.0.1:5432/danvan_$folder}
broker=${DANVAN_TEST_REDIS_URL:-redis://127.0.0.1:6379/15}

pytest() {
    rm -f .pytest_cache/v/cache/lastfailed
    # loadgroup: the browser tests share one portal, so they stay together on one of the two.
    .venv/bin/python -m pytest -n 2 --dist loadgroup "$@" </dev/null
    local code=$? again
    if [ $code = 1 ] && again=$(.venv/bin/python scripts/again.py); then
        echo "== UNSTEADY: failed beside the others, asked once more alone =="
        echo "$again"
        mapfile -t again <<<"$again"
        .venv/bin/python -m pytest -n 0 "${again[@]}" </dev/null
        code=$?
    fi
    return $code
}

# pytest says last what happened; so whatever we say stands before it.
if why=$(.venv/bin/python scripts/reachable.py "$database" "$broker"); then
    echo "== Tests on SQLite and the built-in broker =="
    pytest "$@"
    first=$?
    [ $first = 0 ] || echo "== The run on SQLite FAILED; see above =="
    echo "== On PostgreSQL and Redis: the same tests, but for those that touch no database =="
    DATABASE_URL=$database REDIS_URL=$broker DANVAN_TESTS=database pytest "$@"
    second=$?
    # 5: none of the tests named on the command line touches a database.
    [ $second = 5 ] && second=0
    exit $((first > second ? first : second))
fi
echo "== PostgreSQL and Redis: SKIPPED, $why =="
echo "== Tests on SQLite and the built-in broker =="
pytest "$@"
