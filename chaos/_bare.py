"""The control: a mail as a bare Celery task, noted as sent before it is sent, so that it never goes out twice."""

from celery import shared_task
from django.core.mail import send_mail

DOMAIN = "control.test"


@shared_task(acks_late=False, reject_on_worker_lost=False)
def bare_mail(person, number):
    from notices.models import Notice

    rows = Notice.objects.unscoped("the control notes what it has sent")
    _, is_new = rows.get_or_create(
        person_id=person,
        key=f"bare:{number}",
        defaults={"text": "Thư thử", "url": "/", "by_mail": False},
    )
    if is_new:
        send_mail("Thư thử", "Thư thử", None, [f"{number}@{DOMAIN}"])
