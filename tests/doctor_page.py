"""The page about `wppush doctor`, made from the table of its checks, its firewalls and its lines to paste."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from wppush.diagnostics import Standing
from wppush.doctor.firewalls import FIREWALLS
from wppush.doctor.fixes import pass_authorization
from wppush.doctor.table import CHECKS

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = """\
`wppush doctor` looks at everything between this machine and a published post, in the order in which a connection comes
about. For each thing it says what was found and, where that is not as it should be, what it means and what to do.

```console
$ wppush doctor
✓ ok           site                  https://blog.example, WPPUSH_URL
✓ ok           credentials           admin, with the password from WPPUSH_APP_PASSWORD
…
✓ ok           Authorization header  arrives
✓ ok           login                 as … (administrator)
✓ ok           role                  administrator: may do all that wppush does
…
ready to publish
```

It looks at the site that `wppush publish` would take; `wppush doctor https://blog.example` looks at another one, and
`--site NAME` at one of `wppush.toml`. Without a password it looks at what anybody may see. It ends with 0 when nothing
keeps posts from being published, and with 1 otherwise. `--json` prints [a report for programs](json.md#doctor).

Nothing is written to the site. The password goes where a run would send it and nowhere else: not to another host, not
along a redirect, and not over plain http unless `--insecure` is given. A password that the environment has for another
site is not tried at an address that you only look at. Where the REST API does not take the password, it is tried once
at `xmlrpc.php`, with a call that only reads; a plugin that counts failed logins counts that one, too."""

_LOST = """\
WordPress says the same of a wrong password and of one that never came: nobody is logged in. XML-RPC takes the name and
the password from the body of a request and not from its header, so it is the witness: where it takes what the REST API
does not, the web server drops the header `Authorization` on its way to PHP. What helps:"""

_STANDINGS = {
    Standing.OK: ("✓", "as it should be"),
    Standing.INFO: ("·", "good to know; there is nothing that has to be done"),
    Standing.WARNING: ("!", "posts can be published, but something is not as it should be"),
    Standing.PROBLEM: ("✗", "keeps posts from being published"),
    Standing.NOT_CHECKED: ("–", "nothing can be said before something else is mended; the line says what"),
}


def doctor_page(generated: str) -> str:
    """Give the page; `generated` is the line that says how it is made."""
    return "\n".join(
        [
            "# What keeps posts from being published",
            "",
            generated,
            "",
            _HEAD,
            "",
            "| sign | word | meaning |",
            "|---|---|---|",
            *(f"| {sign} | {standing.value} | {words} |" for standing, (sign, words) in _STANDINGS.items()),
            "",
            "## What is looked at",
            "",
            "| check | what it looks at | waits for |",
            "|---|---|---|",
            *(
                f"| {check.name} | {_sentence(inspect.getdoc(check.look) or '')} | {', '.join(check.needs) or '–'} |"
                for check in CHECKS
            ),
            "",
            "## The password does not arrive",
            "",
            _LOST,
            "",
            *_fixes(),
            "## Firewalls and security plugins",
            "",
            "These are recognised by their pages, headers, errors and plugins; a site may well have others.",
            "",
            "| name | what to do when it refuses |",
            "|---|---|",
            *(f"| {wall.name} | {wall.todo} |" for wall in FIREWALLS),
            "",
        ]
    )


def _fixes() -> Iterator[str]:
    """Give the lines for each server, those to paste in fences."""
    fenced = False
    for line in pass_authorization("").splitlines():
        code = line.startswith("    ")
        if code is not fenced:
            yield from ("", "```text") if code else ("```", "")
        fenced = code
        yield line.removeprefix("    ")
    yield from ("```", "")


def _sentence(words: str) -> str:
    return words.rstrip(".").replace("|", "\\|")
