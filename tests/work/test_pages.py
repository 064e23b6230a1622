from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

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


def test_the_administrator_reads_how_long_the_oldest_mail_has_waited(client, minh, binh, cuc):
    """Of the own commune alone; sent ones no longer wait."""
    client.force_login(minh)
    url = reverse("work:parked")
    mails = [
        actions.order("x", n, unit=who.commune, by=None, title="Thư", queue="mail")
        for n, who in enumerate([binh, binh, binh, cuc])
    ]
    rows = WorkRow.objects.unscoped("test")
    for row, hours in zip(mails, (1, 2, 3, 9), strict=True):
        rows.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(hours=hours))
    rows.filter(pk=mails[2].pk).update(state="done")

    page = " ".join(client.get(url).content.decode().split())
    assert "Đang có 2 thư chờ gửi; thư chờ lâu nhất đã 2 giờ." in page

    rows.update(state="done")
    assert "Không có thư nào đang chờ gửi." in client.get(url).content.decode()


def test_the_administrator_reads_which_mails_were_refused(client, minh, binh, cuc):
    client.force_login(minh)
    for who in (binh, cuc):
        row = actions.order("x", who.pk, unit=who.commune, by=None, title="Thư", queue="mail")
        held = actions.claim(row.pk)
        actions.refuse(held, f"Không nhận địa chỉ {who.email}.")

    page = client.get(reverse("work:parked")).content.decode()

    assert (binh.email in page, cuc.email in page) == (True, False)


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
