"""Pictures as phones take them."""

from io import BytesIO

from PIL import Image


def photo_with_a_place():
    """A small JPEG whose EXIF tells where it was taken."""
    picture = Image.new("RGB", (640, 480), (96, 128, 64))
    exif = picture.getexif()
    exif[0x0112] = 6  # taken with the phone upright
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (15.0, 7.0, 0.0)
    gps[3], gps[4] = "E", (108.0, 47.0, 0.0)
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()
