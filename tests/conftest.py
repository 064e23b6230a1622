"""The cast. Everyone but the last three works for the commune An Hòa; those three may see nothing of it.

An leads (Chủ tịch), Bình coordinates, Giang is the clerk, Dung heads the culture department, Khánh is a village head,
Hoa watches for the Fatherland Front, Minh administers, Lan receives the reports at the province's office.
Cường leads another commune of the province, Cúc coordinates there, Phúc receives reports in another province.
"""

import os
from datetime import date

import hypothesis
import pytest

from accounts.models import Role, Unit
from tests.factories import (
    issue_by_hand,
    make_commune,
    make_item,
    make_office,
    make_person,
    make_plan,
    make_unit,
)

# The same examples on every run, so that a change is judged by what it changed; others are tried with
# `pytest --hypothesis-profile default`.
hypothesis.settings.register_profile("steady", derandomize=True)
hypothesis.settings.load_profile("steady")

# One portal and one Chromium serve all of these.
ONE_WORKER = ("tests/browser/", "tests/looks/")


def pytest_xdist_make_scheduler(config, log):
    """Which tests stay together on one worker: told by their folder, file by file elsewhere.

    pytest-xdist 3.8 writes the marker `xdist_group` into a private name of the test, which pytest 9.2 no longer reads:
    with it the browser tests were dealt out one by one, and each worker started a portal of its own.
    """
    if config.getvalue("dist") != "loadgroup":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class ByFolder(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return group_of(nodeid)

    return ByFolder(config, log)


def group_of(nodeid):
    """The name of the group a test is run in: those of one group share their portal, their Chromium."""
    path = nodeid.split("::", 1)[0]
    return next((folder for folder in ONE_WORKER if folder in path), path)


def pytest_collection_modifyitems(config, items):
    """In the second run, on another database, what touches none would only say the same again."""
    if os.environ.get("DANVAN_TESTS") == "database":
        kept = [item for item in items if _touches_a_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept


def _touches_a_database(item):
    if item.get_closest_marker("any_database"):
        return False
    used = {"db", "transactional_db", "portal"} & set(item.fixturenames)
    return bool(used) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True)
def a_place_of_its_own(settings, tmp_path):
    """Files, mails and hints of one test are not another's; hashing passwords costs no second."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def run_work(db):
    """Do all waiting work as a worker would, with the real handlers; returns the rows that were done."""
    from django.utils import timezone

    from work import jobs
    from work.models import WorkRow

    def run():
        done = []
        rows = WorkRow.objects.unscoped("test")
        while row := rows.filter(
            state=WorkRow.State.WAITING, next_try_at__lte=timezone.now()
        ).first():
            jobs.run(row.pk)
            row.refresh_from_db()
            done.append(row)
        return done

    return run


@pytest.fixture
def province_office(db):
    return make_office(name="Sở Nội vụ tỉnh Hòa Sơn", short_name="Sở Nội vụ", code="snv-hoa-son")


@pytest.fixture
def an_hoa(province_office):
    return make_commune("An Hòa", receiver=province_office, code="an-hoa")


@pytest.fixture
def office_of_an_hoa(an_hoa):
    return make_unit(an_hoa, "Văn phòng HĐND và UBND", is_focal=True, symbol="VP")


@pytest.fixture
def culture(an_hoa):
    return make_unit(an_hoa, "Phòng Văn hóa - Xã hội", symbol="VHXH")


@pytest.fixture
def front(an_hoa):
    return make_unit(an_hoa, "Ủy ban MTTQ Việt Nam xã", kind=Unit.Kind.MASS_ORGANISATION)


@pytest.fixture
def east_village(an_hoa):
    return make_unit(an_hoa, "Thôn Đông", kind=Unit.Kind.VILLAGE)


@pytest.fixture
def an(an_hoa):
    return make_person("Nguyễn Văn An", an_hoa, Role.LEADER, post="Chủ tịch", username="an")


@pytest.fixture
def binh(office_of_an_hoa):
    post = "Công chức Văn phòng"
    return make_person(
        "Trần Thị Bình", office_of_an_hoa, Role.COORDINATOR, post=post, username="binh"
    )


@pytest.fixture
def giang(office_of_an_hoa):
    return make_person("Lê Giang", office_of_an_hoa, Role.CLERK, post="Văn thư", username="giang")


@pytest.fixture
def dung(culture):
    return make_person(
        "Phạm Thị Dung",
        culture,
        Role.OFFICER,
        post="Trưởng phòng",
        is_head=True,
        username="dung",
    )


@pytest.fixture
def khanh(east_village):
    return make_person(
        "Võ Khánh",
        east_village,
        Role.OFFICER,
        post="Trưởng thôn",
        is_head=True,
        username="khanh",
    )


@pytest.fixture
def hoa(front):
    return make_person("Đỗ Thị Hoa", front, Role.OBSERVER, post="Chủ tịch Mặt trận", username="hoa")


@pytest.fixture
def minh(an_hoa):
    return make_person("Hồ Minh", an_hoa, Role.ADMINISTRATOR, post="Quản trị", username="minh")


@pytest.fixture
def lan(province_office):
    return make_person(
        "Bùi Lan", province_office, Role.RECEIVER, post="Chuyên viên", username="lan"
    )


@pytest.fixture
def binh_minh(province_office):
    return make_commune("Bình Minh", receiver=province_office, code="binh-minh")


@pytest.fixture
def cuong(binh_minh):
    return make_person("Ngô Cường", binh_minh, Role.LEADER, post="Chủ tịch", username="cuong")


@pytest.fixture
def cuc(binh_minh):
    unit = make_unit(binh_minh, "Văn phòng HĐND và UBND", is_focal=True)
    return make_person("Đinh Cúc", unit, Role.COORDINATOR, post="Công chức", username="cuc")


@pytest.fixture
def phuc(db):
    office = make_office(name="Sở Nội vụ tỉnh Biển Đông", short_name="Sở Nội vụ", code="snv-khac")
    return make_person("Mai Phúc", office, Role.RECEIVER, post="Chuyên viên", username="phuc")


@pytest.fixture
def plan(binh):
    """A draft with one section, one heading and two bullets."""
    plan = make_plan(binh)
    tasks = make_item(
        plan,
        marker="II",
        kind="tasks",
        heading="NHIỆM VỤ TRỌNG TÂM",
        text="",
        position=1,
    )
    make_item(
        plan,
        parent=tasks,
        marker="1",
        position=1,
        text="Tuyên truyền, quán triệt công tác dân vận trước ngày 20/5/2026.",
    )
    make_item(
        plan,
        parent=tasks,
        marker="2",
        position=2,
        text="Xây dựng 02 mô hình “Dân vận khéo”.",
    )
    return plan


@pytest.fixture
def issued_plan(plan):
    return issue_by_hand(plan, number=5, issued_on=date(2026, 1, 15))
