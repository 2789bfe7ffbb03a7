# shellcheck shell=bash
# Finds or makes .venv and fills it from a hashed lock. Sourced by ./demo, ./check and ./bench from the root of the clone.
#
#   bootstrap requirements.lock        what the product needs to run
#   bootstrap requirements-dev.lock    that, and what tests and builds it

bootstrap() {
    local lock=$1 stamp
    stamp=$(_stamp "$lock")
    if _is_filled_from "$lock" "$stamp"; then
        return
    fi
    # The demo is content with the larger lock as well.
    if [ "$lock" = requirements.lock ] && _is_filled_from requirements-dev.lock "$(_stamp requirements-dev.lock)"; then
        return
    fi
    # shellcheck disable=SC2094
    (
        flock 9 # two commands started at once take turns; the lock file is only held open, never written
        if ! _is_filled_from "$lock" "$stamp"; then
            _make_environment
            _fill_environment "$lock"
            printf '%s\n' "$stamp" >".venv/.filled-from-$lock"
        fi
    ) 9<"$lock"
}

# Whatever, when changed, asks for another installation: the lock, the project's own declaration, the folder's place.
_stamp() {
    { cat "$1" pyproject.toml && pwd; } | sha256sum | cut -d ' ' -f 1
}

_is_filled_from() {
    [ -x .venv/bin/python ] && [ "$(cat ".venv/.filled-from-$1" 2>/dev/null)" = "$2" ]
}

_make_environment() {
    local python
    # An environment knows its own place: after the folder has been moved or copied it must be made again.
    if [ -x .venv/bin/python ] && [ "$(cat .venv/.stands-in 2>/dev/null || pwd)" = "$PWD" ]; then
        return
    fi
    echo "making a virtual environment in .venv" >&2
    rm -rf .venv
    python=$(_find_python)
    if command -v uv >/dev/null; then
        uv venv --quiet --no-python-downloads --python "$python" .venv
    elif ! "$python" -m venv .venv 2>/dev/null; then
        rm -rf .venv
        install_debian_package python3-venv
        "$python" -m venv .venv
    fi
    pwd >.venv/.stands-in
}

_find_python() {
    local candidate
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    echo "Python 3.11 or newer is needed, and none was found" >&2
    return 1
}

_fill_environment() {
    local lock=$1
    echo "installing from $lock" >&2
    if _find_uv; then
        # An office may trust a proxy's certificate: believe what the system believes (the second name is for older ones).
        export UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1
        "$uv" pip install --quiet --python .venv/bin/python --require-hashes -r "$lock"
        "$uv" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
    else
        .venv/bin/python -m pip install --quiet --require-hashes -r "$lock"
        .venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
    fi
}

# uv installs in seconds what takes pip a minute. Its own hashes stand in the larger lock; pip alone will do as well.
_find_uv() {
    local wanted
    for uv in "$(command -v uv)" .venv/bin/uv; do
        if [ -x "$uv" ]; then
            return
        fi
    done
    wanted=$(mktemp)
    awk '/^[^ ]/ { wanted = /^uv==/ } wanted' requirements-dev.lock >"$wanted"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$wanted" || uv=
    rm -f "$wanted"
    [ -n "$uv" ]
}

# Installs a package of the system as root; anybody else is told the one command that does.
install_debian_package() {
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "$1 is missing; please run: sudo apt-get install $1" >&2
        return 1
    fi
    echo "installing $1" >&2
    apt-get update --quiet --quiet && DEBIAN_FRONTEND=noninteractive apt-get install --quiet --quiet --yes "$1" >/dev/null
}
