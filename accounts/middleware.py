from django.contrib.auth import logout
from django.shortcuts import render


def refuse_people_without_a_post(get_response):
    """A person whose last post has ended keeps no way in, from the very next click."""

    def middleware(request):
        person = request.user
        if person.is_authenticated and person.membership is None:
            logout(request)
            return render(request, "accounts/no_post.html", {"person": person}, status=403)
        return get_response(request)

    return middleware
