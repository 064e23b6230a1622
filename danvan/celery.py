"""The Celery application. The database is the queue of record; the broker only carries hints (see work/)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.settings")

app = Celery("danvan")
app.config_from_object("django.conf:settings", namespace="CELERY")
# "jobs", because *task* means nhiệm vụ in this house.
app.autodiscover_tasks(related_name="jobs")
