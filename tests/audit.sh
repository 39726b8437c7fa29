#!/bin/sh
# Looks for known holes in what is installed beside wppush; skipped where the database of holes can not be reached.
# Called as `audit.sh PYTHON`.
set -eu
python=$1
database=${AUDIT_DATABASE:-https://api.osv.dev}

if ! said=$("$python" -c '
import sys, urllib.error, urllib.request
try:
    urllib.request.urlopen(sys.argv[1], timeout=10)
except urllib.error.HTTPError:
    pass  # it answers
except OSError as error:
    sys.exit(str(error))
' "$database" 2>&1); then
	echo "audit: skipped, as the database of known holes at $database can not be reached: $said" >&2
	exit 0
fi
"$python" -m pip install --quiet 'pip-audit>=2.9'
exec "$python" -m pip_audit --vulnerability-service osv --skip-editable --progress-spinner off
