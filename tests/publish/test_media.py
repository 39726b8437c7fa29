"""Pictures and other files beside the posts: on the site once, shown as the editor shows them, and found again."""

from __future__ import annotations

import shutil
import threading
import time
from typing import TYPE_CHECKING, Any

from PIL import Image

from blog import Blog
from media.pictures import exif_with_place, picture, written
from proxy import Answer, Swallow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from judging import Judge
    from local_site import Site
    from proxy import Proxy, Seen

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
MP3 = b"\xff\xfb\x90\x64" + bytes(400)
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(400)

CATS = """\
---
title: Cats
featured_image: img/cat.png
---
![A cat](img/cat.png "The caption")

Words ![inline](img/cat.png) here, and [![linked](img/big.jpg)](https://example.org/).

![Big](img/big.jpg)

<img src="img/cat.png" alt="raw" data-x="1">

![one](img/cat.png)
![two](img/two.png)

[paper](files/paper.pdf#page=2)

![](files/a.mp3)

![](files/v.mp4)

A note[^1].

[^1]: With a picture ![note](img/two.png).
"""


def fill(blog: Blog) -> None:
    """Write a post with one of each, and its files."""
    posts = blog.folder / "posts"
    written(picture(1200, 800), posts / "img/cat.png")
    written(picture(700, 500, seed=2), posts / "img/two.png")
    written(picture(3000, 2000, seed=3), posts / "img/big.jpg")
    for name, content in (("paper.pdf", PDF), ("a.mp3", MP3), ("v.mp4", MP4)):
        path = posts / "files" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    blog.write(CATS, "cats.md")


def media_requests(site: Site) -> list[str]:
    return [line for line in site.requests() if "/media" in line]


def library(site: Site) -> dict[str, dict[str, Any]]:
    """Give what the media library has, by the names of the files."""
    return {entry["source_url"].rpartition("/")[2]: entry for entry in site.posts(kind="media")}


def actions(entries: list[dict[str, Any]]) -> dict[str, str]:
    return {entry["source"]: entry["action"] for entry in entries}


def test_files_arrive_once_and_each_block_is_what_the_editor_makes_of_them(
    blog: Blog, site: Site, judge: Judge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(blog)
    shutil.copy(blog.folder / "posts/img/cat.png", blog.folder / "posts/img/same-bytes.png")
    blog.write("---\ntitle: Two\n---\n![Another](img/same-bytes.png)\n", "two.md")
    run = blog.publish()
    assert run.status == 0, run.stdout
    entries = library(site)
    # One look for all of them before, and after each upload at most one, whether another run was faster.
    assert 1 < len([line for line in media_requests(site) if line.startswith("GET")]) <= 1 + len(entries)
    assert len([line for line in media_requests(site) if line.startswith("POST")]) == len(entries)
    assert sorted(entries) == ["a.mp3", "big-scaled.jpg", "cat.png", "paper.pdf", "two.png", "v.mp4"]
    cat, big, two = entries["cat.png"], entries["big-scaled.jpg"], entries["two.png"]
    assert (cat["title"]["raw"], cat["alt_text"], cat["caption"]["raw"]) == ("cat", "A cat", "The caption")

    other, post = sorted(site.posts(), key=lambda post: post["slug"] == "cats")
    raw = post["content"]["raw"]
    judge.accepts_exactly(raw)
    judge.accepts_exactly(other["content"]["raw"])
    assert post["featured_media"] == cat["id"]
    large, full = cat["media_details"]["sizes"]["large"]["source_url"], cat["source_url"]
    assert f'src="{large}" alt="A cat" class="wp-image-{cat["id"]}"' in raw
    assert f'"id":{cat["id"]},"sizeSlug":"large"' in raw
    assert f'<img class="wp-image-{cat["id"]}" src="{large}" alt="inline">' in raw
    assert f'src="{big["media_details"]["sizes"]["large"]["source_url"]}"' in raw
    assert f'<img src="{full}" alt="raw" data-x="1">' in raw
    assert f'"id":{two["id"]},"sizeSlug":"full"' in raw
    assert f'"id":{entries["paper.pdf"]["id"]}' in raw
    assert f'{entries["paper.pdf"]["source_url"]}#page=2"' in raw
    assert f'<!-- wp:audio {{"id":{entries["a.mp3"]["id"]}}} -->' in raw
    assert f'<!-- wp:video {{"id":{entries["v.mp4"]["id"]}}} -->' in raw
    assert two["source_url"] in post["meta"]["footnotes"]
    assert f'"id":{cat["id"]}' in other["content"]["raw"]

    # A second time: no look at the library at all.
    site.forget_requests()
    assert blog.publish().report()["summary"] == {"unchanged": 2}
    assert media_requests(site) == []
    # Another machine, which has the files in another folder; and another project on the same site.
    shutil.copytree(blog.folder / "posts", tmp_path / "elsewhere/posts")
    elsewhere = Blog(tmp_path / "elsewhere", site.environ(), monkeypatch)
    assert elsewhere.publish().report()["summary"] == {"unchanged": 2}
    third = Blog(tmp_path / "third", site.environ(), monkeypatch)
    (third.folder / "wppush.toml").write_text('project = "third"\ncontent = "posts"\n')
    shutil.copy(blog.folder / "posts/img/cat.png", third.folder / "posts/kitty.png")
    third.write("![Mine](kitty.png)\n", "third.md")
    assert third.publish().report()["summary"] == {"created": 1}
    assert len(site.posts(kind="media")) == 6
    assert library(site)["cat.png"]["alt_text"] == "A cat"


def test_other_bytes_are_another_file_and_another_name_is_none(blog: Blog, site: Site) -> None:
    image = written(picture(), blog.folder / "posts/cat.png")
    post = blog.write("---\nfeatured_image: cat.png\n---\n![A cat](cat.png)\n", "cats.md")
    assert blog.publish().status == 0
    [first] = site.posts(kind="media")
    image.rename(image.with_name("kitty.png"))
    post.write_text(post.read_text().replace("cat.png", "kitty.png"))
    run = blog.publish()
    assert (run.status, run.report()["media"]) == (0, [])
    assert [entry["id"] for entry in site.posts(kind="media")] == [first["id"]]

    written(picture(seed=9), image.with_name("kitty.png"))
    run = blog.publish()
    assert actions(run.report()["media"]) == {"posts/kitty.png": "uploaded"}
    _, second = site.posts(kind="media")
    shown = site.only_post()
    assert (shown["featured_media"], second["source_url"] in shown["content"]["raw"]) == (second["id"], True)
    assert f"wp-image-{first['id']}" not in shown["content"]["raw"]


def test_words_about_a_picture_follow_the_file_until_somebody_writes_others_on_the_site(blog: Blog, site: Site) -> None:
    written(picture(), blog.folder / "posts/face.png")
    written(picture(seed=2), blog.folder / "posts/cat.png")
    text = (
        "---\nslug: cats\nfeatured_image:\n  src: face.png\n  alt: {alt}\n  caption: {caption}\n---\n"
        "![{body}](cat.png)\n"
    )

    def publish(alt: str, caption: str, body: str, *words: str) -> dict[str, Any]:
        blog.write(text.format(alt=alt, caption=caption, body=body), "cats.md")
        site.forget_requests()
        run = blog.publish(*words)
        assert run.status == 0, run.stdout
        return run.report()

    def said() -> list[tuple[str, str]]:
        entries = library(site)
        return [(entries[name]["alt_text"], entries[name]["caption"]["raw"]) for name in ("face.png", "cat.png")]

    publish("One", "First", "Cat")
    assert said() == [("One", "First"), ("Cat", "")]
    before = site.only_post()["content"]["raw"].partition("-->")[2]
    report = publish("Two", "First", "Cat")
    assert said() == [("Two", "First"), ("Cat", "")]
    assert actions(report["media"]) == {"posts/face.png": "updated"}
    assert site.only_post()["content"]["raw"].partition("-->")[2] == before
    assert len(site.writes()) == 2
    report = publish("Two", "Second", "Black cat")
    assert said() == [("Two", "Second"), ("Black cat", "")]
    assert len(site.writes()) == 3
    assert publish("Two", "Second", "Black cat")["summary"] == {"unchanged": 1}

    for name in ("face.png", "cat.png"):
        site.rest("POST", f"/wp/v2/media/{library(site)[name]['id']}", json={"alt_text": "An editor's"})
    report = publish("Three", "Second", "White cat")
    assert said() == [("An editor's", "Second"), ("An editor's", "")]
    assert 'alt="White cat"' in site.only_post()["content"]["raw"]
    [entry] = report["files"]
    [warning] = entry["diagnostics"]
    assert (warning["code"], warning["path"], warning["line"]) == ("WP330", "posts/cats.md", 4)
    assert "An editor's" in warning["message"]
    assert publish("Three", "Second", "White cat")["summary"] == {"unchanged": 1}
    publish("Four", "Second", "White cat", "--force")
    assert said() == [("Four", "Second"), ("An editor's", "")]


def test_words_that_somebody_writes_while_a_run_is_on_are_not_written_over(
    blog: Blog, site: Site, proxy: Proxy
) -> None:
    written(picture(), blog.folder / "posts/face.png")
    text = "---\nslug: cats\nfeatured_image: {{src: face.png, alt: {alt}}}\n---\nWords.\n"
    blog.write(text.format(alt="One"), "cats.md")
    assert blog.publish().status == 0
    number = library(site)["face.png"]["id"]

    def meanwhile(seen: Seen) -> None:
        if seen.method == "GET" and seen.path.partition("?")[0].endswith("/wp-json/"):
            site.rest("POST", f"/wp/v2/media/{number}", json={"alt_text": "An editor's"})
            time.sleep(2.1)

    proxy.script = meanwhile
    blog.write(text.format(alt="Two"), "cats.md")
    run = blog.run("publish", "posts", "--json", environ={"WPPUSH_URL": proxy.url})
    assert actions(run.report()["media"]) == {"posts/face.png": "failed"}
    [note] = run.report()["media"][0]["diagnostics"]
    assert note["code"] == "WP380"
    assert "was changed while this run was on" in note["message"]
    assert library(site)["face.png"]["alt_text"] == "An editor's"
    [entry] = blog.publish().report()["files"]
    assert [note["code"] for note in entry["diagnostics"]] == ["WP330"]
    assert library(site)["face.png"]["alt_text"] == "An editor's"


def test_a_file_that_was_deleted_on_the_site_is_uploaded_again(blog: Blog, site: Site) -> None:
    written(picture(), blog.folder / "posts/face.png")
    written(picture(seed=2), blog.folder / "posts/cat.png")
    blog.write("---\nfeatured_image: face.png\n---\n![Cat](cat.png)\n", "cats.md")
    blog.publish()
    for entry in site.posts(kind="media"):
        site.rest("DELETE", f"/wp/v2/media/{entry['id']}", params={"force": "true"})
    assert blog.publish().file()["drifted_fields"] == ["featured_image"]
    blog.write("---\nfeatured_image: face.png\n---\n![Cat](cat.png)\n\nMore.\n", "cats.md")
    run = blog.publish()
    assert actions(run.report()["media"]) == {"posts/cat.png": "uploaded"}
    assert run.file()["drifted_fields"] == ["featured_image"]
    site.rest("DELETE", f"/wp/v2/media/{site.posts(kind='media')[0]['id']}", params={"force": "true"})
    run = blog.publish("--force")
    assert actions(run.report()["media"]) == {"posts/cat.png": "uploaded", "posts/face.png": "uploaded"}
    assert site.only_post()["featured_media"] == library(site)["face.png"]["id"]
    assert library(site)["cat.png"]["source_url"] in site.only_post()["content"]["raw"]
    site.forget_requests()
    assert blog.publish("--force").report()["summary"] == {"unchanged": 1}
    assert len(media_requests(site)) == 1


DIES = """
add_filter( 'intermediate_image_sizes_advanced', function ( $sizes ) {
  $count = (int) get_option( 'wppush_deaths' );
  if ( $count < 1 ) { update_option( 'wppush_deaths', $count + 1 ); throw new Error( 'out of memory' ); }
  return $sizes;
} );
"""
NEVER = "add_filter( 'wp_image_editors', function () { throw new Error( 'never' ); } );"


def is_upload(seen: Seen) -> bool:
    return seen.method == "POST" and seen.path.partition("?")[0].endswith("/wp/v2/media")


def one_picture(blog: Blog, name: str = "cat.png") -> None:
    written(picture(500, 400), blog.folder / "posts" / name)
    blog.write(f"![Cat]({name})\n", "cats.md")
    blog.write("Words alone.\n", "words.md")


def test_an_upload_whose_answer_is_lost_is_there_once(blog: Blog, site: Site, proxy: Proxy) -> None:
    proxy.script = lambda seen: Swallow() if is_upload(seen) else None
    blog.environ["WPPUSH_URL"] = proxy.url
    one_picture(blog)
    run = blog.publish()
    assert (run.status, actions(run.report()["media"])) == (0, {"posts/cat.png": "uploaded"})
    assert len([seen for seen in proxy.seen if is_upload(seen)]) == 1
    [entry] = site.posts(kind="media")
    assert any(f"wp-image-{entry['id']}" in post["content"]["raw"] for post in site.posts())


def test_a_site_that_breaks_down_over_the_sizes_is_asked_to_go_on_where_that_may_help(
    blog: Blog, site: Site, plugin: Callable[[str], None]
) -> None:
    plugin(DIES)
    one_picture(blog)
    run = blog.publish()
    assert (run.status, actions(run.report()["media"])) == (0, {"posts/cat.png": "uploaded"})
    [entry] = site.posts(kind="media")
    assert entry["missing_image_sizes"] == []

    # A site that can make none at all shows the file itself, and is not asked again at each run.
    plugin(NEVER)
    written(picture(500, 400, seed=2), blog.folder / "posts/cat.png")
    assert blog.publish().report()["summary"] == {"uploaded": 1, "updated": 1, "unchanged": 1}
    site.forget_requests()
    assert blog.publish().report()["summary"] == {"unchanged": 2}
    assert media_requests(site) == []
    plugin("")
    blog.write("![Cat](cat.png)\n\nMore.\n", "cats.md")
    [finished] = blog.publish().report()["media"]
    assert (finished["action"], finished["changed_fields"]) == ("updated", ["sizes"])
    assert all(entry["missing_image_sizes"] == [] for entry in site.posts(kind="media"))


def test_a_run_that_is_killed_behind_the_upload_is_finished_by_the_next(blog: Blog, site: Site, proxy: Proxy) -> None:
    arrived = threading.Event()

    def hold(seen: Seen) -> Answer | None:
        if not (seen.method == "POST" and seen.path.partition("?")[0].endswith("/wp/v2/posts")):
            return None
        arrived.set()
        time.sleep(1)
        return Answer(status=502)

    proxy.script = hold
    blog.environ["WPPUSH_URL"] = proxy.url
    one_picture(blog)
    started = blog.start("publish", "posts/cats.md")
    assert arrived.wait(30)
    started.kill()
    started.communicate()
    [entry] = site.posts(kind="media")
    proxy.script = lambda _: None
    assert blog.publish().report()["summary"] == {"created": 2}
    assert [found["id"] for found in site.posts(kind="media")] == [entry["id"]]


def test_what_the_site_does_not_take_keeps_only_the_posts_that_show_it(blog: Blog, proxy: Proxy) -> None:
    page = Answer(status=413, body=b"<html>413</html>", headers={"Content-Type": "text/html"})
    proxy.script = lambda seen: page if is_upload(seen) else None
    blog.environ["WPPUSH_URL"] = proxy.url
    one_picture(blog)
    run = blog.publish()
    assert (run.status, actions(run.report()["files"])) == (
        1,
        {"posts/cats.md": "failed", "posts/words.md": "created"},
    )
    [failed] = run.report()["media"]
    size = (blog.folder / "posts/cat.png").stat().st_size
    assert f"posts/cat.png has {size:,} bytes" in failed["diagnostics"][0]["message"]
    assert "client_max_body_size" in failed["diagnostics"][0]["hint"]
    assert "posts/cat.png" in run.report()["files"][0]["diagnostics"][0]["message"]
    proxy.script = lambda _: None
    assert blog.publish().report()["summary"] == {"uploaded": 1, "created": 1, "unchanged": 1}


def test_files_that_no_site_takes_are_faults_of_the_post_before_anything_is_written(blog: Blog, site: Site) -> None:
    blog.configure('[media]\nmax_size = "1 KB"\n')
    posts = blog.folder / "posts"
    (posts / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (posts / "page.jpg").write_text("<!doctype html><title>404</title>")
    written(picture(500, 400), posts / "large.png")
    blog.write("Text.\n\n![A](a.svg)\n\n![B](page.jpg)\n\n![C](large.png)\n", "a.md")
    blog.write("Words alone.\n", "words.md")
    run = blog.publish()
    [entry] = run.report()["files"]
    found = {(fault["code"], fault["line"]): fault["message"] for fault in entry["diagnostics"]}
    assert (run.status, list(found)) == (1, [("WP410", 3), ("WP411", 5), ("WP404", 7)])
    size = (posts / "large.png").stat().st_size
    assert "posts/a.svg" in found["WP410", 3]
    assert "1.0 KB" in found["WP404", 7]
    assert f"{size / 1000:.1f} KB" in found["WP404", 7]
    assert site.writes() == []


def test_a_type_that_a_plugin_lets_the_site_take_is_uploaded_when_the_settings_name_it(
    blog: Blog, site: Site, plugin: Callable[[str], None]
) -> None:
    plugin(
        "add_filter('upload_mimes', fn($types) => $types + ['svg' => 'image/svg+xml']);\n"
        "add_filter('wp_check_filetype_and_ext', fn($found, $file, $name) => str_ends_with($name, '.svg')"
        " ? ['ext' => 'svg', 'type' => 'image/svg+xml', 'proper_filename' => false] : $found, 10, 3);"
    )
    posts = blog.folder / "posts"
    blog.write("Text.\n\n![A](a.svg)\n\n[the drawing](a.svg)\n", "a.md")
    (posts / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    shown, linked = blog.plan().report()["files"][0]["diagnostics"]
    assert (shown["code"], linked["code"]) == ("WP410", "WP410")
    assert 'types = ["svg"] in [media]' in shown["hint"]
    assert ('links = "warn"' in shown["hint"], 'links = "warn"' in linked["hint"]) == (False, True)
    blog.configure('[media]\ntypes = ["svg"]\n')
    assert blog.publish().report()["summary"] == {"uploaded": 1, "created": 1}
    [made] = site.posts(kind="media")
    assert made["mime_type"] == "image/svg+xml"
    content = site.only_post()["content"]["raw"]
    assert content.count(made["source_url"]) == 2
    assert f'"id":{made["id"]}' in content
    assert blog.publish().report()["summary"] == {"unchanged": 1}


def test_who_may_not_upload_is_told_before_anything_is_written(blog: Blog, site: Site) -> None:
    one_picture(blog)
    blog.write("---\nstatus: draft\n---\nText.\n\n![Cat](cat.png)\n", "cats.md")
    blog.write("---\nstatus: draft\n---\nWords.\n", "words.md")
    contributor = {**blog.environ, **site.environ("contributor")}
    run = blog.run("publish", "posts", "--json", environ=contributor)
    [entry] = run.report()["files"]
    [fault] = entry["diagnostics"]
    assert (run.status, fault["path"], fault["line"]) == (1, "posts/cats.md", 6)
    assert "posts/cat.png" in fault["message"]
    assert site.writes() == []
    # What others have uploaded may be shown by everybody.
    text = (blog.folder / "posts/cats.md").read_text(encoding="utf-8")
    blog.write(text.replace("status: draft", "slug: editors"), "cats.md")
    assert blog.run("publish", "posts/cats.md", environ=site.environ("editor")).status == 0
    blog.write(text.replace("![Cat]", "![Another cat]"), "mine.md")
    run = blog.run("publish", "posts/mine.md", "--json", environ=contributor)
    assert (run.status, run.report()["summary"]) == (0, {"created": 1})
    assert [entry["alt_text"] for entry in site.posts(kind="media")] == ["Cat"]


def test_two_runs_at_once_upload_a_file_once(blog: Blog, site: Site) -> None:
    one_picture(blog)
    running = [blog.start("publish", "posts/cats.md") for _ in range(2)]
    for process in running:
        process.communicate(timeout=60)
    assert blog.publish().status == 0
    assert len(site.posts(kind="media")) == 1
    assert len([post for post in site.posts() if post["status"] == "publish" and post["slug"] == "cats"]) == 1


def test_sizes_links_and_what_is_made_of_files_are_as_configured(blog: Blog, site: Site, judge: Judge) -> None:
    blog.configure('[media]\nsize = "medium"\nlink = "file"\nstrip_location = true\nmax_width = 900\nwebp = true\n')
    photo = written(picture(1200, 800), blog.folder / "posts/photo.jpg", exif=exif_with_place())
    written(picture(10, 10), blog.folder / "posts/scan.tiff")
    before = photo.read_bytes()
    blog.write("![Photo](photo.jpg)\n\n[Scan](scan.tiff)\n", "cats.md")
    run = blog.publish()
    assert run.status == 0, run.stdout
    entries = library(site)
    shown = entries["photo.webp"]
    assert (shown["mime_type"], shown["media_details"]["width"]) == ("image/webp", 900)
    [stored] = (site.folder / "wordpress/wp-content/uploads").rglob("photo.webp")
    assert b"Exif" not in stored.read_bytes() or not Image.open(stored).getexif().get_ifd(0x8825)
    assert photo.read_bytes() == before
    raw = site.only_post()["content"]["raw"]
    judge.accepts_exactly(raw)
    assert '"sizeSlug":"medium","linkDestination":"media"' in raw
    assert (
        f'<a href="{shown["source_url"]}"><img src="{shown["media_details"]["sizes"]["medium"]["source_url"]}"' in raw
    )
    [warned] = [entry for entry in run.report()["media"] if entry["diagnostics"]]
    assert (warned["source"], [fault["code"] for fault in warned["diagnostics"]]) == ("posts/scan.tiff", ["WP422"])
    assert blog.publish().report()["summary"] == {"unchanged": 1}


def test_plain_html_shows_pictures_of_the_library_too(blog: Blog, site: Site) -> None:
    (blog.folder / "wppush.toml").write_text('project = "a-blog"\ncontent = "posts"\nformat = "html"\n')
    one_picture(blog)
    assert blog.publish().status == 0
    [entry] = site.posts(kind="media")
    [post] = [post for post in site.posts() if post["slug"] == "cats"]
    assert entry["source_url"] in post["content"]["raw"]
    assert f"wp-image-{entry['id']}" in post["content"]["raw"]
    assert "<!-- wp:image" not in post["content"]["raw"]
    site.forget_requests()
    assert blog.publish().report()["summary"] == {"unchanged": 2}
    assert media_requests(site) == []


def test_an_author_uses_what_others_have_uploaded_and_can_not_rename_it(blog: Blog, site: Site) -> None:
    one_picture(blog)
    blog.write("[Cat](cat.png)\n", "cats.md")
    assert blog.run("publish", "posts/cats.md", environ=site.environ("editor")).status == 0
    blog.write("---\nfeatured_image:\n  src: cat.png\n  alt: Mine\n---\n![Here](cat.png)\n", "mine.md")
    run = blog.run("publish", "posts/mine.md", "--json", environ=site.environ("author"))
    assert (run.status, actions(run.report()["files"])) == (0, {"posts/mine.md": "created"})
    [entry] = run.report()["media"]
    assert (entry["action"], [fault["code"] for fault in entry["diagnostics"]]) == ("skipped", ["WP331"])
    [cat] = site.posts(kind="media")
    assert cat["alt_text"] == ""
    [post] = [post for post in site.posts() if post["slug"] == "mine"]
    assert post["featured_media"] == cat["id"]


def test_words_that_wordpress_writes_otherwise_are_still_the_files_own(blog: Blog, site: Site) -> None:
    blog.environ = site.environ("author")
    written(picture(), blog.folder / "posts/cat.png")
    image = "featured_image:\n  src: cat.png\n  alt: |\n    Tom  &\n    {alt} <3\n  caption: Me & {alt}\n"
    text = f"---\nslug: cats\n{image}---\nWords.\n"
    for alt in ("Jerry", "Spike"):
        blog.write(text.format(alt=alt), "cats.md")
        run = blog.publish()
        assert (run.status, run.file()["diagnostics"]) == (0, [])
        [entry] = site.posts(kind="media")
        assert (alt in entry["alt_text"], alt in entry["caption"]["raw"]) == (True, True)
    blog.write(text.format(alt="Spike") + "\nMore.\n", "cats.md")
    assert blog.publish().report()["summary"] == {"updated": 1}


def test_options_that_need_pillow_say_so_before_the_site_is_asked(
    blog: Blog, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog.configure("[media]\nwebp = true\n")
    blog.write("Words.\n", "words.md")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    run = blog.publish()
    error = run.report()["error"]
    assert (run.status, error["code"], error["hint"]) == (1, "WP509", "type: pip install 'wppush[images]'")
    assert site.writes() == []
