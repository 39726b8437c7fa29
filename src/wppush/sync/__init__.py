"""The only package that writes to a site: it reads the snapshot and applies a plan."""

from __future__ import annotations

from wppush.sync.apply import apply_plan
from wppush.sync.foresee import foresee
from wppush.sync.outcome import Action, Outcome
from wppush.sync.snapshot import take_snapshot

__all__ = ["Action", "Outcome", "apply_plan", "foresee", "take_snapshot"]
