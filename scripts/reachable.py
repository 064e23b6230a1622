"""reachable.py DATABASE_URL [REDIS_URL]: exit 0 when all answer, else print why not and exit 1."""

import sys

import environ
import psycopg2
import redis


def main(database_url, redis_url=None):
    try:
        ask_database(environ.Env.db_url_config(database_url))
        if redis_url:
            redis.Redis.from_url(redis_url, socket_connect_timeout=2).ping()
    except (psycopg2.Error, redis.RedisError) as problem:
        print(" ".join(str(problem).split())[:200])
        sys.exit(1)


def ask_database(config):
    psycopg2.connect(
        # The test database is made by the run itself; this one is always there.
        dbname="postgres",
        host=config["HOST"],
        port=config["PORT"] or 5432,
        user=config["USER"],
        password=config["PASSWORD"],
        connect_timeout=2,
    ).close()


if __name__ == "__main__":
    main(*sys.argv[1:])
