"""Units, people and posts: who works where, in what role, and since when."""

from datetime import date

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property

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
            below = ReceiverAssignment.objects.filter(receiver=home).values("commune")
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
        found = rows.order_by("-valid_from").first()
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


class Role(models.TextChoices):
    COORDINATOR = "coordinator", "Đầu mối dân vận"
    LEADER = "leader", "Lãnh đạo UBND"
    OFFICER = "officer", "Người thực hiện"
    CLERK = "clerk", "Văn thư"
    OBSERVER = "observer", "Theo dõi, giám sát"
    RECEIVER = "receiver", "Cơ quan nhận báo cáo"
    ADMINISTRATOR = "administrator", "Quản trị"


class PersonQuerySet(models.QuerySet):
    def within_reach_of(self, user):
        """The people who hold or held a post in a unit this person may know of."""
        units = Unit.objects.within_reach_of(user)
        posts = Membership.objects.filter(person=models.OuterRef("pk"), unit__in=units)
        return self.filter(models.Exists(posts))

    def with_words(self, query):
        return self.filter(search_text__contains=search_text(query))


class PersonManager(UserManager.from_queryset(PersonQuerySet)):
    def create_person(self, username, *, password=None, **fields):
        """A person who can sign in; without a password they set one by mail first."""
        person = self.model(username=username, **fields)
        person.set_password(password) if password else person.set_unusable_password()
        person.search_text = person.words_to_search()
        person.save()
        return person


class Person(AbstractUser):
    first_name = last_name = None
    full_name = models.CharField("họ và tên", max_length=120)
    phone = models.CharField("số điện thoại", max_length=30, blank=True)
    active_membership = models.ForeignKey(
        "Membership",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    search_text = models.CharField(max_length=400, editable=False, default="")
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = PersonManager()

    class Meta:
        ordering = ["full_name", "pk"]
        verbose_name = "người dùng"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="one_person_per_email",
                violation_error_message="Đã có người dùng địa chỉ thư này.",
            ),
            # People type "Binh" and "binh" for the same name; sign-in takes both.
            models.UniqueConstraint(
                Lower("username"),
                name="one_person_per_username",
                violation_error_message="Tên đăng nhập này đã có người dùng.",
            ),
        ]

    def __str__(self):
        return self.full_name or self.username

    def words_to_search(self):
        return search_text(self.full_name, self.username, self.email, self.phone)[:400]

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name.rsplit(" ", 1)[-1]

    @cached_property
    def current_memberships(self):
        """The posts held today, the oldest first."""
        return list(self.memberships.current().select_related("unit__commune").order_by("pk"))

    @cached_property
    def membership(self):
        """The post in which the person works now: the one chosen, else the first; None without any."""
        held = self.current_memberships
        chosen = [post for post in held if post.pk == self.active_membership_id]
        return next(iter(chosen or held), None)

    @property
    def unit(self):
        return self.membership.unit if self.membership else None

    @property
    def home_unit(self):
        """The commune the person works in now, or the office above; None without a post."""
        unit = self.unit
        return (unit.commune or unit) if unit else None

    @property
    def commune(self):
        home = self.home_unit
        return home if home and home.is_commune else None

    def is_(self, *roles):
        """Whether the post in which the person works now has one of these roles."""
        return self.membership is not None and self.membership.role in roles

    def is_in(self, commune, *roles):
        """`is_`, and at this commune or office (a Unit or its pk)."""
        pk = getattr(commune, "pk", commune)
        return self.is_(*roles) and self.home_unit.pk == pk


class Membership(models.Model):
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="memberships", verbose_name="đơn vị"
    )
    role = models.CharField("vai trò", choices=Role, max_length=20)
    post = models.CharField("chức vụ, chức danh", max_length=120, blank=True)
    is_head = models.BooleanField("là người đứng đầu đơn vị", default=False)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "vị trí công tác"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "role"],
                name="post_once_per_unit",
                violation_error_message=(
                    "Người này đã có vai trò đó tại đơn vị. Hãy sửa ngày ở dòng đã có."
                ),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="post_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"{self.post or self.get_role_display()}, {self.unit}"
