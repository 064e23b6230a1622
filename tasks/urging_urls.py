"""Addresses of urging, letters and hand-overs; part of tasks.urls."""

from django.urls import path

from tasks.views import urging

PATTERNS = [
    path("don-doc/", urging.task_urge, name="urge"),
]
