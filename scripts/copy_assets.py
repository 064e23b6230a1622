"""Copy the front-end assets and the fonts of node_modules/ to static/vendor/.

Takes nothing and gives nothing; exits with a sentence when a package is missing. Nothing that
lands in static/vendor/ is committed: `npm ci` brings it, this script lays it out.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"

PLAIN_FILES = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap/bootstrap.min.css",
    "bootstrap/dist/js/bootstrap.bundle.min.js": "bootstrap/bootstrap.bundle.min.js",
    "bootstrap/LICENSE": "bootstrap/LICENSE",
    "bootstrap-icons/LICENSE": "icons-LICENSE",
    "@fontsource/be-vietnam-pro/LICENSE": "fonts/be-vietnam-pro/LICENSE",
    "@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf": "fonts/tinos/Tinos-Regular.ttf",
    "@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf": "fonts/tinos/Tinos-Bold.ttf",
    "@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf": (
        "fonts/tinos/Tinos-Italic.ttf"
    ),
    "@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf": (
        "fonts/tinos/Tinos-BoldItalic.ttf"
    ),
    "@expo-google-fonts/tinos/LICENSE_FONT": "fonts/tinos/LICENSE",
}
SCREEN_FONTS = {
    f"@fontsource/be-vietnam-pro/files/be-vietnam-pro-{subset}-{weight}-normal.woff2": (
        f"fonts/be-vietnam-pro/{subset}-{weight}.woff2"
    )
    for subset in ("vietnamese", "latin", "latin-ext")
    for weight in (400, 500, 600, 700)
}
# The maps are not copied, and a hashed static storage stops at a reference it cannot follow.
SOURCE_MAP = re.compile(rb"\n?(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*)\s*$")


def main():
    copy_files({**PLAIN_FILES, **SCREEN_FONTS})
    write_sprite(wanted_icons())


def copy_files(files):
    for source, target in files.items():
        content = read(PACKAGES / source)
        if source.endswith((".css", ".js")):
            content = SOURCE_MAP.sub(b"\n", content)
        place(VENDOR / target, content)


def read(path):
    if not path.exists():
        sys.exit(f"{path.relative_to(ROOT)} is missing: run `npm ci --ignore-scripts` first.")
    return path.read_bytes()


def place(path, content):
    """Write beside and rename: a server that is running never serves half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(content)
    beside.replace(path)


def wanted_icons():
    lines = (ROOT / "scripts" / "icons.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def write_sprite(names):
    """One <symbol> for each wanted icon, so that `<use href="icons.svg#name">` draws it."""
    symbols = [symbol(name) for name in names]
    sprite = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    place(VENDOR / "icons.svg", sprite.encode())


def symbol(name):
    path = PACKAGES / "bootstrap-icons" / "icons" / f"{name}.svg"
    if not path.exists():
        sys.exit(f"scripts/icons.txt: Bootstrap Icons has no icon named “{name}”.")
    drawing = re.search(r"<svg[^>]*>(.*)</svg>", path.read_text(encoding="utf-8"), re.DOTALL)
    return f'<symbol id="{name}" viewBox="0 0 16 16">{drawing[1].strip()}</symbol>'


if __name__ == "__main__":
    main()
