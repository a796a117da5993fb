# What ./demo, ./test and the scripts share: set-up, and saying what goes on. To be sourced by bash.

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
    bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' cyan=$'\e[36m' plain=$'\e[0m'
else
    bold='' dim='' red='' green='' cyan='' plain=''
fi

# What has to be there beside the Swift toolchain: SQLite for the reference service, and how to find it.
packages=(libsqlite3-dev pkg-config)

say() { printf '%s\n' "${bold}$*${plain}"; }
fail() { printf '%s\n' "${red}$*${plain}" >&2; exit 1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Installs the packages that are missing, and nothing where none is.
set_up() {
    command -v swift >/dev/null 2>&1 || fail \
        "swift is not on the PATH. Install the Swift 6.3 toolchain (https://www.swift.org/install/linux/) and run this again."
    local missing=() name
    for name in "${packages[@]}"; do
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    command -v apt-get >/dev/null 2>&1 || fail "please install, by your system's names: ${missing[*]}"
    [ "$(id -u)" = 0 ] || command -v sudo >/dev/null 2>&1 || fail \
        "run this as root or with sudo: these packages are missing: ${missing[*]}"
    say "installing ${missing[*]}"
    quietly "apt-get update" as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update
    quietly "apt-get install" as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y install "${missing[@]}"
}

# quietly WHAT COMMAND…: runs the command with its output kept aside, and shows it if the command fails. While it takes
# long, a line each minute says that it is still running, and its last line of output.
quietly() {
    local what=$1 log started status=0 job
    shift
    log=$(mktemp)
    started=$SECONDS
    "$@" </dev/null >"$log" 2>&1 &
    job=$!
    (
        # Ends by itself when the work is done, so that nobody has to end it.
        while sleep 1; do
            kill -0 "$job" 2>/dev/null || exit 0
            [ $(((SECONDS - started) % 60)) = 59 ] && printf '%s\n' \
                "${dim}  … $what: $(((SECONDS - started + 1) / 60)) min, $(tail -n 1 "$log" | cut -c 1-90)${plain}"
        done
    ) &
    wait "$job" || status=$?
    if [ "$status" != 0 ]; then
        printf '%s\n' "${red}$what failed (exit $status):${plain}" >&2
        grep -E 'error|warning' "$log" | sort -u | head -40 >&2
        printf '%s\n' "${dim}— the end of its output —${plain}" >&2
        tail -n 40 "$log" >&2
        rm -f "$log"
        exit "$status"
    fi
    rm -f "$log"
    printf '%s\n' "${dim}  done in $((SECONDS - started)) s${plain}"
}
