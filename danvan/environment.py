"""The environment variables that danvan understands, read once and judged before anything starts."""

import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

MODES = ("local", "production")


def mode(env):
    """ "local" (one PC, loopback only) or "production".

    Raises ImproperlyConfigured for any other word, so that a typing error never means "unsafe".
    """
    chosen = env.str("DANVAN_MODE", default="local")
    if chosen not in MODES:
        raise ImproperlyConfigured(
            f"DANVAN_MODE must be one of {', '.join(MODES)}, not “{chosen}”."
        )
    return chosen


def missing_for_production(env):
    """Names of the variables that production cannot do without, each with what it is for."""
    needed = {
        "DANVAN_SECRET_KEY": "a long random string that signs sessions",
        "DANVAN_ALLOWED_HOSTS": "the host names of the portal, separated by commas",
        "DANVAN_HTTPS": "“on” (TLS ends here) or “proxy” (a proxy sets X-Forwarded-Proto)",
        "DANVAN_PUBLIC_URL": "the address people type, for links in mails",
    }
    return {name: why for name, why in needed.items() if not env.str(name, default="").strip()}


def require_production(env):
    """Refuse to start a portal that would run unsafely. Raises ImproperlyConfigured, naming each variable."""
    missing = missing_for_production(env)
    if missing:
        lines = [f"  {name}: {why}" for name, why in missing.items()]
        raise ImproperlyConfigured(
            "Missing environment variables for production:\n" + "\n".join(lines)
        )
    if len(env.str("DANVAN_SECRET_KEY")) < 32:
        raise ImproperlyConfigured("DANVAN_SECRET_KEY must have at least 32 characters.")
    if "*" in env.list("DANVAN_ALLOWED_HOSTS"):
        raise ImproperlyConfigured("DANVAN_ALLOWED_HOSTS must name the hosts, not “*”.")
    if env.str("DANVAN_HTTPS") not in {"on", "proxy"}:
        raise ImproperlyConfigured("DANVAN_HTTPS must be “on” or “proxy”.")


def local_secret_key(folder: Path):
    """A key of this PC's own, made at the first start and kept readable by its owner alone."""
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


def database(env, default_file: Path):
    """DATABASE_URL, or one SQLite file that several processes can write to without “database is locked”."""
    config = environ.Env.db_url_config(env.str("DATABASE_URL", default=f"sqlite:///{default_file}"))
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {
            # IMMEDIATE: a read-then-write transaction takes its lock at once instead of failing later.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: a save that was answered survives a power cut.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;",
        }
    else:
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
        config["OPTIONS"] = {
            "connect_timeout": 3,
            "options": "-c statement_timeout=15000 -c lock_timeout=3000 "
            # jit: what a page asks takes a tenth of a second; compiling it first, most of a second more.
            "-c idle_in_transaction_session_timeout=30000 -c jit=off",
        }
    return config


def local_broker(folder: Path):
    """Transport options of the built-in broker: two folders of this PC instead of a server."""
    queue, control = folder / "queue", folder / "control"
    for each in (queue, control):
        each.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(queue),
        "data_folder_out": str(queue),
        "control_folder": str(control),
        # The default of one second would let two jobs through a second.
        "polling_interval": 0.1,
    }
