"""Units: a tree with validity dates and successors, and the offices that receive what communes report."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from danvan.clock import today
from danvan.vietnamese import search_text


class DatedQuerySet(models.QuerySet):
    """Rows with `valid_from` and `valid_to`, both inclusive; an empty end is open."""

    def valid_on(self, day: date):
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_to=None) | Q(valid_to__gte=day),
        )

    def current(self):
        return self.valid_on(today())


class UnitQuerySet(DatedQuerySet):
    def create(self, **fields):
        """A unit that search can find; every way of making one ends here."""
        words = Unit.words_to_search(fields)
        return super().create(**{"search_text": words, **fields})

    def within_reach_of(self, user):
        """The units a person may know of: those of their commune; an office also the communes below it."""
        home = user.home_unit
        if home is None:
            return self.none()
        if home.kind in Unit.OFFICES:
            # Today's alone: an office that no longer receives a commune's reports has nothing to administer there.
            below = ReceiverAssignment.objects.current().filter(receiver=home).values("commune")
            children = Unit.objects.filter(parent=home).values("pk")
            return self.filter(
                Q(pk=home.pk) | Q(parent=home) | Q(commune__in=below) | Q(commune__in=children)
            )
        return self.filter(commune=home)


class Unit(models.Model):
    class Kind(models.TextChoices):
        PROVINCE_OFFICE = "province_office", "Sở Nội vụ"
        DISTRICT_OFFICE = "district_office", "Phòng Nội vụ huyện"
        COMMUNE = "commune", "UBND xã, phường, đặc khu"
        DEPARTMENT = "department", "Phòng, ban, ngành"
        MASS_ORGANISATION = "mass_organisation", "Mặt trận, đoàn thể"
        PARTY_BODY = "party_body", "Cơ quan Đảng"
        VILLAGE = "village", "Thôn, tổ dân phố"

    OFFICES = (Kind.PROVINCE_OFFICE, Kind.DISTRICT_OFFICE)
    # Work is requested of them (đề nghị), never assigned (giao).
    REQUESTED = (Kind.MASS_ORGANISATION, Kind.PARTY_BODY)

    kind = models.CharField("loại đơn vị", choices=Kind, max_length=20)
    name = models.CharField("tên đầy đủ", max_length=200)
    short_name = models.CharField("tên gọi tắt", max_length=80)
    code = models.SlugField("mã", max_length=40, unique=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="trực thuộc",
    )
    # A commune points to itself, so "of this commune" is one comparison; empty for offices above.
    commune = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="units",
    )
    place = models.CharField("địa danh trên văn bản", max_length=80, blank=True)
    symbol = models.CharField(
        "ký hiệu viết tắt",
        max_length=20,
        blank=True,
        help_text="Ví dụ: UBND, VHXH, MTTQ.",
    )
    is_focal = models.BooleanField("đơn vị đầu mối dân vận", default=False)
    valid_from = models.DateField("hoạt động từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    # Of a commune: what was due before this day it never owed here. Empty: it always used the portal.
    reports_from = models.DateField("báo cáo trên cổng từ ngày", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="đơn vị kế thừa",
    )
    position = models.PositiveIntegerField("thứ tự", default=0)
    search_text = models.CharField(max_length=400, editable=False, default="")
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "đơn vị"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="unit_ends_after_it_begins",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu hoạt động.",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")) & ~Q(successor=F("id")),
                name="unit_is_not_its_own_kin",
            ),
        ]

    def __str__(self):
        return self.short_name

    @staticmethod
    def words_to_search(fields):
        """What search looks through, from a mapping of field names to values."""
        names = ("name", "short_name", "code", "symbol")
        return search_text(*(fields.get(name) for name in names))[:400]

    @property
    def is_commune(self):
        return self.kind == self.Kind.COMMUNE

    @property
    def is_office(self):
        return self.kind in self.OFFICES

    @property
    def relation(self):
        """How work reaches this unit: "requested" of the Front and party bodies, else "assigned"."""
        return "requested" if self.kind in self.REQUESTED else "assigned"

    def receiver_on(self, day):
        """The home-affairs office that receives this commune's reports on `day`, or None."""
        rows = self.receiver_assignments.valid_on(day).select_related("receiver")
        # An assignment without a beginning is the oldest; databases disagree about where such a row stands.
        found = rows.order_by(F("valid_from").desc(nulls_last=True), "-pk").first()
        return found.receiver if found else None


class ReceiverAssignment(models.Model):
    """Which office receives a commune's reports, by date: it changed on 01/7/2025, and old rounds keep the old one."""

    commune = models.ForeignKey(Unit, models.CASCADE, related_name="receiver_assignments")
    receiver = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="received_communes",
        verbose_name="cơ quan nhận báo cáo",
    )
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["commune", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "valid_from"], name="receiver_once_per_day"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="receiver_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"{self.commune} → {self.receiver}"
