#!/bin/sh
# system_packages.sh pdf|browser|office…: the few things that pip cannot bring.
# Never stops the caller: without Pango there is no PDF, without Chromium browser tests are skipped.
set -eu
cd "$(dirname "$0")/.."
. scripts/as_root.sh

has_library() {
    .venv/bin/python -c "import ctypes, sys; ctypes.CDLL(sys.argv[1])" "$1" 2>/dev/null
}

for want in "$@"; do
    case $want in
    pdf)
        { has_library libpango-1.0.so.0 && has_library libpangoft2-1.0.so.0; } ||
            install_debian "Pango draws the PDF" libpango-1.0-0 libpangoft2-1.0-0 ||
            echo "Going on without PDF." >&2
        ;;
    browser)
        command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 ||
            install_debian "tests in a real browser" chromium ||
            echo "Going on; the browser tests will be skipped." >&2
        ;;
    office)
        command -v soffice >/dev/null 2>&1 || command -v libreoffice >/dev/null 2>&1 ||
            install_debian "tests of Word files in LibreOffice" libreoffice-writer-nogui ||
            echo "Going on; the tests with LibreOffice will be skipped." >&2
        # As wide as Times New Roman: with any other font LibreOffice breaks lines and pages elsewhere. Version 1 of it
        # lacks Vietnamese letters.
        fc-list ":family=Liberation Serif:lang=vi" 2>/dev/null | grep -q . ||
            install_debian "tests of Word files in LibreOffice" fonts-liberation2 ||
            echo "Going on; the tests of printed Word files will be skipped." >&2
        ;;
    esac
done
