"""Production refuses to start half configured, and says what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMPLETE = {
    "DANVAN_MODE": "production",
    "DANVAN_SECRET_KEY": "k" * 50,
    "DANVAN_ALLOWED_HOSTS": "danvan.example.vn",
    "DANVAN_HTTPS": "proxy",
    "DANVAN_PUBLIC_URL": "https://danvan.example.vn",
}


def start(tmp_path, code="print('started')", **variables):
    own = {"PATH": os.environ["PATH"], "DANVAN_DATA_DIR": str(tmp_path), **variables}
    program = f"import danvan.settings as s; {code}"
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=own, capture_output=True, text=True
    )


def test_production_with_everything_starts(tmp_path):
    run = start(tmp_path, **COMPLETE)

    assert run.stdout == "started\n", run.stderr


@pytest.mark.parametrize(
    "name", ["DANVAN_SECRET_KEY", "DANVAN_ALLOWED_HOSTS", "DANVAN_HTTPS", "DANVAN_PUBLIC_URL"]
)
def test_production_without_a_variable_refuses_and_names_it(tmp_path, name):
    run = start(tmp_path, **{key: value for key, value in COMPLETE.items() if key != name})

    assert run.returncode != 0
    assert name in run.stderr
    assert [other for other in COMPLETE if other in run.stderr.split("production:")[-1]] == [name]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DANVAN_SECRET_KEY", "short"),
        ("DANVAN_ALLOWED_HOSTS", "*"),
        ("DANVAN_HTTPS", "maybe"),
        ("DANVAN_MODE", "prodution"),
    ],
)
def test_an_unsafe_value_refuses_and_names_the_variable(tmp_path, name, value):
    run = start(tmp_path, **{**COMPLETE, name: value})

    assert run.returncode != 0
    assert name in run.stderr


def test_on_one_pc_the_secret_key_is_made_once_and_kept_private(tmp_path):
    first = start(tmp_path, "print(s.SECRET_KEY)")
    second = start(tmp_path, "print(s.SECRET_KEY)")

    assert first.stdout == second.stdout
    assert len(first.stdout.strip()) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_production_cookies_travel_over_https_alone(tmp_path):
    names = "SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.DEBUG"
    run = start(tmp_path, f"print(s.{names})", **COMPLETE)

    assert run.stdout == "True True True False\n"


def test_services_are_chosen_by_variables(tmp_path):
    chosen = {
        "DATABASE_URL": "postgres://u:p@db.test:5432/danvan",
        "REDIS_URL": "redis://redis.test:6379/0",
        "EMAIL_URL": "smtp+tls://u:p@mail.test:587",
        "DANVAN_S3_BUCKET": "danvan",
    }
    code = (
        "print(s.DATABASES['default']['HOST'], s.CELERY_BROKER_URL, s.EMAIL_HOST, "
        "s.STORAGES['default']['OPTIONS']['bucket_name'])"
    )
    run = start(tmp_path, code, **chosen)

    assert run.stdout == "db.test redis://redis.test:6379/0 mail.test danvan\n", run.stderr
