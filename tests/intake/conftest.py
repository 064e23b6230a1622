from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from intake.models import PeopleImport

START = reverse("intake:start")


@pytest.fixture
def send(client, run_work):
    """Send a list as this person and let the job read it; returns the PeopleImport."""

    def send(by, data, key=None, name="danh-sach.xlsx"):
        client.force_login(by)
        file = SimpleUploadedFile(name, data)
        response = client.post(START, {"file": file, "key": key or uuid4()})
        assert response.status_code == 302, response.context["form"].errors
        run_work()
        return PeopleImport.objects.unscoped("test").latest("pk")

    return send


@pytest.fixture
def enter(client, run_work):
    """Press “Nhập” and let the job do it; returns the PeopleImport as it is then."""

    def enter(people_import, **ticked):
        client.post(reverse("intake:apply", args=[people_import.pk]), ticked)
        run_work()
        people_import.refresh_from_db()
        return people_import

    return enter
