"""What a person does in the browser that `wppush login` opens: logs in, says yes, and reads that it is done.

    python approve.py ADDRESS [PICTURE]

The account is that of APPROVE_USERNAME and APPROVE_PASSWORD. PICTURE is what the page looks like before the yes.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from chromium import Watched, chromium


def main() -> None:
    """Open the address and approve."""
    address, *picture = sys.argv[1:]
    if "/open/" not in address and "authorize-application" not in address:
        return  # something else that a program shows
    with chromium() as browser:
        page = Watched(browser, height=760).page
        page.goto(address)
        page.fill("#user_login", os.environ["APPROVE_USERNAME"])
        page.fill("#user_pass", os.environ["APPROVE_PASSWORD"])
        page.click("#wp-submit")
        page.wait_for_selector("#approve")
        if wanted := [*picture, *filter(None, [os.environ.get("APPROVE_PICTURE")])]:
            page.screenshot(path=wanted[0])
        page.click("#approve")
        page.wait_for_url(re.compile("/done$"))
        print(page.inner_text("body"))  # noqa: T201, it is a program


if __name__ == "__main__":
    main()
