#!/usr/bin/env bash
# Installs what is missing on a bare Debian 12 with Rust and Node; quick when all is there.
# prepare.sh run: what building and running needs. prepare.sh test: what the tests need too.
set -euo pipefail

what=${1:-run}
packages=()

# need PACKAGE PATTERN...: the package is missing when no command or file is called so.
need() {
  local package=$1 pattern
  for pattern in "${@:2}"; do
    command -v "$pattern" >/dev/null 2>&1 && return
    compgen -G "$pattern" >/dev/null && return
  done
  packages+=("$package")
}

need clang clang
need lld ld.lld
# Some crates build C through `cc`.
need gcc cc
need nodejs node
need npm npm
if [ "$what" = test ]; then
  # Debian's own Node is 18: enough to bundle the assets, too old to drive the browser.
  node=$(node --version 2>/dev/null || echo none)
  if [[ ! "$node" =~ ^v([2-9][0-9]|[0-9]{3,})\. ]]; then
    echo "Missing: Node 20 or later for the browser tests (found: $node); install it, then try again." >&2
    exit 1
  fi
  need postgresql-15 '/usr/lib/postgresql/*/bin/initdb'
  need chromium chromium
  # Opens the workbooks that we write; without a window, recommended packages or Java.
  need libreoffice-calc-nogui soffice
  need fonts-noto-cjk '/usr/share/fonts/opentype/noto/*CJK*' '/usr/share/fonts/*/*CJK*'
fi

command -v cargo >/dev/null 2>&1 || { echo "Rust is missing: install it first, then try again." >&2; exit 1; }

if [ ${#packages[@]} -gt 0 ]; then
  if [ "$(id -u)" -ne 0 ]; then
    echo "Missing: ask root for apt-get install ${packages[*]}" >&2
    exit 1
  fi
  echo "installing ${packages[*]}"
  export DEBIAN_FRONTEND=noninteractive
  # The tests start a throw-away cluster of their own; the machine needs none that runs.
  if [[ " ${packages[*]} " == *" postgresql-15 "* ]] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common
    echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
  fi
  log=$(mktemp)
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold "${packages[@]}"; } >"$log" 2>&1 || { tail -n 20 "$log" >&2; exit 1; }
  rm -f "$log"
fi

if [ "$what" = test ] && ! cargo nextest --version >/dev/null 2>&1; then
  echo "installing cargo-nextest (some minutes, once)"
  cargo install --locked --quiet cargo-nextest
fi
