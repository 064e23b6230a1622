"""The checks of a submitted plan before a leader approves it: which are wanted, made, missing, and whose. Reads only.

NĐ 30/2020/NĐ-CP, Điều 12: whoever answers for the drafting checks what a document says (nội dung), and a person named
for it checks its form (thể thức). Two people where there are two; a commune too small for that is not held up.
"""

from typing import NamedTuple

from accounts.models import Membership, Person, Role
from plans.models import ApprovalSettings, Plan, PlanHistory, SignOff

S = Plan.Status
K = SignOff.Kind
LOOKING_ON = (Role.CLERK, Role.COORDINATOR, Role.LEADER)
NAMES = {K.FORM: "kiểm tra thể thức", K.CONTENT: "kiểm tra nội dung"}


class Check(NamedTuple):
    """One wanted check of the present submission: the SignOff once it is made, and who may make it."""

    kind: str
    sign_off: SignOff | None
    checkers: tuple
    called: tuple
    posts: tuple

    @property
    def name(self):
        return NAMES[self.kind]

    @property
    def label(self):
        return K(self.kind).label

    @property
    def whose(self):
        """The names of those who may make it: "Lê Giang, Trần Thị Bình"."""
        return ", ".join(str(person) for person in self.checkers)


def people_of(commune, *roles):
    """The active people who hold one of these posts in the commune today; all of them without roles."""
    posts = Membership.objects.current().filter(unit__commune=commune)
    if roles:
        posts = posts.filter(role__in=roles)
    return Person.objects.filter(is_active=True, pk__in=posts.values("person"))


def settings_of(commune):
    """What the commune has settled; unsaved and without any check where it has settled nothing."""
    standing = ApprovalSettings.objects.filter(commune=commune).first()
    return standing or ApprovalSettings(commune=commune)


def wanted(plan):
    """The kinds of check this plan needs. A unit's own plan is checked and signed by its head."""
    if plan.unit_id:
        return ()
    return kinds_of(settings_of(plan.commune))


def kinds_of(settings):
    """The kinds that are switched on."""
    switched = ((K.FORM, settings.checks_form), (K.CONTENT, settings.checks_content))
    return tuple(kind for kind, is_on in switched if is_on)


def submission_of(plan):
    """The line of history with which the plan was last submitted; None for one that never was."""
    return plan.history.filter(move="submit").order_by("-pk").first()


def posts_of(commune):
    """The people who check and sign in a commune today: {role: [Person]}; one query."""
    posts = Membership.objects.current().filter(
        unit__commune=commune, role__in=LOOKING_ON, person__is_active=True
    )
    held = {role: [] for role in LOOKING_ON}
    for post in posts.select_related("person").order_by("person__full_name", "person"):
        if post.person not in held[post.role]:
            held[post.role].append(post.person)
    return held


def checks_of(plan):
    """Every wanted check of the plan's present submission, as Check. A draft has none."""
    kinds = wanted(plan) if plan.status in {S.SUBMITTED, S.APPROVED} else ()
    submission = submission_of(plan) if kinds else None
    if submission is None:
        return []
    made = list(submission.sign_offs.select_related("by"))
    return _checks(plan, kinds, submission, made, posts_of(plan.commune))


def _checks(plan, kinds, submission, made, posts):
    signed = {each.kind: each for each in made}
    return [
        Check(kind, signed.get(kind), *_checkers(kind, {plan.drafter_id, submission.by_id}, posts))
        for kind in kinds
        if kind in signed or plan.status == S.SUBMITTED
    ]


def missing(plan):
    """The checks without which a leader cannot approve yet."""
    if plan.status != S.SUBMITTED:
        return []
    return [check for check in checks_of(plan) if check.sign_off is None]


def waiting(plans, commune):
    """{pk: missing checks} of those submitted plans of a commune that miss any; a fixed number of queries."""
    plans = [plan for plan in plans if plan.unit_id is None and plan.status == S.SUBMITTED]
    kinds = kinds_of(settings_of(commune)) if plans else ()
    if not kinds:
        return {}
    lines = PlanHistory.objects.filter(plan__in=plans, move="submit").order_by("pk")
    last = {line.plan_id: line for line in lines.prefetch_related("sign_offs__by")}
    posts = posts_of(commune)
    found = {}
    for plan in plans:
        if line := last.get(plan.pk):
            checks = _checks(plan, kinds, line, line.sign_offs.all(), posts)
            found[plan.pk] = [check for check in checks if check.sign_off is None]
    return {pk: checks for pk, checks in found.items() if checks}


def open_to(user, plan):
    """The checks this person may make now, in the post in which they work."""
    if not user.is_in(plan.commune_id, *LOOKING_ON):
        return []
    return open_among(user, missing(plan))


def open_among(user, checks):
    """Those of the missing checks that this person may make."""
    return [check for check in checks if user.is_(*check.posts) and user in check.checkers]


def _checkers(kind, authors, posts):
    """Who may make a check, whom to call for it, and in which posts.

    The form is the clerk's where there is one. The content is for those who answer for the work and did not write or
    submit the plan themselves; only where there is nobody else, for them too. A leader, who has the last word anyhow,
    is called for it only where no coordinator could make it.
    """
    if kind == K.FORM and (clerks := tuple(posts[Role.CLERK])):
        return clerks, clerks, (Role.CLERK,)
    coordinators, leaders = (
        [one for one in posts[role] if one.pk not in authors]
        for role in (Role.COORDINATOR, Role.LEADER)
    )
    if not coordinators and not leaders:
        coordinators, leaders = posts[Role.COORDINATOR], posts[Role.LEADER]
    able = tuple(dict.fromkeys([*coordinators, *leaders]))
    return able, tuple(coordinators) or able, (Role.COORDINATOR, Role.LEADER)
