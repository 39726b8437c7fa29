"""Whose addresses WordPress makes players and cards of: the providers of core/embed, as data.

WordPress asks a provider for what it embeds, and takes many an address that has nothing to embed: a channel, a front
page. Here only those stand that name one video, song, post or picture; other addresses stay links. Left out are
providers that need a key (Facebook, Instagram), that WordPress's server does not know (Imgur), and Amazon, which
embeds the previews of Kindle books, but no other products, and whose addresses do not tell them apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ID = r"[\w-]+"
_END = r"/?(?:[?#].*)?$"


@dataclass(frozen=True, slots=True)
class Provider:
    """A site, by the name that the editor has for it."""

    slug: str
    address: re.Pattern[str]
    """Of what can be embedded, without `https://` and `www.`."""
    aspect: str = ""
    """Of its videos; empty for what is no video. The editor finds the same once it has loaded the preview."""
    responsive: bool = True
    """Whether the editor's variation of the block is so; it has none for some providers of the server."""


def _provider(slug: str, *addresses: str, aspect: str = "", responsive: bool = True) -> Provider:
    return Provider(
        slug, re.compile("|".join(f"(?:{address})" for address in addresses), re.IGNORECASE), aspect, responsive
    )


PROVIDERS = (
    _provider("youtube", rf"(?:m\.)?youtube\.com/shorts/{_ID}{_END}", aspect="9-16"),
    _provider(
        "youtube",
        rf"(?:m\.)?youtube\.com/watch/?\?(?:[^#]*&)?v={_ID}",
        rf"(?:m\.)?youtube\.com/playlist/?\?(?:[^#]*&)?list={_ID}",
        rf"(?:m\.)?youtube\.com/live/{_ID}{_END}",
        rf"youtu\.be/{_ID}{_END}",
        aspect="16-9",
    ),
    _provider(
        "vimeo",
        rf"vimeo\.com/[0-9]+(?:/[0-9a-f]+)?{_END}",
        rf"vimeo\.com/(?:channels/{_ID}|groups/{_ID}/videos|(?:album|showcase)/[0-9]+/video)/[0-9]+{_END}",
        rf"player\.vimeo\.com/video/[0-9]+{_END}",
        aspect="16-9",
    ),
    _provider("dailymotion", rf"dailymotion\.com/video/{_ID}{_END}", rf"dai\.ly/{_ID}{_END}", aspect="16-9"),
    _provider("ted", rf"(?:embed\.)?ted\.com/talks/(?:lang/{_ID}/)?{_ID}{_END}", aspect="16-9"),
    _provider("videopress", rf"videopress\.com/v/{_ID}{_END}", aspect="16-9"),
    _provider("wordpress-tv", rf"wordpress\.tv/[0-9]{{4}}/[0-9]{{2}}/[0-9]{{2}}/[^/?#]+{_END}", aspect="16-9"),
    _provider("twitter", r"twitter\.com/\w{1,15}/status(?:es)?/[0-9]+"),
    _provider("bluesky", rf"bsky\.app/profile/[^/?#]+/post/{_ID}{_END}", responsive=False),
    _provider("tiktok", r"tiktok\.com/@[^/?#]+/video/[0-9]+"),
    _provider("reddit", r"reddit\.com/r/[^/?#]+/comments/[^/?#]+"),
    _provider("pinterest", r"(?:[a-z]{2}\.)?pinterest\.com(?:\.(?:au|mx))?/pin/[^/?#]+", responsive=False),
    _provider("tumblr", rf"(?!www\.){_ID}\.tumblr\.com/post/[0-9]+", rf"tumblr\.com/{_ID}/[0-9]+"),
    _provider(
        "spotify",
        rf"(?:open|play)\.spotify\.com/(?:intl-[a-z]{{2}}/)?(?:track|album|playlist|artist|episode|show)/{_ID}{_END}",
    ),
    _provider(
        "soundcloud",
        rf"soundcloud\.com/(?!(?:charts|discover|jobs|pages|search|settings|stream|tags|upload|you)/){_ID}/"
        rf"(?!(?:albums|followers|following|likes|popular-tracks|reposts|sets|tracks){_END}){_ID}"
        rf"(?:/{_ID}){{0,2}}{_END}",
    ),
    _provider("mixcloud", rf"mixcloud\.com/(?!(?:discover|genres|select)/)[^/?#]+/[^/?#]+{_END}"),
    _provider("pocket-casts", rf"pca\.st/(?:episode/)?{_ID}{_END}"),
    _provider("reverbnation", r"(?:legacy\.)?reverbnation\.com/[^/?#]+/song/[^/?#]+"),
    _provider("anghami", r"(?:play\.)?anghami\.com/(?:album|playlist|song)/[^/?#]+", responsive=False),
    _provider(
        "flickr",
        rf"flickr\.com/photos/[^/?#]+/(?:(?:albums|sets|galleries)/)?[0-9]+(?:/in/[^?#]+)?{_END}",
        rf"flic\.kr/[ps]/\w+{_END}",
    ),
    _provider("smugmug", r"[\w.-]+\.smugmug\.com/[^?#]+/[^/?#]+"),
    _provider("cloudup", rf"cloudup\.com/[ci]\w{{4,}}{_END}"),
    _provider("animoto", rf"(?:animoto|video214)\.com/play/{_ID}{_END}"),
    _provider("kickstarter", r"kickstarter\.com/projects/[^/?#]+/[^/?#]+", rf"kck\.st/{_ID}{_END}"),
    _provider("speaker-deck", rf"speakerdeck\.com/(?!(?:c|features|p)/){_ID}/{_ID}{_END}"),
    _provider("issuu", r"issuu\.com/[^?#]+/docs/[^/?#]+"),
    _provider("scribd", r"scribd\.com/doc(?:ument)?/[0-9]+"),
    _provider("canva", r"canva\.com/design/[^?#]+/view", responsive=False),
    _provider("wolfram-cloud", r"wolframcloud\.com/obj/[^?#]+"),
    _provider(
        "crowdsignal",
        rf"[\w.-]+\.(?:crowdsignal\.net|survey\.fm)/[^/?#]+{_END}",
        rf"poll\.fm/[0-9]+{_END}",
        r"polldaddy\.com/(?:p|poll|s)/[^/?#]+",
    ),
)
"""Of two that know an address, the first one counts."""

_LONGEST = 2_000
_START = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_X = re.compile(r"(https?)://(?:(?:www|mobile)\.)?(?:x|twitter)\.com/", re.IGNORECASE)


def embeddable(address: str) -> tuple[str, Provider] | None:
    """Give the address to write and its provider; None where WordPress has nothing to embed.

    A post of X is written as Twitter's: WordPress knows no provider for x.com (up to 7.1).
    """
    address = _X.sub(r"\1://twitter.com/", address, count=1)
    start = _START.match(address)
    if not start or len(address) > _LONGEST or any(character in address for character in ' \t\n<>"'):
        return None
    found = next((provider for provider in PROVIDERS if provider.address.match(address, start.end())), None)
    return (address, found) if found else None
