"""Which addresses WordPress embeds, and which it would take but has nothing to show for."""

from __future__ import annotations

import pytest

from wppush.rendering.providers import embeddable

EMBEDDED = {
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ": "youtube",
    "https://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=1": "youtube",
    "https://www.youtube.com/playlist?list=PL1": "youtube",
    "https://www.youtube.com/live/dQw4w9WgXcQ?feature=share": "youtube",
    "http://youtu.be/dQw4w9WgXcQ": "youtube",
    "https://vimeo.com/22439234": "vimeo",
    "https://vimeo.com/channels/staffpicks/22439234": "vimeo",
    "https://player.vimeo.com/video/22439234": "vimeo",
    "https://www.dailymotion.com/video/x8abc": "dailymotion",
    "https://dai.ly/x8abc": "dailymotion",
    "https://www.ted.com/talks/a_speaker_a_talk": "ted",
    "https://videopress.com/v/abcdef": "videopress",
    "https://wordpress.tv/2024/05/01/a-speaker-a-talk/": "wordpress-tv",
    "https://twitter.com/WordPress/status/1234567890": "twitter",
    "https://mobile.twitter.com/WordPress/status/1234567890": "twitter",
    "https://x.com/WordPress/status/1234567890": "twitter",
    "https://bsky.app/profile/example.com/post/3kabc": "bluesky",
    "https://www.tiktok.com/@example/video/123": "tiktok",
    "https://www.reddit.com/r/wordpress/comments/abc/a_title/": "reddit",
    "https://www.pinterest.com/pin/123/": "pinterest",
    "https://example.tumblr.com/post/123/a-title": "tumblr",
    "https://www.tumblr.com/example/123/a-title": "tumblr",
    "https://open.spotify.com/intl-de/episode/abc": "spotify",
    "https://soundcloud.com/example/a-song": "soundcloud",
    "https://soundcloud.com/example/sets/an-album": "soundcloud",
    "https://www.mixcloud.com/example/a-show/": "mixcloud",
    "https://pca.st/episode/abc-def": "pocket-casts",
    "https://www.reverbnation.com/example/song/123-a-song": "reverbnation",
    "https://play.anghami.com/song/123": "anghami",
    "https://www.flickr.com/photos/example/123/in/album-456": "flickr",
    "https://flic.kr/p/abc": "flickr",
    "https://example.smugmug.com/Travel/Sea/i-abc": "smugmug",
    "https://cloudup.com/cabcdef": "cloudup",
    "https://animoto.com/play/abc": "animoto",
    "https://www.kickstarter.com/projects/example/a-thing": "kickstarter",
    "https://speakerdeck.com/example/a-talk": "speaker-deck",
    "https://issuu.com/example/docs/a-paper": "issuu",
    "https://www.scribd.com/document/123/A-Paper": "scribd",
    "https://www.canva.com/design/abc/def/view": "canva",
    "https://www.wolframcloud.com/obj/example/thing": "wolfram-cloud",
    "https://example.survey.fm/a-survey": "crowdsignal",
    "https://poll.fm/123": "crowdsignal",
}

LINKS = [
    "https://www.youtube.com/",
    "https://www.youtube.com/@example",
    "https://www.youtube.com/channel/abc",
    "https://www.youtube.com/watch",
    "https://youtu.be/",
    "https://vimeo.com/about",
    "https://vimeo.com/example",
    "https://x.com/WordPress",
    "https://xx.com/WordPress/status/1",
    "https://bsky.app/profile/example.com",
    "https://www.reddit.com/r/wordpress/",
    "https://open.spotify.com/",
    "https://open.spotify.com/user/example",
    "https://soundcloud.com/example",
    "https://soundcloud.com/example/likes",
    "https://soundcloud.com/discover/sets",
    "https://www.flickr.com/photos/example/",
    "https://www.tumblr.com/dashboard",
    "https://speakerdeck.com/example",
    "https://www.ted.com/talks",
    "https://www.kickstarter.com/discover",
    "https://www.amazon.com/dp/B000000000",
    "https://imgur.com/gallery/abc",
    "https://example.com/https://youtu.be/dQw4w9WgXcQ",
    "https://notyoutube.com/watch?v=dQw4w9WgXcQ",
    "ftp://youtu.be/dQw4w9WgXcQ",
    "//youtu.be/dQw4w9WgXcQ",
    "https://youtu.be/" + "a" * 3_000,
]


@pytest.mark.parametrize(("address", "slug"), EMBEDDED.items())
def test_what_one_can_play_or_read_is_embedded(address: str, slug: str) -> None:
    found = embeddable(address)
    assert found is not None
    assert found[1].slug == slug


@pytest.mark.parametrize("address", LINKS)
def test_other_pages_of_the_same_sites_stay_links(address: str) -> None:
    assert embeddable(address) is None


def test_a_post_of_x_is_written_as_one_of_twitter() -> None:
    found = embeddable("http://www.x.com/WordPress/status/1?s=20")
    assert found is not None
    assert found[0] == "http://twitter.com/WordPress/status/1?s=20"
