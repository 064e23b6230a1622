"""Made-up people, at least one for each role. They share one password, and their mail goes nowhere."""

from accounts.models import Membership, Person, Role, Unit

PASSWORD = "dan-van-2026"  # noqa: S105 printed at every start of the demo, and good for nothing else

# user name, full name, [(unit code, role, post, heads the unit)]
PEOPLE = [
    ("binh", "Trần Thị Bình", [("an-hoa-vp", Role.COORDINATOR, "Công chức Văn phòng", False)]),
    (
        "an",
        "Nguyễn Văn An",
        [("an-hoa", Role.LEADER, "Chủ tịch UBND xã", True)],
    ),
    ("phuoc", "Lương Văn Phước", [("an-hoa", Role.LEADER, "Phó Chủ tịch UBND xã", False)]),
    ("giang", "Lê Thị Giang", [("an-hoa-vp", Role.CLERK, "Văn thư", False)]),
    ("sang", "Huỳnh Sang", [("an-hoa-vp", Role.OFFICER, "Chánh Văn phòng", True)]),
    (
        "dung",
        "Phạm Thị Dung",
        [("an-hoa-vhxh", Role.OFFICER, "Trưởng phòng Văn hóa - Xã hội", True)],
    ),
    ("kiet", "Vũ Anh Kiệt", [("an-hoa-vhxh", Role.OFFICER, "Công chức", False)]),
    ("thao", "Đặng Thu Thảo", [("an-hoa-kt", Role.OFFICER, "Trưởng phòng Kinh tế", True)]),
    ("vinh", "Cao Quang Vinh", [("an-hoa-hcc", Role.OFFICER, "Giám đốc Trung tâm", True)]),
    ("long", "Tạ Đức Long", [("an-hoa-ca", Role.OFFICER, "Trưởng Công an xã", True)]),
    (
        "hoa",
        "Đỗ Thị Hoa",
        [
            ("an-hoa-mttq", Role.OBSERVER, "Chủ tịch Ủy ban MTTQ xã", True),
            ("an-hoa-mttq", Role.OFFICER, "Chủ tịch Ủy ban MTTQ xã", True),
        ],
    ),
    ("nam", "Phan Hoài Nam", [("an-hoa-hnd", Role.OFFICER, "Chủ tịch Hội Nông dân", True)]),
    ("xuan", "Trịnh Thanh Xuân", [("an-hoa-hpn", Role.OFFICER, "Chủ tịch Hội Phụ nữ", True)]),
    ("bac", "Mạc Văn Bắc", [("an-hoa-bxdd", Role.OBSERVER, "Trưởng Ban Xây dựng Đảng", True)]),
    ("khanh", "Võ Khánh", [("an-hoa-dong", Role.OFFICER, "Trưởng thôn", True)]),
    ("ly", "Hà Thị Lý", [("an-hoa-tay", Role.OFFICER, "Trưởng thôn", True)]),
    ("tin", "Đoàn Tín", [("an-hoa-thuong", Role.OFFICER, "Trưởng thôn", True)]),
    ("minh", "Hồ Minh", [("an-hoa", Role.ADMINISTRATOR, "Quản trị hệ thống của xã", False)]),
    ("lan", "Bùi Ngọc Lan", [("snv-hoa-son", Role.RECEIVER, "Chuyên viên Sở Nội vụ", False)]),
    (
        "quan",
        "Lý Hồng Quân",
        [("snv-hoa-son", Role.ADMINISTRATOR, "Quản trị hệ thống của tỉnh", False)],
    ),
    ("cuc", "Đinh Thị Cúc", [("binh-minh-vp", Role.COORDINATOR, "Công chức Văn phòng", False)]),
    ("cuong", "Ngô Văn Cường", [("binh-minh", Role.LEADER, "Chủ tịch UBND xã", True)]),
    ("diep", "Kiều Diệp", [("binh-minh-vp", Role.CLERK, "Văn thư", False)]),
    ("hai", "Tô Thanh Hải", [("binh-minh-vhxh", Role.OFFICER, "Trưởng phòng", True)]),
    ("thu", "Nghiêm Minh Thu", [("tan-loc-vp", Role.COORDINATOR, "Công chức Văn phòng", False)]),
    ("son", "Quách Thái Sơn", [("tan-loc", Role.LEADER, "Chủ tịch UBND phường", True)]),
]
# One per role, in the order in which a plan meets them.
SHOWN = ["binh", "an", "giang", "dung", "khanh", "hoa", "lan", "minh"]


def make():
    units = {unit.code: unit for unit in Unit.objects.all()}
    for username, full_name, posts in PEOPLE:
        person = Person.objects.create_person(
            username,
            password=PASSWORD,
            full_name=full_name,
            email=f"{username}@danvan.example",
        )
        for code, role, post, is_head in posts:
            Membership.objects.create(
                person=person, unit=units[code], role=role, post=post, is_head=is_head
            )
