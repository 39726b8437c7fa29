"""Pictures of other sites that are taken into the media library, by a server on this machine that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from media.pictures import encoded, picture
from media.test_remote import Server, sends

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blog import Blog
    from judging import Judge
    from local_site import Site

PNG = encoded(picture(1200, 800), "PNG")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server whose addresses count as public, though they are this machine's."""
    monkeypatch.setattr("wppush.project.imports.is_public", lambda address: address.is_loopback)
    with Server().running() as server:
        server.answer = sends(PNG)
        yield server


def test_pictures_of_other_sites_are_fetched_once_and_shown_from_the_library(
    blog: Blog, site: Site, server: Server, judge: Judge
) -> None:
    blog.configure("[media]\nimport_remote = true\n")
    url = server.url("/A%20view.png?key=secret")
    text = f"---\nslug: a\nfeatured_image: {url}\n---\n![Far]({url})\n\n![Own]({site.url}/wp-content/own.png)\n"
    blog.write(text, "a.md")
    assert blog.plan().report()["media"][0]["action"] == "upload"
    assert len(server.asked) == 1
    run = blog.publish()
    assert run.status == 0, run.stdout
    [entry] = site.posts(kind="media")
    [reported] = run.report()["media"]
    assert (reported["source"], reported["action"]) == (server.url("/A%20view.png"), "uploaded")
    assert (entry["title"]["raw"], entry["alt_text"], entry["media_details"]["width"]) == ("A view", "Far", 1200)
    post = site.only_post()
    raw = post["content"]["raw"]
    judge.accepts_exactly(raw)
    assert post["featured_media"] == entry["id"]
    assert f'src="{entry["media_details"]["sizes"]["large"]["source_url"]}" alt="Far" class="wp-image-' in raw
    assert "secret" not in raw
    assert f'src="{site.url}/wp-content/own.png"' in raw

    # What the site has is not fetched: not by an unchanged post, a changed one, or another one.
    blog.write(text + "\nMore.\n", "a.md")
    blog.write(f"![Again]({url})\n", "b.md")
    assert blog.publish().report()["summary"] == {"created": 1, "updated": 1}
    assert blog.publish().report()["summary"] == {"unchanged": 2}
    assert len(server.asked) == 2
    assert len(site.posts(kind="media")) == 1


def test_a_picture_that_can_not_be_had_stays_where_it_is_until_it_can(blog: Blog, site: Site, server: Server) -> None:
    blog.configure("[media]\nimport_remote = true\n")
    url = server.url("/a.png")
    blog.write(f"---\nslug: a\nfeatured_image: {url}\n---\n![Far]({url})\n", "a.md")
    for answer, code in ((sends(b"", status=404), "WP442"), (sends(b"<svg/>", kind="image/svg+xml"), "WP411")):
        server.answer = answer
        run = blog.publish()
        assert run.status == 0, run.stdout
        [warning] = run.file()["diagnostics"]
        assert (warning["code"], warning["severity"], warning["line"]) == (code, "warning", 3)
        assert url in warning["message"]
        assert run.report()["media"] == []
        assert f'src="{url}"' in site.only_post()["content"]["raw"]
    assert run.file()["action"] == "unchanged"
    # What somebody wrote on the site meanwhile is his, although the file seems to say something else than it did.
    post = site.only_post()
    raw = post["content"]["raw"]
    site.rest("POST", f"/wp/v2/posts/{post['id']}", json={"content": raw + "\n\n<!-- wp:separator /-->"})
    assert blog.publish().file()["action"] == "drift"
    site.rest("POST", f"/wp/v2/posts/{post['id']}", json={"content": raw})
    server.answer = sends(PNG)
    run = blog.publish()
    assert (run.status, run.file()["action"], len(run.report()["media"])) == (0, "updated", 1)
    [entry] = site.posts(kind="media")
    assert site.only_post()["featured_media"] == entry["id"]
    assert url not in site.only_post()["content"]["raw"]


def test_without_being_told_to_nothing_is_fetched(blog: Blog, site: Site, server: Server) -> None:
    url = server.url("/a.png")
    blog.write(f"![Far]({url})\n", "a.md")
    assert blog.publish().status == 0
    assert f'src="{url}"' in site.only_post()["content"]["raw"]
    blog.write(f"---\nfeatured_image: {url}\n---\nWords.\n", "b.md")
    run = blog.publish()
    [fault] = run.report()["files"][0]["diagnostics"]
    assert (run.status, "import_remote = true" in fault["hint"]) == (1, True)
    assert server.asked == []
