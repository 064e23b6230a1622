"""The side navigation, by role: what a person needs every week, in the order of the work."""

from typing import NamedTuple

from accounts.models import Role


class Entry(NamedTuple):
    label: str
    url_name: str
    icon: str  # a name in the icon sprite


HOME = Entry("Việc của tôi", "home", "house")
PLANS = Entry("Kế hoạch", "plans:list", "journal-text")
TASKS = Entry("Theo dõi nhiệm vụ", "tasks:list", "list-check")
MY_TASKS = Entry("Nhiệm vụ", "tasks:list", "list-check")
ROUNDS = Entry("Báo cáo", "reports:round_list", "file-earmark-text")
REGISTER = Entry("Sổ văn bản đi", "plans:register", "journal-bookmark")
DESK = Entry("Báo cáo các xã", "reports:desk", "grid-3x3")
TOTALS = Entry("Số liệu các xã", "reports:totals", "bar-chart")
REQUESTS = Entry("Yêu cầu báo cáo", "reports:request_list", "send")
SETS = Entry("Bộ chỉ tiêu", "reports:set_list", "list-ol")
CALENDAR = Entry("Lịch làm việc", "calendars:year", "calendar-week")
UNITS = Entry("Đơn vị", "accounts:unit_list", "diagram-3")
PEOPLE = Entry("Người dùng", "accounts:person_list", "people")
PARKED = Entry("Việc nền bị lỗi", "work:parked", "exclamation-octagon")

BY_ROLE = {
    Role.COORDINATOR: (HOME, PLANS, TASKS, ROUNDS, REGISTER, CALENDAR),
    Role.LEADER: (HOME, TASKS, PLANS, ROUNDS, REGISTER),
    Role.OFFICER: (HOME, MY_TASKS, ROUNDS, PLANS),
    Role.CLERK: (HOME, PLANS, TASKS, ROUNDS, REGISTER),
    Role.OBSERVER: (HOME, PLANS, TASKS, ROUNDS),
    Role.RECEIVER: (HOME, DESK, REQUESTS, TOTALS, SETS),
    Role.ADMINISTRATOR: (HOME, UNITS, PEOPLE, CALENDAR, PARKED),
}


def entries_for(user):
    return BY_ROLE.get(user.membership.role, (HOME,)) if user.membership else ()
