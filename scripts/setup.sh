#!/usr/bin/env bash
# Installs what Muster needs to be built, tested and tried on Debian 12; does nothing where all is
# there. A Swift toolchain is not installed: the script says how to get one.
set -euo pipefail

swift_wanted='6\.([3-9]|[1-9][0-9])|[7-9]\.'

say() { printf 'setup: %s\n' "$*"; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        say "needs root or sudo for: $*" >&2
        exit 1
    fi
}

# What is missing, as names of Debian packages.
missing_packages() {
    local package
    for package in ca-certificates git binutils libc6-dev libcurl4-openssl-dev libsqlite3-dev; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            echo "$package"
    done
    # Any version of the C++ library does; swift-crypto has C++ in it.
    compgen -G '/usr/include/c++/*' >/dev/null || echo libstdc++-12-dev
    /sbin/ldconfig -p | grep -q 'libcurl\.so\.4' || echo libcurl4
    # For the demonstration's receiver and for the check of the documentation.
    command -v python3 >/dev/null || echo python3
}

install_packages() {
    local packages
    mapfile -t packages < <(missing_packages)
    if [ "${#packages[@]}" -eq 0 ]; then
        say 'all packages are there'
        return
    fi
    if ! command -v apt-get >/dev/null; then
        say "this is not Debian; install what these packages hold: ${packages[*]}" >&2
        exit 1
    fi
    say "installing ${packages[*]}"
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
        "${packages[@]}"
}

check_swift() {
    local version
    if ! version=$(swift --version 2>/dev/null | grep -o 'Swift version [0-9.]*'); then
        say 'there is no Swift toolchain.' >&2
    elif [[ $version =~ version\ ($swift_wanted) ]]; then
        say "$version"
        return
    else
        say "$version is too old." >&2
    fi
    cat >&2 <<'HELP'
setup: Muster needs Swift 6.3. Get it for Debian 12 with swiftly (https://www.swift.org/install/linux):
  curl -O https://download.swift.org/swiftly/linux/swiftly-$(uname -m).tar.gz
  tar zxf swiftly-$(uname -m).tar.gz
  ./swiftly init --quiet-shell-followup --skip-install
  . "${SWIFTLY_HOME_DIR:-$HOME/.local/share/swiftly}/env.sh"
  swiftly install 6.3
then say the same make command again.
HELP
    exit 1
}

install_packages
check_swift
