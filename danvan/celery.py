"""The Celery application. The database is the queue of record; the broker only carries hints (see work/)."""

import os
from pathlib import Path

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.settings")

app = Celery("danvan")
app.config_from_object("django.conf:settings", namespace="CELERY")
if app.conf.broker_url.startswith("filesystem"):
    for _folder in ("data_folder_in", "control_folder"):
        Path(app.conf.broker_transport_options[_folder]).mkdir(parents=True, exist_ok=True)
# "jobs", because *task* means nhiệm vụ in this house.
app.autodiscover_tasks(related_name="jobs")
