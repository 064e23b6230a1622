from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from records.files import ALLOWED

SHOWN_IN_PAGE = {"application/pdf", "image/jpeg", "image/png"}


NOTHING_RUNS = "default-src 'none'; sandbox"
VIEWER_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"


def file_response(stored, *, name=None, inline=False):
    """Send a kept file to the browser. The caller has checked that this person may read its record."""
    shown = inline and stored.content_type in SHOWN_IN_PAGE
    response = FileResponse(
        stored.open(),
        as_attachment=not shown,
        filename=name or stored.name,
        content_type=stored.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    # Whatever is inside, it may not run. A browser's own PDF viewer refuses to open in a sandbox.
    is_pdf = stored.content_type == "application/pdf"
    response["Content-Security-Policy"] = VIEWER_POLICY if is_pdf else NOTHING_RUNS
    return response


def made_response(data: bytes, *, name: str):
    """Send a file that was made for this request and is not kept: to be saved, never to be shown."""
    content_type, _ = ALLOWED[name.rpartition(".")[2]]
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = NOTHING_RUNS
    return response
