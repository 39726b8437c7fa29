"""Logging in, and out: WordPress's page in the browser, or a password that is pasted; then tried, and kept.

What is printed, and what is asked, is the command line's matter.
"""

from __future__ import annotations

from wppush.login.account import (
    MAY,
    Account,
    Entered,
    ForCi,
    address,
    chosen,
    enter,
    is_named,
    kept_login,
    leave,
    made_for_ci,
    raise_where_tokens_log_in,
    take_back,
    who,
)
from wppush.login.browser import app_name, approval_url, approved_in_browser, is_far_away
from wppush.login.callback import Credentials
from wppush.login.typed import pressed_enter, typed_password

__all__ = [
    "MAY",
    "Account",
    "Credentials",
    "Entered",
    "ForCi",
    "address",
    "app_name",
    "approval_url",
    "approved_in_browser",
    "chosen",
    "enter",
    "is_far_away",
    "is_named",
    "kept_login",
    "leave",
    "made_for_ci",
    "pressed_enter",
    "raise_where_tokens_log_in",
    "take_back",
    "typed_password",
    "who",
]
