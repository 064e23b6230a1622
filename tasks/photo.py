"""Cleaning one photo: a program for `documents.limits.run_limited`, bytes in, bytes out, nothing of ours imported.

A photo from a phone carries the place where it was taken, and a file of few bytes can unfold to gigabytes.
"""

import io
import sys
import warnings

from PIL import Image, ImageOps

LONGEST_SIDE = 2000
MOST_PIXELS = 60_000_000
QUALITY = 82


def clean(photo, longest_side=LONGEST_SIDE):
    """The photo (bytes) turned upright, as JPEG without any of its notes. Raises on bad input."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    # Between the limit and its double Pillow only warns.
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(io.BytesIO(photo), formats=("JPEG", "PNG")) as image:
        # A JPEG is read at a fraction of its size where that is enough.
        image.draft("RGB", (longest_side, longest_side))
        image.load()
        upright = ImageOps.exif_transpose(image)
    upright.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    # Pixels alone are carried over: no EXIF, no GPS, no comment, no thumbnail of the camera.
    paper = Image.new("RGB", upright.size, "white")
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        paper.paste(upright, mask=upright.getchannel("A"))
    else:
        paper.paste(upright.convert("RGB"))
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(clean(sys.stdin.buffer.read(), *map(int, sys.argv[1:])))
