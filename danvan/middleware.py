def private_pages(get_response):
    """What a signed-in person saw must not come back from a shared PC's cache after signing out."""

    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response

    return middleware
