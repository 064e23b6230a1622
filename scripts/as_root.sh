# Sourced. install_debian "why" package…: installs where it may, else prints the exact command.
# Succeeds only when the packages are there afterwards; the caller says what follows if not.
install_debian() {
    why=$1
    shift
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing $* ($why)"
        export DEBIAN_FRONTEND=noninteractive
        # A fresh machine knows no packages yet; asking once is enough.
        if [ -z "${APT_UPDATED:-}" ]; then
            apt-get update -qq </dev/null || true
            APT_UPDATED=yes
        fi
        apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null && return 0
    fi
    echo "Missing: $* ($why). To install:" >&2
    echo "    sudo apt-get update && sudo apt-get install --no-install-recommends $*" >&2
    return 1
}
