import pytest


@pytest.fixture
def home(client):
    """The sections of a person's home page: title → titles of the rows; and the page itself."""

    def open_home(person):
        client.force_login(person)
        response = client.get("/")
        assert response.status_code == 200
        return response

    return open_home


@pytest.fixture
def sections(home):
    def of(person):
        shown = home(person).context["home"].sections
        return {each.title: [row.title for row in each.rows] for each in shown if each.rows}

    return of
