#!/usr/bin/env bash
# Installs what is missing on a bare Debian 12 with Rust and Node; quick when all is there.
# prepare.sh run: what building and running needs. prepare.sh test: what the tests need too.
set -euo pipefail

missing=()
need() { # need COMMAND-OR-FILE PACKAGE
  command -v "$1" >/dev/null 2>&1 || [ -e "$1" ] || missing+=("$2")
}

need clang clang
need ld.lld lld
need node nodejs
if [ "${1:-run}" = test ]; then
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
  need chromium chromium
  [ -d /usr/share/fonts/opentype/noto ] && ls /usr/share/fonts/opentype/noto/*CJK* >/dev/null 2>&1 || missing+=(fonts-noto-cjk)
fi

if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" -ne 0 ]; then
    echo "Missing packages; install them as root: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

command -v cargo >/dev/null 2>&1 || { echo "Rust is missing: install it first (https://rustup.rs)." >&2; exit 1; }
if [ "${1:-run}" = test ] && ! cargo nextest --version >/dev/null 2>&1; then
  cargo install --locked --quiet cargo-nextest
fi
