"""The experiment behind the promise, in small: nothing lost, nothing doubled, and the control that loses."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from chaos.reminders import SERVER

ROOT = Path(__file__).parent.parent


def reachable():
    server = os.environ.get("DANVAN_TEST_DATABASE_URL", SERVER)
    asked = [sys.executable, "scripts/reachable.py", server]
    return not subprocess.run(asked, cwd=ROOT, capture_output=True, check=False).returncode


@pytest.mark.any_database
@pytest.mark.skipif(shutil.which("redis-server") is None, reason="needs redis-server")
def test_reminders_survive_kills_a_wiped_broker_and_a_mail_server_that_refuses():
    if not reachable():
        pytest.skip("needs PostgreSQL; set DANVAN_TEST_DATABASE_URL")
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "REDIS_URL", "EMAIL_URL"}
    }

    run = subprocess.run(
        [sys.executable, "-m", "chaos.reminders", "--small"],
        cwd=ROOT, env=clean, capture_output=True, text=True, timeout=400, check=False,
    )  # fmt: skip

    figures = json.loads(run.stdout.splitlines()[-1])
    lost = {name: figures[name] for name in ("notices_lost", "notices_doubled", "mails_lost")}
    assert lost == {"notices_lost": 0, "notices_doubled": 0, "mails_lost": 0}
    assert figures["repeats_under_another_message_id"] == 0
    assert figures["mails_repeated"] <= figures["most_repeats_allowed"]
    assert figures["control_lost"] > 0
    assert run.returncode == 0, run.stdout
