import pytest
from django.urls import reverse

from work import actions
from work.models import WorkRow


@pytest.fixture
def parked(binh):
    row = actions.order("anything", 1, unit=binh.commune, by=binh, title="Tạo PDF kế hoạch")
    WorkRow.objects.unscoped("test").filter(pk=row.pk).update(
        state="parked", trace="ValueError: đĩa đầy"
    )
    row.refresh_from_db()
    return row


def test_the_administrator_sees_what_is_parked_and_why(client, minh, parked):
    client.force_login(minh)

    page = client.get(reverse("work:parked")).content.decode()

    assert "Tạo PDF kế hoạch" in page
    assert "ValueError: đĩa đầy" in page


def test_the_administrator_lets_it_run_again(client, minh, parked):
    client.force_login(minh)

    client.post(reverse("work:retry", args=[parked.pk]))

    parked.refresh_from_db()
    assert parked.state == "waiting"


@pytest.mark.parametrize("who", ["binh", "an", "dung", "lan"])
def test_others_are_refused(client, request, who, parked):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse("work:parked")).status_code == 403
    assert client.post(reverse("work:retry", args=[parked.pk])).status_code == 403


def test_progress_is_for_the_person_who_ordered_it(client, binh, cuc, parked):
    url = reverse("work:progress", args=[parked.pk])

    client.force_login(binh)
    assert client.get(url).status_code == 200
    client.force_login(cuc)
    assert client.get(url).status_code == 404


def test_a_finished_row_makes_the_page_around_it_load_again(client, binh, parked):
    client.force_login(binh)

    response = client.get(reverse("work:progress", args=[parked.pk]))

    assert response["HX-Refresh"] == "true"
