import io

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from records.files import ALLOWED

SHOWN_IN_PAGE = {"application/pdf", "image/jpeg", "image/png"}


NOTHING_RUNS = "default-src 'none'; sandbox"
VIEWER_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"

# Twice the width at which a list shows a photo; a hundred times fewer bytes than the photo on a village phone.
SMALL_SIDE = 480
# A photo that was cleaned when it came is no larger. Anything larger is not unfolded in the process that serves pages.
LARGEST_SIDE = 2000


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


def small_response(stored):
    """Send a cleaned photo in the size of a list; as it is kept where it is small, large or no JPEG.

    The caller has checked that this person may read its record, and that the photo has been cleaned.
    """
    data = _small(stored) if stored.content_type == "image/jpeg" else None
    if data is None:
        return file_response(stored, inline=True)
    response = HttpResponse(data, content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = NOTHING_RUNS
    return response


def _small(stored):
    from PIL import Image  # noqa: PLC0415 needed by few pages

    try:
        with stored.open() as kept, Image.open(kept, formats=("JPEG",)) as photo:
            if not SMALL_SIDE < max(photo.size) <= LARGEST_SIDE:
                return None
            # Read at a fraction of its size: some hundredths of a second.
            photo.draft("RGB", (SMALL_SIDE, SMALL_SIDE))
            photo.thumbnail((SMALL_SIDE, SMALL_SIDE))
            out = io.BytesIO()
            photo.save(out, "JPEG", quality=75)
    except OSError:
        return None
    return out.getvalue()


def made_response(data: bytes, *, name: str):
    """Send a file that was made for this request and is not kept: to be saved, never to be shown."""
    content_type, _ = ALLOWED[name.rpartition(".")[2]]
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = NOTHING_RUNS
    return response
