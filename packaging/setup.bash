# Sourced by ./run and ./check; gives `prepare KIND`, KIND being run or check. It knows Debian and its children;
# elsewhere it does the Python part and leaves the libraries of the system to you.
#
# Stamps in .venv remember what was set up. Comparing them starts one small process and no Python, so that a start
# of the program does not notice it.

venv="$root/.venv"
# The program must not pick up a folder called `desktop` from where it is started.
export PYTHONSAFEPATH=1

say() { printf '%s\n' "$@" >&2; }

fail() {
    say "$@"
    exit 1
}

prepare() {
    local kind=$1 wanted
    wanted=$(wanted_stamp)
    is_current "python-$kind" && is_current "system-$kind" && return
    # Two starts at once: the second waits for the first and finds the work done.
    if command -v flock >/dev/null; then
        exec 9>"$root/.setup.lock"
        flock --nonblock 9 || { say "Another set-up of this folder is running; waiting for it …"; flock 9; }
    fi
    is_current "python-$kind" || python_part "$kind"
    is_current "system-$kind" || system_part "$kind"
    exec 9>&-
}

# What the set-up depends on, and where it stands, for a moved .venv is a broken one.
wanted_stamp() {
    sha256sum "$root/pyproject.toml" "$root"/packaging/{setup.bash,requirements.txt,requirements-dev.txt} \
        "$root"/packaging/{debian-run.txt,debian-check.txt}
}

is_current() { [ -x "$venv/bin/python" ] && [ -r "$venv/$1" ] && [ "$(<"$venv/$1")" = "$wanted" ]; }

stamp() { printf '%s\n' "$wanted" >"$venv/$1"; }

# --- Python -----------------------------------------------------------------------------------------------------------

python_part() {
    local kind=$1 lock=requirements.txt started=$SECONDS pip
    [ "$kind" = check ] && lock=requirements-dev.txt
    say "Setting up Pairwatch in $venv." \
        "This happens once: about 300 MB to download and 1 GB on disk, a minute or a few."
    rm -f "$venv"/{python,system}-{run,check}
    # An environment knows its own place: one that was moved, or whose Python is gone, is made anew.
    if [ -e "$venv/made-in" ] && [ "$(<"$venv/made-in")" != "$venv" ]; then rm -rf "$venv"; fi
    if [ -e "$venv" ] && ! usable_python "$venv/bin/python"; then rm -rf "$venv"; fi
    [ -e "$venv" ] || make_venv
    printf '%s\n' "$venv" >"$venv/made-in"
    choose_pip
    watch "libraries, from packaging/$lock" \
        "${pip[@]}" install --require-hashes --requirement "$root/packaging/$lock"
    watch "Pairwatch itself" "${pip[@]}" install --no-deps --no-build-isolation --editable "$root"
    # What development needs contains what use needs.
    [ "$kind" = check ] && stamp python-run
    stamp "python-$kind"
    say "Set up in $((SECONDS - started)) s."
}

usable_python() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; }

make_venv() {
    local candidate python=
    for candidate in ${PAIRWATCH_PYTHON:-} python3 python3.13 python3.12 python3.11; do
        usable_python "$candidate" && { python=$candidate; break; }
    done
    [ -n "$python" ] || fail "Pairwatch needs Python 3.11, 3.12 or 3.13 and finds none." \
        "Install one, or say where it is: PAIRWATCH_PYTHON=/path/to/python3.12 ./run"
    # Debian keeps ensurepip in a package of its own (python3-venv), but a pip from outside does as well.
    if "$python" -c 'import ensurepip' 2>/dev/null; then
        watch "environment" "$python" -m venv "$venv"
    elif "$python" -m pip --version >/dev/null 2>&1; then
        watch "environment" "$python" -m venv --without-pip "$venv"
    else
        apt_install python3-venv || exit 1
        watch "environment" "$python" -m venv "$venv"
    fi
}

choose_pip() {
    if "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        pip=("$venv/bin/python" -m pip)
    else
        local base
        base=$("$venv/bin/python" -c 'import sys; print(sys._base_executable)')
        pip=("$base" -m pip --python "$venv/bin/python")
    fi
    pip+=(--disable-pip-version-check --no-input)
    export PIP_PROGRESS_BAR=off
}

# --- the system -------------------------------------------------------------------------------------------------------

system_part() {
    local kind=$1 missing lists=("$root/packaging/debian-run.txt")
    [ "$kind" = check ] && lists+=("$root/packaging/debian-check.txt")
    if ! command -v dpkg-query >/dev/null; then
        say "This is no Debian: see that you have what these name: ${lists[*]#"$root/"}"
    else
        mapfile -t missing < <(missing_packages "${lists[@]}")
        if [ ${#missing[@]} -gt 0 ] && ! apt_install "${missing[@]}"; then
            [ "$kind" = check ] && exit 1
            # Not stamped: said again at each start, until somebody has done it.
            say "Going on without them, as far as it goes."
            return
        fi
    fi
    [ "$kind" = check ] && stamp system-run
    stamp "system-$kind"
}

missing_packages() {
    local name installed
    # Debian 13 and Ubuntu 24.04 gave some libraries a new name for 64-bit time.
    installed=" $(dpkg-query -W -f='${db:Status-Status} ${Package}\n' |
        sed -n 's/^installed //p' | sed 's/t64$//' | tr '\n' ' ') "
    while read -r name; do
        [[ $installed == *" $name "* ]] || printf '%s\n' "$name"
    done < <(sed '/^#/d; /^$/d' "$@")
}

apt_install() {
    local as_root=()
    if [ "$(id -u)" != 0 ]; then as_root=(sudo -n); fi
    if ! command -v apt-get >/dev/null || ! "${as_root[@]}" true 2>/dev/null; then
        say "Some packages of the system are missing. Install them with:" "" \
            "    sudo apt-get install --no-install-recommends $*" ""
        return 1
    fi
    # RUNLEVEL=1: the services among them are for the tests to start, not for the machine.
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get --quiet --yes
        --option DPkg::Lock::Timeout=300)
    watch "list of packages" "${apt[@]}" update
    watch "$# packages of the system" "${apt[@]}" install --no-install-recommends "$@"
}

# --- showing what happens ---------------------------------------------------------------------------------------------

# Runs a command with its output in a file, and shows one line that says what is being done and for how long.
watch() {
    local what=$1 log pid status=0 started=$SECONDS
    shift
    log=$(mktemp "${TMPDIR:-/tmp}/pairwatch-setup.XXXXXX")
    "$@" >"$log" 2>&1 </dev/null 9>&- &
    pid=$!
    trap 'kill "$pid" 2>/dev/null; exit 130' INT TERM
    if [ -t 2 ]; then
        while kill -0 "$pid" 2>/dev/null; do
            printf '\r\033[K  … %s: %d s  %.50s…' "$what" $((SECONDS - started)) "$(doing "$log")" >&2
            sleep 0.5
        done
        printf '\r\033[K' >&2
    else
        say "  … $what"
    fi
    wait "$pid" || status=$?
    trap - INT TERM
    if [ "$status" != 0 ]; then
        tail -n 20 "$log" | cut -c 1-300 >&2
        fail "" "Setting up failed at: $what. All of its output is in $log" \
            "Start again when it is mended; what is done is kept."
    fi
    say "  ✓ $what ($((SECONDS - started)) s)"
    rm -f "$log"
}

# The last thing that pip or apt spoke of, in a few words.
doing() { grep -E '^ *(Collecting|Downloading|Building|Installing|Get:|Unpacking|Setting up) ?' "$1" | tail -n 1 | sed 's/^ *//'; }
