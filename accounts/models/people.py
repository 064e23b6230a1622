"""People and posts: who works where, in what role, and since when."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from accounts.models.units import DatedQuerySet, Unit
from danvan.vietnamese import search_text


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
