from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.forms import ProfileForm
from accounts.forms.pieces import differences
from accounts.views.doors import posted_version


@require_POST
def switch(request):
    """Work in another of one's own current posts. Whoever else's it is, it is not there."""
    wanted = request.POST.get("membership", "")
    for post in request.user.current_memberships:
        if str(post.pk) == wanted:
            actions.switch_post(request.user, post)
            # Forms opened before belong to the other post: sent now they would write into this one's commune.
            rotate_token(request)
            messages.success(request, f"Đang làm việc với vị trí: {post}.")
            return redirect("home")
    raise Http404


def profile(request):
    # A row of its own: the form writes into it while it checks, and the page around shows the person signed in.
    person = get_user_model().objects.get(pk=request.user.pk)
    form = ProfileForm(request.POST or None, instance=person)
    version, conflict = person.version, None
    if form.is_valid():
        try:
            actions.save_person(
                form.instance, form.Meta.fields, version=posted_version(request), by=request.user
            )
        except actions.Stale:
            stored = get_user_model().objects.get(pk=person.pk)
            version, conflict = stored.version, differences(form, stored)
        else:
            messages.success(request, "Đã lưu thông tin tài khoản.")
            return redirect("accounts:profile")
    context = {"form": form, "version": version, "conflict": conflict}
    return render(request, "accounts/profile.html", context)
