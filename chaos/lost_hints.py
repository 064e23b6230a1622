"""Workers killed -9 and the broker wiped while work is waiting: is anything lost?

Protected: rows in the database, hints through the broker, the sweep. Control: the same work as bare Celery tasks; it
must lose some, or the experiment has shown nothing. Runs on the configured database and broker, in a folder and
(with DATABASE_URL) a database of its own choice: never point it at a portal in use.
Run: python -m chaos.lost_hints
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PIECES, KILLS, WIPES, PATIENCE = 300, 12, 2, 240


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DANVAN_DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.settings")
        import django

        django.setup()
        return experiment()


def experiment() -> int:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    person = make_person()
    order_everything(person)
    began = time.monotonic()
    harm = do_harm(random.Random(7))
    settled_in = wait_until_done()
    figures = {
        "name": "lost_hints",
        "pieces": PIECES,
        **harm,
        "protected_lost": PIECES - notes("protected:"),
        "control_lost": PIECES - notes("bare:"),
        "seconds_from_last_harm": settled_in,
        "seconds": round(time.monotonic() - began),
    }
    print(json.dumps(figures))
    # A control that loses nothing proves nothing.
    return 0 if figures["protected_lost"] == 0 and figures["control_lost"] > 0 else 1


def make_person():
    from accounts.models import Person, Unit

    commune = Unit.objects.create(kind="commune", name="Xã Thử", short_name="Xã Thử", code="thu")
    Unit.objects.filter(pk=commune.pk).update(commune=commune)
    return Person.objects.create_person("thu", full_name="Người Thử")


def order_everything(person):
    from accounts.models import Unit
    from chaos._job import bare
    from work.actions import order

    commune = Unit.objects.get()
    for number in range(PIECES):
        order("chaos_note", number, unit=commune, by=person, title=f"Việc {number}")
        bare.apply_async((person.pk, number), queue="default")


def start_worker():
    return subprocess.Popen(
        [
            sys.executable, "-m", "celery", "--quiet", "-A", "danvan", "worker", "-I", "chaos._job",
            "--queues", "default", "--concurrency", "2", "--loglevel", "critical",
            "--without-gossip", "--without-mingle", "--without-heartbeat",
        ],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip


def do_harm(chance) -> dict:
    """Kill the worker again and again, wipe the broker now and then; leave a living worker behind."""
    wipe_at = set(chance.sample(range(KILLS), WIPES))
    for round in range(KILLS):
        worker = start_worker()
        time.sleep(chance.uniform(2.0, 4.0))
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        if round in wipe_at:
            wipe_the_broker()
        sweep()
    return {"kills": KILLS, "wipes": WIPES}


def wipe_the_broker():
    from django.conf import settings

    if settings.REDIS_URL:
        import redis

        redis.Redis.from_url(settings.REDIS_URL).flushdb()
        return
    queue = Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_in"])
    shutil.rmtree(queue)
    queue.mkdir()


def wait_until_done() -> int:
    """Let one worker finish, sweeping as the scheduler would; returns the seconds it took."""
    worker, began = start_worker(), time.monotonic()
    while notes("protected:") < PIECES and time.monotonic() - began < PATIENCE:
        sweep()
        time.sleep(2)
    took = round(time.monotonic() - began)
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    return took


def sweep():
    from work.jobs import sweep

    sweep()


def notes(prefix: str) -> int:
    from notices.models import Notice

    rows = Notice.objects.unscoped("the experiment counts its effects")
    return rows.filter(key__startswith=prefix).count()


if __name__ == "__main__":
    sys.exit(main())
