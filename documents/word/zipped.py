"""Parts put into one archive, the way Office keeps its files."""

from __future__ import annotations

import io
import zipfile

# One and the same moment in every archive: the same document gives the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """The archive of the parts, by their names in it; the same parts give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            file.writestr(entry, content.encode("utf-8") if isinstance(content, str) else content)
    return packed.getvalue()
