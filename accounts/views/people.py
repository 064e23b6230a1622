from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts import actions, rules
from accounts.forms import NewPersonForm, PersonForm, PostForm, post_formset
from accounts.forms.pieces import differences
from accounts.models import Membership, Person, Role, Unit
from accounts.views.doors import administrators_only, asked_pk, posted_version
from danvan.vietnamese import sort_key

PAGE = 50


def _people(request):
    """The one way to the people of these pages."""
    return Person.objects.within_reach_of(request.user)


def _posts(request):
    return Membership.objects.filter(unit__in=Unit.objects.within_reach_of(request.user))


@administrators_only
def person_list(request):
    asked = request.GET
    posts = _posts(request)
    if not asked.get("ended"):
        posts = posts.current()
    people = _asked_for(request, _people(request), posts)
    shown = posts.select_related("unit__commune").order_by("pk")
    people = people.prefetch_related(Prefetch("memberships", shown, to_attr="posts_shown"))
    context = {
        "page": _page_by_given_name(people, asked.get("page")),
        "units": _units_to_filter_by(request),
        "roles": Role.choices,
        "is_office": request.user.home_unit.is_office,
        "is_filtered": any(asked.get(name) for name in ("q", "unit", "role", "ended")),
    }
    return render(request, "accounts/person_list.html", context)


def _page_by_given_name(people, number):
    """A page of the people as an office lists them: by given name, then by what stands before it.

    No database sorts Vietnamese so, and the names within one reach are few thousand: they are sorted here.
    """
    names = sorted(people.values_list("full_name", "pk"), key=_given_name_first)
    page = Paginator([pk for _, pk in names], PAGE).get_page(number)
    found = people.in_bulk(list(page.object_list))
    page.object_list = [found[pk] for pk in page.object_list]
    return page


def _given_name_first(person):
    before, _, given = person[0].strip().rpartition(" ")
    return sort_key(given), sort_key(before), person[1]


def _asked_for(request, people, posts):
    asked = request.GET
    if not asked.get("ended"):
        people = people.filter(is_active=True)
    if unit := asked_pk(request, "unit"):
        posts = posts.filter(Q(unit=unit) | Q(unit__commune=unit))
    if asked.get("role") in Role.values:
        posts = posts.filter(role=asked["role"])
    people = people.filter(Exists(posts.filter(person=OuterRef("pk"))))
    return people.with_words(asked["q"]) if asked.get("q", "").strip() else people


def _units_to_filter_by(request):
    """A commune's own units; for an office the communes, for it has thousands below them."""
    units = Unit.objects.within_reach_of(request.user).current()
    if request.user.home_unit.is_office:
        units = units.filter(kind__in=(*Unit.OFFICES, Unit.Kind.COMMUNE))
    return units.order_by("position", "pk")


@administrators_only
def person_create(request):
    form = NewPersonForm(request.POST or None)
    post = PostForm(request.POST or None, user=request.user, prefix="post")
    # Both, so that all errors are shown at once.
    if all([form.is_valid(), post.is_valid()]):
        try:
            person = _enter(request, form.cleaned_data, post.cleaned_data)
        except IntegrityError:
            form.add_error(None, "Tên đăng nhập hoặc thư điện tử này vừa được người khác dùng.")
        else:
            sent = f"Thư kèm liên kết đặt mật khẩu được gửi đến {person.email}."
            messages.success(request, f"Đã thêm {person}. {sent}")
            return redirect("accounts:person_list")
    return render(request, "accounts/person_create.html", {"form": form, "post": post})


@transaction.atomic
def _enter(request, fields, post):
    person = actions.create_person(posts=[post], **fields)
    actions.invite(person, by=request.user)
    return person


@administrators_only
def person_edit(request, pk):
    person = get_object_or_404(_people(request), pk=pk)
    editable = rules.may_edit_identity(request.user, person)
    form = PersonForm(request.POST or None, instance=person, editable=editable)
    posts = post_formset(request.POST or None, person=person, user=request.user)
    context = {"form": form, "posts": posts, "version": person.version, "editable": editable}
    if all([form.is_valid(), posts.is_valid()]):
        try:
            actions.save_person(
                person,
                form.Meta.fields,
                version=posted_version(request),
                by=request.user,
                also=[posts],
            )
        except actions.Stale:
            stored = Person.objects.get(pk=pk)
            context |= {"version": stored.version, "conflict": differences(form, stored)}
        except actions.ActionRefused as refusal:
            form.add_error(None, str(refusal))
            # What was taken back has left its marks on the rows; draw them anew from what was typed.
            posts = post_formset(request.POST, person=person, user=request.user)
            posts.is_valid()
            context["posts"] = posts
        else:
            messages.success(request, f"Đã lưu thông tin của {person}.")
            return redirect("accounts:person_edit", pk=pk)
    context["person"] = Person.objects.get(pk=pk)
    context["is_office"] = request.user.home_unit.is_office
    context["current_posts"] = _posts(request).current().filter(person=pk).select_related("unit")
    return render(request, "accounts/person_edit.html", context)


def _person_to_steer(request, pk):
    """A person whose account is wholly in this administrator's hands: 404 for strangers, 403 for the shared."""
    person = get_object_or_404(_people(request), pk=pk)
    if not rules.may_edit_identity(request.user, person):
        raise PermissionDenied
    return person


@require_POST
@administrators_only
def person_shut_out(request, pk):
    person = _person_to_steer(request, pk)
    try:
        actions.shut_out(person, by=request.user)
    except actions.ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã khóa tài khoản của {person}.")
    return redirect("accounts:person_edit", pk=pk)


@require_POST
@administrators_only
def person_let_in(request, pk):
    person = _person_to_steer(request, pk)
    actions.let_in(person, by=request.user)
    messages.success(request, f"Đã mở lại tài khoản của {person}.")
    return redirect("accounts:person_edit", pk=pk)


@require_POST
@administrators_only
def person_invite(request, pk):
    person = _person_to_steer(request, pk)
    if not person.email:
        messages.error(request, "Chưa có thư điện tử. Hãy ghi địa chỉ và lưu trước khi gửi.")
    elif not person.is_active or person.home_unit is None:
        messages.error(
            request, "Tài khoản đang khóa hoặc không còn vị trí công tác, nên không gửi thư."
        )
    else:
        actions.invite(person, by=request.user)
        messages.success(request, f"Thư kèm liên kết đặt mật khẩu được gửi đến {person.email}.")
    return redirect("accounts:person_edit", pk=pk)


@require_POST
@administrators_only
def post_end(request, pk):
    post = get_object_or_404(_posts(request).select_related("person"), pk=pk)
    try:
        actions.end_post(post, by=request.user)
    except actions.ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã kết thúc vị trí {post}.")
    return redirect("accounts:person_edit", pk=post.person_id)
