"""The media library of a real WordPress: what is uploaded is there once, whole, and found again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest

from media.pictures import encoded, picture, written
from proxy import Answer, Swallow
from wppush.errors import AmbiguousWrite, AuthError, TransportError, UploadRefused
from wppush.media import open_file
from wppush.media.names import ascii_filename
from wppush.wordpress.attachment import AttachmentId, base_slug, is_whole, original_url
from wppush.wordpress.discovery import connect
from wppush.wordpress.media import MediaLibrary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from local_site import Site
    from proxy import Proxy, Seen
    from wppush.wordpress.attachment import Attachment


def library(site: Site, user: str = "admin", url: str | None = None) -> MediaLibrary:
    account = site.users[user]
    transport, _ = connect(url or site.url, username=account.username, password=account.app_password)
    return MediaLibrary(transport)


def slug_of(path: Path) -> str:
    return "wppush-" + hashlib.sha256(path.read_bytes()).hexdigest()[:32]


def upload(to: MediaLibrary, path: Path, mime: str = "image/png", **more: Any) -> Attachment:
    return to.upload(path, name=f"img/{path.name}", filename=path.name, mime=mime, slug=slug_of(path), **more)


def is_upload(seen: Seen) -> bool:
    return seen.method == "POST" and seen.path.partition("?")[0].endswith("/wp/v2/media")


@pytest.fixture
def image(tmp_path: Path) -> Path:
    return written(picture(800, 600), tmp_path / "a-picture.png")


def test_an_image_arrives_as_it_is_with_its_texts_and_sizes(site: Site, image: Path) -> None:
    texts = {"title": "A & B – “quoted”", "alt_text": "A black corner", "caption": "Seen in <em>Seoul</em>, 日本"}
    sent: list[int] = []
    made = upload(library(site), image, texts=texts, on_progress=sent.append)
    assert made["slug"] == slug_of(image)
    assert made["source_url"].endswith("/a-picture.png")
    assert made["mime_type"] == "image/png"
    assert made["title"]["raw"] == texts["title"]
    assert (made["alt_text"], made["caption"]["raw"]) == (texts["alt_text"], texts["caption"])
    assert (made["media_details"]["width"], made["media_details"]["height"]) == (800, 600)
    assert {"thumbnail", "medium"} <= set(made["media_details"]["sizes"])
    assert is_whole(made)
    assert original_url(made) == made["source_url"]
    [stored] = (site.folder / "wordpress/wp-content/uploads").rglob("a-picture.png")
    assert stored.read_bytes() == image.read_bytes()
    assert sent == sorted(sent)
    assert sent[-1] == image.stat().st_size
    assert len([line for line in site.writes() if "media" in line]) == 1


def test_a_file_that_is_no_image_has_no_sizes_and_is_whole(site: Site, tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    made = upload(library(site), paper, "application/pdf")
    assert (made["mime_type"], is_whole(made), made["media_details"].get("sizes", {})) == ("application/pdf", True, {})


def test_files_are_found_again_by_their_slugs_however_many(site: Site, tmp_path: Path) -> None:
    ours = library(site)
    files = []
    for number in range(3):
        file = tmp_path / f"note-{number}.txt"
        file.write_text(f"number {number}")
        files.append(file)
        upload(ours, file, "text/plain")
    site.forget_requests()
    unknown = [f"wppush-{number:032x}" for number in range(130)]
    found = ours.with_slugs([*unknown, *map(slug_of, files)])
    assert [entry["slug"] for entry in found] == [slug_of(file) for file in files]
    assert len(site.requests()) == 3
    assert ours.with_slugs([]) == []


def test_a_private_entry_is_found_too(site: Site, image: Path) -> None:
    made = upload(library(site), image)
    site.rest("POST", f"/wp/v2/media/{made['id']}", json={"status": "private"})
    assert [entry["id"] for entry in library(site).with_slugs([slug_of(image)])] == [made["id"]]


def test_what_another_author_has_uploaded_is_found_and_used(site: Site, image: Path) -> None:
    made = upload(library(site, "editor"), image)
    [found] = library(site, "author").with_slugs([slug_of(image)])
    assert (found["id"], found["source_url"]) == (made["id"], made["source_url"])
    # WordPress 6.5 shows an author what others may edit; later ones only what everybody may see.
    assert ("title" in found) == site.version.startswith("6.5")
    assert is_whole(found)


@pytest.mark.parametrize("user", ["admin", "author"])
def test_the_same_bytes_uploaded_twice_are_there_once(site: Site, image: Path, user: str) -> None:
    first = upload(library(site, "editor"), image)
    second = upload(library(site, user), image)
    assert second["id"] == first["id"]
    assert [entry["id"] for entry in site.posts(kind="media")] == [first["id"]]
    assert (
        len(list((site.folder / "wordpress/wp-content/uploads").rglob("a-picture*.png")))
        == len(list((site.folder / "wordpress/wp-content/uploads").rglob("a-picture.png")))
        + len(first["media_details"]["sizes"])
        - 1
    )


def test_an_entry_with_a_number_added_to_its_slug_is_found_and_the_one_without_is_preferred(
    site: Site, image: Path
) -> None:
    ours = library(site)
    first = upload(ours, image)
    content = {"slug": slug_of(image) + "-2"}
    site.rest("POST", f"/wp/v2/media/{first['id']}", json=content)
    [found] = ours.with_slugs([slug_of(image)])
    assert (found["id"], base_slug(found["slug"])) == (first["id"], slug_of(image))
    second = upload(ours, image)
    assert [entry["id"] for entry in ours.with_slugs([slug_of(image)])] == [second["id"]]


def test_an_upload_whose_answer_is_lost_is_found_and_sent_once(site: Site, proxy: Proxy, image: Path) -> None:
    proxy.script = lambda seen: Swallow() if is_upload(seen) else None
    made = upload(library(site, url=proxy.url), image)
    assert made["slug"] == slug_of(image)
    assert is_whole(made)
    assert len([seen for seen in proxy.seen if is_upload(seen)]) == 1
    assert len(site.posts(kind="media")) == 1


def test_an_upload_that_is_cut_off_before_wordpress_has_it_says_to_run_again(
    site: Site, proxy: Proxy, image: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wppush.wordpress.media._LOOKS", (0.0, 0.1))
    proxy.script = lambda seen: Answer(status=502, body=b"Bad gateway") if is_upload(seen) else None
    with pytest.raises(AmbiguousWrite) as caught:
        upload(library(site, url=proxy.url), image)
    assert "run the same command again" in str(caught.value.hint)
    assert len([seen for seen in proxy.seen if is_upload(seen)]) == 1
    assert site.posts(kind="media") == []


def test_an_upload_that_is_to_wait_is_sent_again_from_its_beginning(site: Site, proxy: Proxy, image: Path) -> None:
    tries = 0

    def busy(seen: Seen) -> Answer | None:
        nonlocal tries
        tries += is_upload(seen)
        return Answer(status=429, headers={"Retry-After": "0"}) if is_upload(seen) and tries == 1 else None

    proxy.script = busy
    upload(library(site, url=proxy.url), image)
    assert [seen.body == image.read_bytes() for seen in proxy.seen if is_upload(seen)] == [True, True]
    assert len(site.posts(kind="media")) == 1


@pytest.mark.parametrize("arrives", [True, False])
def test_an_upload_that_a_cache_asks_to_wait_for_is_looked_for_first(
    site: Site, proxy: Proxy, image: Path, monkeypatch: pytest.MonkeyPatch, *, arrives: bool
) -> None:
    monkeypatch.setattr("wppush.wordpress.media._LOOKS", (0.0,))
    page = Answer(status=503, body=b"<html>Busy</html>", headers={"Content-Type": "text/html", "Retry-After": "0"})
    tries = 0

    def busy(seen: Seen) -> Answer | Swallow | None:
        nonlocal tries
        tries += is_upload(seen)
        return (Swallow(instead=page) if arrives else page) if is_upload(seen) and tries < 3 else None

    proxy.script = busy
    made = upload(library(site, url=proxy.url), image)
    assert tries == (1 if arrives else 3)
    assert [entry["id"] for entry in site.posts(kind="media")] == [made["id"]]


@pytest.mark.parametrize(
    ("name", "mime", "content"),
    [
        ("drawing.svg", "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("page.jpg", "image/jpeg", b"<!doctype html><title>404</title>"),
        ("icon.ico", "image/x-icon", bytes.fromhex("00000100010001010000010018003000000016000000") + bytes(48)),
    ],
)
def test_a_type_that_the_site_does_not_take_is_refused_in_words(
    site: Site, tmp_path: Path, name: str, mime: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(UploadRefused) as caught:
        upload(library(site, "editor"), file, mime)
    assert f"img/{name} ({mime}, {len(content)} bytes)" in caught.value.message
    assert "not allowed to upload this file type" in caught.value.message
    assert site.posts(kind="media") == []
    assert len([line for line in site.writes() if "media" in line]) == 1


def test_a_web_server_that_takes_no_more_says_how_much_it_was(site: Site, proxy: Proxy, image: Path) -> None:
    page = Answer(status=413, body=b"<html>413 Request Entity Too Large</html>", headers={"Content-Type": "text/html"})
    proxy.script = lambda seen: page if is_upload(seen) else None
    with pytest.raises(UploadRefused) as caught:
        upload(library(site, url=proxy.url), image)
    assert f"img/a-picture.png has {image.stat().st_size:,} bytes" in caught.value.message
    assert "client_max_body_size" in str(caught.value.hint)
    assert caught.value.ref == "WP335"


def test_who_may_not_upload_is_told_which_account_may(site: Site, image: Path) -> None:
    with pytest.raises(AuthError) as caught:
        upload(library(site, "contributor"), image)
    assert "may not upload files" in caught.value.message
    assert "author" in str(caught.value.hint)


def test_long_texts_that_no_address_could_carry_arrive_whole(site: Site, image: Path) -> None:
    texts = {"title": "Long", "alt_text": "ö" * 3000, "caption": "日本 " * 1000 + "end"}
    made = upload(library(site), image, texts=texts)
    assert (made["alt_text"], made["caption"]["raw"]) == (texts["alt_text"], texts["caption"])
    assert max(map(len, site.requests())) < 8000


def test_texts_can_be_changed_and_what_is_not_named_stays(site: Site, image: Path) -> None:
    ours = library(site)
    made = upload(ours, image, texts={"title": "One", "alt_text": "Two"})
    changed = ours.update(AttachmentId(made["id"]), {"alt_text": "Three"})
    assert (changed["title"]["raw"], changed["alt_text"], changed["slug"]) == ("One", "Three", made["slug"])


def test_all_of_ours_are_listed_and_can_be_deleted(site: Site, image: Path, tmp_path: Path) -> None:
    ours = library(site)
    made = upload(ours, image)
    other = written(picture(seed=2), tmp_path / "other.png")
    ours.upload(other, name="other.png", filename="other.png", mime="image/png", slug="somebody-elses")
    assert [entry["id"] for entry in ours.all_of_ours()] == [made["id"]]
    ours.delete(AttachmentId(made["id"]))
    assert [entry["slug"] for entry in site.posts(kind="media")] == ["somebody-elses"]
    ours.delete(AttachmentId(made["id"]))


def test_a_file_that_is_gone_or_gets_shorter_is_not_uploaded(site: Site, image: Path, tmp_path: Path) -> None:
    ours = library(site)
    with pytest.raises(TransportError, match=r"gone\.png can not be sent"):
        ours.upload(tmp_path / "gone.png", name="gone.png", filename="gone.png", mime="image/png", slug="wppush-1")
    large = tmp_path / "large.bin"
    large.write_bytes(image.read_bytes() + bytes(3_000_000))

    def shorten(sent: int) -> None:
        if sent < 100_000:
            with large.open("r+b") as file:
                file.truncate(200_000)

    with pytest.raises(TransportError, match="became shorter") as caught:
        ours.upload(
            large, name="large.png", filename="large.png", mime="image/png", slug="wppush-2", on_progress=shorten
        )
    assert caught.value.ref == "WP336"
    assert site.posts(kind="media") == []


DIES = """
add_filter( 'intermediate_image_sizes_advanced', function ( $sizes ) {
  $count = (int) get_option( 'wppush_deaths' );
  if ( $count < 1 ) { update_option( 'wppush_deaths', $count + 1 ); throw new Error( 'out of memory' ); }
  return $sizes;
} );
"""
# A server whose time is over after each size that it has made.
DIES_AFTER_EACH = """
add_filter( 'wp_update_attachment_metadata', function ( $meta ) {
  if ( ! empty( $meta['sizes'] ) && ! get_option( 'wppush_size_' . count( $meta['sizes'] ) ) ) {
    update_option( 'wppush_size_' . count( $meta['sizes'] ), 1 );
    global $wpdb;
    add_action( 'updated_post_meta', function () { throw new Error( 'out of time' ); } );
    add_action( 'added_post_meta', function () { throw new Error( 'out of time' ); } );
  }
  return $meta;
} );
"""


@pytest.mark.parametrize("code", [DIES, DIES_AFTER_EACH])
def test_a_site_that_breaks_down_over_the_sizes_is_made_to_finish_them(
    site: Site, image: Path, plugin: Callable[[str], None], code: str
) -> None:
    plugin(code)
    made = upload(library(site), image, texts={"alt_text": "Whole"})
    assert is_whole(made)
    assert {"thumbnail", "medium", "medium_large"} <= set(made["media_details"]["sizes"])
    assert (made["alt_text"], made["slug"]) == ("Whole", slug_of(image))
    assert len(site.posts(kind="media")) == 1
    assert len([line for line in site.writes() if line.startswith("POST") and "post-process" in line]) >= 1
    assert len([line for line in site.writes() if line.startswith("POST") and "post-process" not in line]) == 1


def test_a_site_that_never_finishes_the_sizes_is_left_in_peace(
    site: Site, image: Path, plugin: Callable[[str], None]
) -> None:
    plugin("add_filter( 'wp_image_editors', function () { throw new Error( 'never' ); } );")
    made = upload(library(site), image)
    assert not is_whole(made)
    assert made["source_url"].endswith("/a-picture.png")
    assert len(site.writes()) <= 6


def test_who_may_not_finish_the_sizes_of_others_still_has_the_file(
    site: Site, image: Path, plugin: Callable[[str], None]
) -> None:
    plugin("add_filter( 'wp_image_editors', function () { throw new Error( 'never' ); } );")
    made = upload(library(site, "editor"), image)
    assert library(site, "author").finish(made) == made


def test_a_large_photo_is_shown_smaller_and_its_original_is_known(site: Site, tmp_path: Path) -> None:
    photo = written(picture(2800, 1000), tmp_path / "photo.jpg", quality=60)
    made = upload(library(site), photo, "image/jpeg")
    assert made["source_url"].endswith("/photo-scaled.jpg")
    assert original_url(made) == made["source_url"].replace("-scaled", "")
    assert made["media_details"]["width"] == 2560


def test_media_in_the_trash_are_not_found_and_deleting_uses_it(site: Site, image: Path) -> None:
    config = site.folder / "wordpress/wp-config.php"
    before = config.read_text(encoding="utf-8")
    config.write_text(before.replace("<?php", "<?php\ndefine( 'MEDIA_TRASH', true );", 1), encoding="utf-8")
    try:
        ours = library(site)
        made = upload(ours, image)
        ours.delete(AttachmentId(made["id"]))
        assert site.rest("GET", f"/wp/v2/media/{made['id']}", params={"context": "edit"})["status"] == "trash"
        assert ours.with_slugs([slug_of(image)]) == []
        assert upload(ours, image)["slug"] == slug_of(image)
    finally:
        config.write_text(before, encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "Été à Séoul.JPG", "Straße & Café (1).png", "photo.final.v2.png", "tool.php.png", "photo-1024x768.png",
        "日本.png", "a-scaled.png", "b-rotated.png", "  x  .png", "100%.png", "a+b=c.png", "__init__.png", "2024.png",
        "-.png", "x" * 300,
    ],
)  # fmt: skip
def test_the_site_keeps_the_name_that_a_file_is_given(site: Site, tmp_path: Path, name: str) -> None:
    file = written(picture(20, 20), tmp_path / "a.png")
    filename = ascii_filename(name, ending="png", digest=slug_of(file).removeprefix("wppush-"))
    made = library(site).upload(file, name=name, filename=filename, mime="image/png", slug=slug_of(file))
    assert made["source_url"].rpartition("/")[2] == filename


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sound.wav", b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x44\xac\0\0\x88\x58\1\0\2\0\x10\0data\0\0\0\0"),
        ("words.txt", "Bücher, 本\n".encode()),
        ("table.csv", b"a,b\n1,2\n"),
        ("really-a-png.jpg", None),
        ("paper.pdf", b"%PDF-1.4\n%%EOF\n"),
        ("pack.zip", b"PK\x05\x06" + bytes(18)),
        ("turned.gif", b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\4\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"),
    ],
)
def test_what_passes_the_look_at_a_file_passes_that_of_the_site(
    site: Site, tmp_path: Path, name: str, content: bytes | None
) -> None:
    file = tmp_path / name
    file.write_bytes(content or encoded(picture(20, 20), "PNG"))
    media = open_file(file, name=name)
    made = library(site, "author").upload(
        media.path, name=name, filename=media.filename, mime=media.mime, slug=media.slug, texts={"title": media.title}
    )
    assert (made["mime_type"], made["source_url"].rpartition("/")[2]) == (media.mime, media.filename)
