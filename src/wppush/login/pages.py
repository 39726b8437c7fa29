"""What the browser shows at the end of a login. Nothing in these pages is from outside, or leads there."""

from __future__ import annotations


def _page(title: str, text: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">\n'
        f"<title>{title} – wppush</title>\n"
        "<style>body{font:1.1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem}</style>"
        f"</head>\n<body>\n<h1>{title}</h1>\n<p>{text}</p>\n</body>\n</html>\n"
    )


DONE = _page("Approved", "wppush has what it needs. You can close this window; the terminal says how it goes on.")
DECLINED = _page("Not approved", "wppush may not log in, and nothing was kept. You can close this window.")
ONCE = _page("Used already", "This address worked once. To log in again, type <code>wppush login</code> in a terminal.")
NOT_HERE = _page("Nothing here", "wppush waits here for WordPress's answer to a login, and for nothing else.")
