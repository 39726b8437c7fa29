r"""Addresses as other tools spell them, to plain ones: what such a tool puts in their places when it makes a site.

| written | of | read as |
|---|---|---|
| `{{ site.baseurl }}/x`, `{{ "/x" \| relative_url }}` | Jekyll | `/x` |
| `{% link _posts/x.md %}`, `{% post_url 2024-05-01-x %}` | Jekyll | `/_posts/x.md`, `/2024-05-01-x` |
| `{% post_path x %}`, `{% asset_path x.png %}` | Hexo | `/x`, `x.png` |
| `{{< ref "x.md" >}}`, `{{% relref "/x" %}}` | Hugo | `x.md`, `/x` |
| `{filename}x.md`, `{static}/x.png`, `{attach}x.png` | Pelican | `x.md`, `/x.png`, `x.png` |
| `@/x.md` | Zola | `/x.md` |
"""

from __future__ import annotations

import re
from urllib.parse import unquote

_SITE = re.compile(r"(?:\{\{-?\s*(?:site|page)\.(?:base_?url|url|root|baseURL)\s*-?\}\}\s*)+", re.IGNORECASE)
_FILTERED = re.compile(r"""\{\{-?\s*(["'])(?P<path>[^"']+)\1\s*\|[^{}]*(?:url|link)[^{}]*\}\}""", re.IGNORECASE)
_TAG = re.compile(r"""\{%-?\s*(?P<name>link|post_url|post_path|asset_path)\s+["']?(?P<path>[^"'{}]+?)["']?\s*-?%\}""")
_REF = re.compile(r"""\{\{[<%]\s*(?:rel)?ref\s+(?:path=)?["'`]?(?P<path>[^"'`{}]+?)["'`]?\s*[>%]\}\}""")
_PELICAN = re.compile(r"(?:\{(?:filename|static|attach)\}|\|(?:filename|static|attach)\|)(?P<path>.+)")
_TEMPLATE = re.compile(r"\{\{|\{%")


def plain(address: str) -> list[str]:
    """Give the plain addresses that one of another tool may mean, the likeliest first; none for a plain one."""
    address = unquote(address) if "%20" in address else address
    if address.startswith("@/"):
        return [address[1:]]
    if match := _PELICAN.fullmatch(address):
        return [match["path"]]
    if not is_template(address):
        return []
    rest = _SITE.sub("", address, count=1) if _SITE.match(address) else address
    for form in (_FILTERED, _REF, _TAG):
        if match := form.match(rest):
            return _meant(match, rest[match.end() :])
    if rest == address or is_template(rest):
        return []
    return [rest if rest.startswith("/") else f"/{rest}"]


def is_template(address: str) -> bool:
    """Say whether something in an address stands for what another tool puts there."""
    return _TEMPLATE.search(address) is not None


def _meant(match: re.Match[str], behind: str) -> list[str]:
    path = match["path"].strip()
    rooted = path if path.startswith("/") else f"/{path}"
    match match.groupdict().get("name"):
        case "post_url":
            found = [rooted, f"/_posts{rooted}"]
        case "asset_path":
            found = [path]
        case "link":
            found = [rooted, rooted.removeprefix("/_posts")]
        case "post_path":
            found = [rooted, f"/_posts{rooted}", rooted.removeprefix("/_posts")]
        case _:
            found = [path] if match.re is _FILTERED else [path, rooted]
    return [f"{one}{behind}" for one in dict.fromkeys(found)]
