#!/bin/sh
# Some tests look at WordPress with a browser, as a person does. This makes sure of one: what is there already, else
# Debian's package where we may install it. Without one those tests are skipped, and say so.
set -eu

for name in chromium chromium-browser google-chrome google-chrome-stable; do
  command -v "$name" >/dev/null && exit 0
done

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  log=$(mktemp)
  echo "Installing Chromium"
  export DEBIAN_FRONTEND=noninteractive
  apt-get -q update >"$log" 2>&1 || true
  apt-get -q install -y --no-install-recommends chromium >>"$log" 2>&1 || tail -n 5 "$log" >&2
  rm -f "$log"
fi

exit 0
