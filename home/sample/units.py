"""The made-up province of Hòa Sơn: an office, a dissolved district office, three communes and their units."""

from datetime import date

from accounts.models import ReceiverAssignment, Unit

K = Unit.Kind
PROVINCE_OFFICE = "snv-hoa-son"
TWO_TIERS_SINCE = date(2025, 7, 1)
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)

# code, kind, name, short name, symbol, focal
OF_AN_HOA = [
    ("vp", K.DEPARTMENT, "Văn phòng HĐND và UBND xã An Hòa", "Văn phòng HĐND và UBND", "VP", True),
    ("kt", K.DEPARTMENT, "Phòng Kinh tế xã An Hòa", "Phòng Kinh tế", "KT", False),
    (
        "vhxh",
        K.DEPARTMENT,
        "Phòng Văn hóa - Xã hội xã An Hòa",
        "Phòng Văn hóa - Xã hội",
        "VHXH",
        False,
    ),
    (
        "hcc",
        K.DEPARTMENT,
        "Trung tâm Phục vụ hành chính công xã An Hòa",
        "Trung tâm Phục vụ hành chính công",
        "HCC",
        False,
    ),
    ("ca", K.DEPARTMENT, "Công an xã An Hòa", "Công an xã", "CAX", False),
    (
        "mttq",
        K.MASS_ORGANISATION,
        "Ủy ban MTTQ Việt Nam xã An Hòa",
        "Ủy ban MTTQ Việt Nam xã",
        "MTTQ",
        False,
    ),
    ("hnd", K.MASS_ORGANISATION, "Hội Nông dân xã An Hòa", "Hội Nông dân", "HND", False),
    ("hpn", K.MASS_ORGANISATION, "Hội Liên hiệp Phụ nữ xã An Hòa", "Hội Phụ nữ", "HPN", False),
    (
        "bxdd",
        K.PARTY_BODY,
        "Ban Xây dựng Đảng Đảng ủy xã An Hòa",
        "Ban Xây dựng Đảng",
        "BXDĐ",
        False,
    ),
    ("dong", K.VILLAGE, "Thôn Đông, xã An Hòa", "Thôn Đông", "", False),
    ("tay", K.VILLAGE, "Thôn Tây, xã An Hòa", "Thôn Tây", "", False),
    ("thuong", K.VILLAGE, "Thôn Thượng, xã An Hòa", "Thôn Thượng", "", False),
]
# The other communes need less: they fill the receiver's grid.
OF_OTHERS = [
    ("vp", K.DEPARTMENT, "Văn phòng HĐND và UBND", "Văn phòng HĐND và UBND", "VP", True),
    ("vhxh", K.DEPARTMENT, "Phòng Văn hóa - Xã hội", "Phòng Văn hóa - Xã hội", "VHXH", False),
    ("mttq", K.MASS_ORGANISATION, "Ủy ban MTTQ Việt Nam", "Ủy ban MTTQ Việt Nam", "MTTQ", False),
]
COMMUNES = [
    ("an-hoa", "xã", "An Hòa", OF_AN_HOA),
    ("binh-minh", "xã", "Bình Minh", OF_OTHERS),
    ("tan-loc", "phường", "Tân Lộc", OF_OTHERS),
]


def make():
    office = Unit.objects.create(
        kind=K.PROVINCE_OFFICE,
        name="Sở Nội vụ tỉnh Hòa Sơn",
        short_name="Sở Nội vụ tỉnh Hòa Sơn",
        code=PROVINCE_OFFICE,
        place="Hòa Sơn",
        symbol="SNV",
    )
    district = Unit.objects.create(
        kind=K.DISTRICT_OFFICE,
        name="Phòng Nội vụ huyện An Sơn",
        short_name="Phòng Nội vụ huyện An Sơn",
        code="pnv-an-son",
        parent=office,
        valid_to=LAST_DAY_OF_DISTRICTS,
        successor=office,
    )
    for position, (code, level, place, parts) in enumerate(COMMUNES, start=1):
        commune = _commune(code, level, place, office, position)
        ReceiverAssignment.objects.create(
            commune=commune, receiver=office, valid_from=TWO_TIERS_SINCE
        )
        _parts(commune, parts)
    _predecessor(district, Unit.objects.get(code="an-hoa"))


def _commune(code, level, place, office, position, **over):
    commune = Unit.objects.create(
        kind=K.COMMUNE,
        name=f"Ủy ban nhân dân {level} {place}",
        short_name=f"UBND {level} {place}",
        code=code,
        place=place,
        symbol="UBND",
        parent=office,
        position=position,
        **{"valid_from": TWO_TIERS_SINCE, **over},
    )
    # A commune points to itself.
    commune.commune = commune
    commune.save(update_fields=["commune"])
    return commune


def _parts(commune, parts):
    Unit.objects.bulk_create(
        Unit(
            kind=kind,
            name=name,
            short_name=short_name,
            code=f"{commune.code}-{code}",
            symbol=symbol,
            is_focal=focal,
            parent=commune,
            commune=commune,
            position=position,
        )
        for position, (code, kind, name, short_name, symbol, focal) in enumerate(parts, start=1)
    )


def _predecessor(district, successor):
    """The township that became part of An Hòa: its reports went to the district's office."""
    old = _commune(
        "dong-mo", "thị trấn", "Đồng Mơ", district, 9,
        valid_from=None, valid_to=LAST_DAY_OF_DISTRICTS, successor=successor,
    )  # fmt: skip
    ReceiverAssignment.objects.create(
        commune=old, receiver=district, valid_to=LAST_DAY_OF_DISTRICTS
    )
