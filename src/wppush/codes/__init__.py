"""What everything that wppush has to say is called: one code for each heading under which somebody looks it up.

WP1xx files and front matter (`source`), WP2xx Markdown (`rendering`), WP3xx the site, WP4xx media files (`media`),
WP5xx wppush.toml, the environment and logins, WP6xx this machine. A package that has codes of its own keeps them; those
that many raise stand here. A code never gets another meaning: people search for it.
"""

from __future__ import annotations

from wppush.codes.base import BaseCode
from wppush.codes.machine import MachineCode
from wppush.codes.settings import SettingsCode
from wppush.codes.site import SiteCode

__all__ = ["BaseCode", "MachineCode", "SettingsCode", "SiteCode"]
