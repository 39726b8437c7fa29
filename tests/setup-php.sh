#!/bin/sh
# The tests and the demo publish to a real WordPress, which needs something that runs PHP. This makes sure of it:
# PHP that is there already, else Debian's or Ubuntu's packages where we may install them, else Node (WordPress Playground).
set -eu

sqlite_in_php() { php -m 2>/dev/null | grep -qx pdo_sqlite; }
node_major() { node --version 2>/dev/null | sed -E 's/^v([0-9]+).*/\1/'; }

sqlite_in_php && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  log=$(mktemp)
  echo "Installing PHP"
  # A service that the packages bring must not be asked about, and a foreign repository that does not answer to
  # apt-get update must not keep us from Debian's own packages: only the installation decides.
  export DEBIAN_FRONTEND=noninteractive
  apt-get -q update >"$log" 2>&1 || true
  if apt-get -q install -y --no-install-recommends \
    php-cli php-sqlite3 php-gd php-curl php-xml php-mbstring php-zip php-intl >>"$log" 2>&1 && sqlite_in_php; then
    rm -f "$log"
    exit 0
  fi
  tail -n 15 "$log" >&2
  rm -f "$log"
fi

[ "$(node_major || echo)" -ge 20 ] 2>/dev/null && command -v npm >/dev/null && exit 0

echo "Neither PHP with SQLite nor Node 20 is on this machine: install one of them, for example" >&2
echo "  apt-get install php-cli php-sqlite3 php-gd php-curl php-xml php-mbstring php-zip php-intl" >&2
echo "  brew install php" >&2
exit 1
