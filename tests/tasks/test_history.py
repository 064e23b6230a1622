"""The page that shows everything that happened to a task."""

from django.urls import reverse

from tasks.actions import add_progress, ask_extension, decide_extension, move_task
from tests.tasks.factories import in_days


def test_the_history_names_each_step_report_and_extension(sign_in, task, binh, dung):
    move_task(task, "accept", by=dung)
    add_progress(task, by=dung, text="Đã họp với các thôn.")
    asked = ask_extension(task, by=dung, reason="Mưa lũ.", new_due_on=in_days(20))
    decide_extension(asked, by=binh, granted_until=in_days(15), answer="Đồng ý một phần.")

    page = sign_in(binh).get(reverse("tasks:history", args=[task.pk])).content.decode()

    days = [f"{in_days(days):%d/%m/%Y}" for days in (20, 15)]
    words = ["Giao nhiệm vụ", "Nhận việc", "Mưa lũ.", "Đồng ý một phần.", "Đã họp với các thôn."]
    assert [word for word in [*words, *days] if word not in page] == []


def test_the_task_leads_to_its_history_and_back(sign_in, task, dung):
    history = reverse("tasks:history", args=[task.pk])
    client = sign_in(dung)

    assert f'href="{history}"' in client.get(task.get_absolute_url()).content.decode()
    assert f'href="{task.get_absolute_url()}"' in client.get(history).content.decode()
