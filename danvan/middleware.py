from django.core.exceptions import BadRequest
from django.shortcuts import render


def private_pages(get_response):
    """What a signed-in person saw must not come back from a shared PC's cache after signing out."""

    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response

    return middleware


def refuse_null_bytes(get_response):
    """No keyboard writes a null byte and PostgreSQL keeps none: a form or an address with one gets the 400 page."""

    def middleware(request):
        sent = (request.GET, request.POST) if request.method == "POST" else (request.GET,)
        for values in sent:
            if any("\0" in word for _, words in values.lists() for word in words):
                raise BadRequest("a null byte")
        return get_response(request)

    return middleware


def say_where_buttons_lead(get_response):
    """The address of a button alone, as after signing in again in the middle of a step, shows nothing: say so in words
    instead of the browser's own empty page."""

    def middleware(request):
        response = get_response(request)
        opened = response.status_code == 405 and request.method == "GET"
        if not opened or not request.user.is_authenticated or request.htmx:
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page

    return middleware
