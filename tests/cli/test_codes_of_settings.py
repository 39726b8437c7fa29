"""What is wrong with settings, the environment and this machine has a code for each cause; no site is needed."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from wppush.config import Config
from wppush.config.loading import load
from wppush.config.sites import choose_site
from wppush.config.url import site_url
from wppush.config.values import SiteConfig
from wppush.errors import PreviewError, SourceError, WppushError
from wppush.media.files import open_file
from wppush.preview import engine, folder, lifecycle
from wppush.project.selection import fields_named
from wppush.rendering import plugins
from wppush.wordpress.discovery import raise_unless_ours
from wppush.wordpress.transport import ApiRoot

if TYPE_CHECKING:
    from collections.abc import Callable

    from blog import Blog

BLOG = SiteConfig(name="blog", url="https://blog.example.com", username="anna")
SHOP = SiteConfig(name="shop", url="https://shop.example.com")
CLEAR = SiteConfig(name="clear", url="http://clear.example.com", username="anna")
PASSWORD = {"WPPUSH_APP_PASSWORD": "abcd efgh"}


def site_of(name: str | None, environ: dict[str, str], *, alone: bool = True) -> Callable[[], object]:
    sites = {site.name: site for site in (BLOG, SHOP, CLEAR)}
    config = Config(file=None, root=Path("/nowhere"), content_root=Path("/nowhere"), sites=sites)
    return lambda: choose_site(config, name, environ, alone=alone)


def code_of(ask: Callable[[], object]) -> str:
    with pytest.raises(WppushError) as caught:
        ask()
    return str(caught.value.ref)


@pytest.mark.parametrize(
    ("code", "ask"),
    [
        ("WP372", lambda: raise_unless_ours("https://a.example", ApiRoot(url="http://a.example/x"), insecure=False)),
        ("WP510", lambda: site_url("blog.example")),
        ("WP510", lambda: site_url("https://anna:abcd@blog.example")),
        ("WP513", site_of("bolg", PASSWORD)),
        ("WP520", site_of("shop", PASSWORD)),
        ("WP521", site_of("blog", {**PASSWORD, "WPPUSH_USERNAME": "a:b"})),
        ("WP522", site_of("blog", {})),
        ("WP523", site_of("blog", PASSWORD, alone=False)),
        ("WP524", site_of("clear", PASSWORD)),
        ("WP525", site_of("blog", {"WPPUSH_APP_PASSWORD": "abcd\n"})),
        ("WP540", lambda: fields_named(["titel"])),
        ("WP602", lambda: engine.find("docker", lambda _: None)),
    ],
)
def test_each_cause_has_its_code(code: str, ask: Callable[[], Any]) -> None:
    assert code_of(ask) == code


def test_settings_that_are_no_text_have_a_code(tmp_path: Path) -> None:
    (tmp_path / "wppush.toml").write_bytes(b'project = "\xff"\n')
    assert code_of(lambda: load(tmp_path)) == "WP502"


def test_a_handler_that_can_not_be_loaded_has_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def load() -> object:
        raise ImportError("no luck")

    point = SimpleNamespace(name="chart", value="charts:Chart", dist=None, load=load)
    monkeypatch.setattr(plugins, "entry_points", lambda group: [point])  # noqa: ARG005 - by its name
    plugins.rows.cache_clear()
    try:
        assert code_of(plugins.rows) == "WP508"
    finally:
        plugins.rows.cache_clear()


def test_a_system_without_what_a_preview_needs_has_a_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lock() -> None:
        with folder.alone(tmp_path / "lock"):
            pass

    monkeypatch.setitem(sys.modules, "fcntl", None)
    assert code_of(lock) == "WP603"


def test_a_machine_without_a_free_port_has_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def bind(*_: object) -> None:
        raise OSError("in use")

    monkeypatch.setattr("socket.socket.bind", bind)
    with pytest.raises(PreviewError) as caught:
        lifecycle._free_port(None)
    assert caught.value.ref == "WP630"


def test_a_file_that_may_not_be_read_has_a_code(tmp_path: Path) -> None:
    """No system opens a file of such a name, whoever asks for it."""
    with pytest.raises(SourceError) as caught:
        open_file(tmp_path / f"{'a' * 300}.png", name="a.png")
    assert [fault.code for fault in caught.value.diagnostics] == ["WP402"]


def test_a_link_to_a_file_with_faults_is_told_apart_from_one_to_nothing(blog: Blog) -> None:
    blog.write("Read [more](b.md).\n", "a.md")
    blog.write("---\nslug: feed\n---\nWords.\n", "b.md")
    report = blog.run("check", "posts/a.md", "--json").report()
    said = {note["code"] for file in report["files"] for note in file["diagnostics"]}
    assert said == {"WP198"}
