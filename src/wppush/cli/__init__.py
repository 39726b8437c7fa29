"""Words to one call on Project, to a report, to an exit status."""

from __future__ import annotations
