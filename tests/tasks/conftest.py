import pytest

from tests.plans.amended import amend, issue_amendment, saying
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


@pytest.fixture
def given(issued_plan, binh, dung):
    """A task of each of the two items, the first due as the plan says."""
    return [
        make_task(binh, dung, plan=issued_plan, plan_item=saying(issued_plan, words), **over)
        for words, over in (
            ("Tuyên truyền", {"title": "Tuyên truyền, quán triệt công tác dân vận trước ngày 20/5/2026"}),
            ("mô hình", {"title": "Xây dựng 02 mô hình “Dân vận khéo”"}),
        )
    ]  # fmt: skip


@pytest.fixture
def issue(issued_plan, binh, an, giang):
    """Issue an amendment after it was changed: issue(lambda draft: …)."""

    def issued(*changes, plan=issued_plan, number=31):
        draft = amend(plan, binh)
        for change in changes:
            change(draft)
        return issue_amendment(draft, binh=binh, an=an, giang=giang, number=number)

    return issued
