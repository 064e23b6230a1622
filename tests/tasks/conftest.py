import pytest

from tests.tasks.factories import make_task


@pytest.fixture
def task(binh, dung):
    """New, of Dung's department, due in five days."""
    return make_task(binh, dung)


@pytest.fixture
def sign_in(client):
    def as_person(person):
        client.force_login(person)
        return client

    return as_person
