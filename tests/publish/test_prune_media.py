"""`wppush media prune` deletes what nothing on the site shows any more, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

from blog import Blog
from media.pictures import picture, written
from proxy import Answer, proxy_to

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from blog import Run
    from local_site import Site


def prune(blog: Blog, *words: str) -> Run:
    return blog.run("media", "prune", "--json", "--older-than", "0", *words)


def named(run: Run) -> list[str]:
    assert run.status == 0, run.stdout + run.stderr
    return [entry["title"] for entry in run.report()["media"]]


def library(site: Site) -> dict[str, dict[str, Any]]:
    return {entry["title"]["raw"]: entry for entry in site.posts(kind="media")}


def test_what_a_post_no_longer_shows_is_listed_and_deleted_when_that_is_confirmed(
    blog: Blog, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = blog.folder / "posts"
    for number, name in enumerate(("cat", "dog", "face"), start=1):
        written(picture(100, 100, seed=number), posts / f"{name}.png")
    blog.write("---\nfeatured_image: face.png\n---\n![Cat](cat.png)\n\n![Dog](dog.png)\n", "a.md")
    assert blog.publish().status == 0
    # Another project shows the dog, too; and somebody has a file of his own in the library.
    other = Blog(tmp_path / "other", site.environ(), monkeypatch)
    (other.folder / "wppush.toml").write_text('project = "other"\ncontent = "posts"\n')
    (other.folder / "posts/hound.png").write_bytes((posts / "dog.png").read_bytes())
    other.write("---\nstatus: draft\n---\n![Hound](hound.png)\n", "b.md")
    assert other.publish().status == 0
    stranger = library(site)["cat"]
    site.rest("POST", f"/wp/v2/media/{stranger['id']}", json={"slug": "no-longer-ours"})
    assert named(prune(blog)) == []
    site.rest("POST", f"/wp/v2/media/{stranger['id']}", json={"slug": stranger["slug"]})

    written(picture(100, 100, seed=9), posts / "cat.png")
    blog.write("---\nfeatured_image: 0\n---\n![Cat](cat.png)\n", "a.md")
    assert blog.publish().status == 0
    site.forget_requests()
    run = prune(blog)
    assert named(run) == ["cat.png", "face.png"]
    assert {entry["action"] for entry in run.report()["media"]} == {"delete"}
    assert site.writes() == []
    assert named(blog.run("media", "prune", "--json")) == []

    # A file of the project that is not published yet shows one of them.
    (posts / "old-face.png").write_bytes((posts / "face.png").read_bytes())
    new = blog.write("![Face](old-face.png)\n", "new.md")
    text = blog.run("media", "prune", "--older-than", "0")
    assert (text.status, "cat.png" in text.stdout, "face.png" in text.stdout) == (0, True, False)
    assert "wppush media prune --yes" in text.stderr
    new.unlink()

    run = prune(blog, "--yes")
    assert sorted(named(run)) == ["cat.png", "face.png"]
    assert {entry["action"] for entry in run.report()["media"]} == {"deleted"}
    assert sorted(entry["source_url"].rpartition("/")[2] for entry in site.posts(kind="media")) == [
        "cat-1.png",
        "dog.png",
    ]
    assert "is shown somewhere" in blog.run("media", "prune", "--older-than", "0").stdout
    assert blog.publish().report()["summary"] == {"unchanged": 1}


def test_a_file_that_arrived_twice_is_there_once_afterwards(blog: Blog, site: Site) -> None:
    path = written(picture(100, 100), blog.folder / "posts/cat.png")
    blog.write("![Cat](cat.png)\n", "a.md")
    assert blog.publish().status == 0
    first = library(site)["cat"]
    account = site.users["admin"]
    requests.post(
        f"{site.url}/wp-json/wp/v2/media",
        params={"slug": first["slug"]},
        data=path.read_bytes(),
        headers={"Content-Type": "image/png", "Content-Disposition": 'attachment; filename="cat.png"'},
        auth=(account.username, account.app_password),
        timeout=60,
    ).raise_for_status()
    assert len(site.posts(kind="media")) == 2
    with proxy_to(site.url) as proxy:
        refusal = Answer(
            status=403, body=b'{"code":"rest_cannot_delete"}', headers={"Content-Type": "application/json"}
        )
        proxy.script = lambda seen: refusal if seen.method == "DELETE" else None
        blog.environ["WPPUSH_URL"] = proxy.url
        run = prune(blog, "--yes")
        blog.environ["WPPUSH_URL"] = site.url
    assert (run.status, run.report()["media"][0]["diagnostics"][0]["code"]) == (1, "WP333")
    assert named(prune(blog, "--yes")) == ["cat-1.png"]
    assert [entry["id"] for entry in site.posts(kind="media")] == [first["id"]]
    assert blog.publish().report()["summary"] == {"unchanged": 1}


SHOWN: dict[str, Any] = {
    "a block": lambda entry: {"content": f'<!-- wp:acme/hero {{"mediaId":{entry["id"]}}} /-->'},
    "a gallery of old": lambda entry: {"content": f'[gallery ids="1,{entry["id"]}"]'},
    "a class": lambda entry: {"content": f'<img class="alignleft wp-image-{entry["id"]}">'},
    "an address": lambda entry: {"content": f'<a href="{entry["source_url"]}">x</a>', "status": "private"},
    "a size": lambda entry: {"content": entry["media_details"]["sizes"]["medium"]["source_url"]},
    "a status of its own": lambda entry: {"content": entry["source_url"], "status": "shelved"},
    "an excerpt": lambda entry: {"excerpt": entry["source_url"]},
    "a featured image": lambda entry: {"featured_media": entry["id"], "status": "draft"},
    "a footnote": lambda entry: {
        "meta": {"footnotes": f'[{{"id":"a","content":"<img src=\\"{entry["source_url"]}\\">"}}]'}
    },
}


def test_whatever_shows_a_file_wherever_keeps_it(blog: Blog, site: Site, plugin: Callable[[str], None]) -> None:
    status = "array( 'label' => 'Shelved', 'exclude_from_search' => true, 'protected' => true )"
    plugin(f"add_action( 'init', function () {{ register_post_status( 'shelved', {status} ); }} );")
    for number, name in enumerate([*SHOWN, "page", "trash", "pattern", "logo", "widget", "category", "unused"]):
        side = 400 if name == "a size" else 100
        written(picture(side, side, seed=number), blog.folder / f"posts/{name.replace(' ', '-')}.png")
    names = [path.stem for path in sorted((blog.folder / "posts").glob("*.png"))]
    blog.write("".join(f"![{name}]({name}.png)\n\n" for name in names), "all.md")
    assert blog.publish().status == 0
    site.rest("DELETE", f"/wp/v2/posts/{site.only_post()['id']}", params={"force": "true"})
    (blog.folder / "posts/all.md").unlink()
    blog.write("Nothing.\n", "none.md")
    entries = library(site)
    assert sorted(named(prune(blog))) == sorted(f"{name}.png" for name in names)

    for name, made in SHOWN.items():
        site.rest(
            "POST", "/wp/v2/posts", json={"title": name, "status": "publish", **made(entries[name.replace(" ", "-")])}
        )
    site.rest("POST", "/wp/v2/pages", json={"title": "p", "content": entries["page"]["source_url"]}, user="editor")
    gone = site.rest("POST", "/wp/v2/posts", json={"title": "t", "content": entries["trash"]["source_url"]})
    site.rest("DELETE", f"/wp/v2/posts/{gone['id']}")
    site.rest(
        "POST", "/wp/v2/blocks", json={"title": "b", "status": "publish", "content": entries["pattern"]["source_url"]}
    )
    site.rest("POST", "/wp/v2/settings", json={"site_logo": entries["logo"]["id"]})
    html = f'<img src="{entries["widget"]["source_url"]}">'
    site.rest(
        "POST",
        "/wp/v2/widgets",
        json={"id_base": "custom_html", "sidebar": "wp_inactive_widgets", "instance": {"raw": {"content": html}}},
    )
    site.rest("POST", "/wp/v2/categories", json={"name": "c", "description": entries["category"]["source_url"]})
    assert named(prune(blog)) == ["unused.png"]


@pytest.mark.parametrize("user", ["author", "editor"])
def test_who_does_not_see_everything_is_told_so(blog: Blog, site: Site, user: str) -> None:
    blog.write()
    blog.environ = site.environ(user)
    run = prune(blog, "--yes")
    assert run.status == 1
    error = run.report()["error"]
    assert error["code"] == "WP376"
    assert "account of an administrator" in error["hint"]


def test_what_not_even_an_administrator_sees_keeps_everything(
    blog: Blog, site: Site, plugin: Callable[[str], None]
) -> None:
    written(picture(), blog.folder / "posts/cat.png")
    blog.write("![Cat](cat.png)\n", "a.md")
    blog.publish()
    blog.write("Words.\n", "a.md")
    blog.publish()
    of_others = "'public' => true, 'show_in_rest' => true, 'capability_type' => 'secret', 'map_meta_cap' => true"
    plugin(f"add_action( 'init', function () {{ register_post_type( 'secret', array( {of_others} ) ); }} );")
    run = prune(blog, "--yes")
    assert run.status == 1
    assert "of type secret" in run.report()["error"]["message"]
    assert len(site.posts(kind="media")) == 1


def test_a_project_with_faults_deletes_nothing(blog: Blog, site: Site) -> None:
    written(picture(), blog.folder / "posts/cat.png")
    blog.write("![Cat](cat.png)\n", "a.md")
    blog.publish()
    blog.write("![Cat](gone.png)\n", "a.md")
    site.forget_requests()
    run = prune(blog, "--yes")
    assert (run.status, run.report()["files"][0]["source"]) == (1, "posts/a.md")
    assert site.writes() == []
