"""What a long plan costs in the editor: server time of 300 items against 30, and queries of each.

One line of JSON each for opening the plan and for saving one keystroke. Both plans are asked in turn, so that a busy
machine slows both. Run: python -m bench.editor
"""

import json
import os
import statistics
import sys
import tempfile
from uuid import uuid4

FEW, MANY, ROUNDS = 30, 300, 9


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.settings")
        os.environ["DANVAN_DATA_DIR"] = folder
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        client, person = a_writer()
        plans = [a_plan(person, FEW), a_plan(person, MANY)]
        report("editor_open", [lambda plan=plan: opened(client, plan) for plan in plans])
        report("editor_save", [keystrokes(client, person, plan) for plan in plans])
    return 0


def a_writer():
    from django.test import Client

    from accounts.models import Role
    from tests.factories import make_commune, make_person, make_unit

    person = make_person(
        "Trần Thị Bình", make_unit(make_commune("An Nhỏ"), "Văn phòng"), Role.COORDINATOR
    )
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person)
    return client, person


def a_plan(person, items: int):
    from tests.factories import make_item, make_plan

    plan = make_plan(person)
    section = make_item(plan, marker="I", heading="NHIỆM VỤ", text="", position=1)
    for n in range(1, items):
        text = (
            f"Xây dựng mô hình “Dân vận khéo” thứ {n}, <em>hoàn thành</em> trước ngày 30/10/2026."
        )
        make_item(plan, parent=section, marker=str(n), text=text, position=n)
    return plan


def opened(client, plan) -> None:
    expect(client.get(f"/ke-hoach/{plan.pk}/soan/"))


def keystrokes(client, person, plan):
    """A function that adds one sign to the last item, as the editor does two seconds after it was typed."""
    row = plan.items.last()
    known = {
        "tab": str(uuid4()),
        "request": 0,
        "stamp": "",
        "version": row.version,
        "text": row.text,
    }

    def act() -> None:
        known["request"] += 1
        known["text"] += "."
        change = {"uid": str(row.uid), "version": known["version"], "html": known["text"]}
        body = {
            "person": person.pk,
            "changes": [change],
            **{k: known[k] for k in ("tab", "request", "stamp")},
        }
        url = f"/ke-hoach/{plan.pk}/luu/"
        response = client.post(url, json.dumps(body), content_type="application/json")
        answer = expect(response).json()
        known["stamp"] = answer["stamp"]
        known["version"] = answer["versions"][str(row.uid)]

    return act


def expect(response):
    if response.status_code != 200:
        sys.exit(f"answered {response.status_code}: {response.content[:300]}")
    return response


def report(name: str, acts) -> None:
    from bench.pdf import seconds

    times = [[], []]
    for act in acts:
        act()
    for _ in range(ROUNDS):
        for place, act in enumerate(acts):
            times[place].append(seconds(act))
    few, many = (statistics.median(each) for each in times)
    figures = {"queries_few": queries(acts[0]), "queries_many": queries(acts[1])}
    print(
        json.dumps(
            {"name": name, "ratio": round(many / few, 2), "unit": "300 / 30 items", **figures}
        )
    )


def queries(act) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


if __name__ == "__main__":
    sys.exit(main())
