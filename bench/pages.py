"""What a full year costs the pages people open every day: server time of 3,000 tasks against 30, and queries of each.

One line of JSON per page. Both portals' pages are asked in turn, so that a busy machine slows both.
Run: python -m bench.pages
"""

import json
import os
import statistics
import sys
import tempfile
import time
from datetime import timedelta

FEW, MANY, ROUNDS = 30, 3000, 7
# What a commune has written in thirty years, its units' plans among them, beside what it begins with.
FEW_PLANS, MANY_PLANS, ITEMS = 3, 300, 100
SEARCHES = {
    "search_common": "/ke-hoach/tim/?q=dan+van+kheo",
    "search_rare": "/ke-hoach/tim/?q=%22viec+hiem+co%22",
    "search_number": "/ke-hoach/tim/?q=33/CT-TTg",
    "plans_register": "/ke-hoach/?sort=-issued_on&kind=commune",
    "cited_list": "/ke-hoach/van-ban-vien-dan/",
}
PAGES = {
    "home": "/",
    "tracking": "/nhiem-vu/",
    "tracking_search": "/nhiem-vu/?q=dan+van+kheo",
    "plans": "/ke-hoach/",
    "rounds": "/bao-cao/",
}


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
        small, large = a_reader("An Nhỏ", FEW), a_reader("An Lớn", MANY)
        for name, url in PAGES.items():
            report(name, url, small, large)
        few, many = a_shelf("An Ít", FEW_PLANS), a_shelf("An Nhiều", MANY_PLANS)
        for name, url in SEARCHES.items():
            report(name, url, few, many)
    return 0


def a_shelf(place: str, plans: int):
    """A client signed in as the coordinator of a commune with so many plans of a hundred items."""
    from django.test import Client

    from accounts.models import Role
    from plans import cited
    from plans.actions import refresh_search
    from plans.models import PlanItem
    from plans.searching import folded
    from tests.factories import make_commune, make_person, make_plan, make_unit

    unit = make_unit(make_commune(place), "Văn phòng HĐND và UBND")
    coordinator = make_person("Trần Thị Bình", unit, Role.COORDINATOR)
    for at in range(plans):
        plan = make_plan(coordinator, year=2000 + at % 30, title=f"Công tác dân vận {at}")
        words = [
            f"Việc {n}: xây dựng mô hình “Dân vận khéo” năm {2000 + at % 30}" for n in range(ITEMS)
        ]
        words[0] = (
            f"Theo Chỉ thị số 33/CT-TTg; Kế hoạch số {at}/KH-UBND ngày 02/01/{2000 + at % 30} của UBND xã"
        )
        words[1] = "Một việc hiếm có" if at == 1 else words[1]
        PlanItem.objects.bulk_create(
            PlanItem(plan=plan, position=n, marker=str(n), text=text, search_text=folded(text))
            for n, text in enumerate(words, 1)
        )
        refresh_search(plan)
        cited.sync_plan(plan)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(coordinator)
    return client


def a_reader(place: str, tasks: int):
    """A client signed in as the coordinator of a commune with so many tasks."""
    from django.test import Client

    from accounts.models import Role
    from danvan.clock import today
    from danvan.vietnamese import search_text
    from tasks.models import Task
    from tests.factories import make_commune, make_person, make_unit

    commune = make_commune(place)
    unit = make_unit(commune, "Văn phòng HĐND và UBND")
    coordinator = make_person("Trần Thị Bình", unit, Role.COORDINATOR)
    officers = [
        make_person(f"Người {n}", make_unit(commune, f"Phòng {n}"), Role.OFFICER) for n in range(10)
    ]
    Task.objects.bulk_create(
        Task(
            commune=commune,
            title=f"Nhiệm vụ {n}: xây dựng mô hình “Dân vận khéo”",
            search_text=search_text(f"Nhiệm vụ {n}: xây dựng mô hình “Dân vận khéo”"),
            lead_unit=officers[n % 10].unit,
            responsible=officers[n % 10],
            assigned_by=coordinator,
            due_on=today() + timedelta(days=n % 60 - 20),
        )
        for n in range(tasks)
    )
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(coordinator)
    return client


def report(name: str, url: str, small, large) -> None:
    times = {small: [], large: []}
    for client in (small, large):
        seconds(client, url)
    for _ in range(ROUNDS):
        for client, taken in times.items():
            taken.append(seconds(client, url))
    ratio = statistics.median(times[large]) / statistics.median(times[small])
    figures = {"queries_few": queries(small, url), "queries_many": queries(large, url)}
    print(
        json.dumps(
            {"name": f"page_{name}", "ratio": round(ratio, 2), "unit": "many / few", **figures}
        )
    )


def seconds(client, url: str) -> float:
    began = time.perf_counter()
    response = client.get(url)
    taken = time.perf_counter() - began
    if response.status_code != 200:
        sys.exit(f"{url} answered {response.status_code}")
    return taken


def queries(client, url: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


if __name__ == "__main__":
    sys.exit(main())
