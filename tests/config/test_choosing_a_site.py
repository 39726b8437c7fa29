"""Which site is meant, with which credentials, and that the password shows nowhere."""

from __future__ import annotations

import copy
import pickle
import traceback
from dataclasses import replace
from pathlib import Path

import pytest

from wppush.config import Config, Secret, Site, SiteConfig, choose_site
from wppush.errors import ConfigError, CredentialsError

BLOG = SiteConfig(name="blog", url="https://blog.example.com", username="anna", jobs=4, max_rate=0.5)
SHOP = SiteConfig(name="shop", url="https://shop.example.com")
PASSWORD = {"WPPUSH_APP_PASSWORD": "abcd efgh ijkl"}
ENVIRON = {"WPPUSH_URL": "https://example.com", "WPPUSH_USERNAME": "bert", **PASSWORD}


def config(*sites: SiteConfig) -> Config:
    return Config(file=None, root=Path("/x"), content_root=Path("/x"), sites={site.name: site for site in sites})


def at(url: str, *, insecure: bool = False) -> str:
    return choose_site(config(), None, ENVIRON | {"WPPUSH_URL": url}, insecure=insecure).url


def test_the_name_says_which() -> None:
    site = choose_site(config(BLOG, SHOP), "shop", ENVIRON)
    assert site == Site(url="https://shop.example.com", username="bert", password=Secret("abcd efgh ijkl"))


def test_the_environment_says_which_where_no_name_does() -> None:
    assert choose_site(config(BLOG, SHOP), None, ENVIRON).url == "https://example.com"


def test_the_only_site_is_meant_where_nothing_is_said() -> None:
    site = choose_site(config(BLOG), None, PASSWORD)
    assert (site.url, site.username, site.jobs, site.max_rate) == ("https://blog.example.com", "anna", 4, 0.5)


def test_the_user_name_of_the_environment_comes_first() -> None:
    assert choose_site(config(BLOG), "blog", ENVIRON).username == "bert"


def test_blank_variables_are_not_set() -> None:
    environ = {"WPPUSH_URL": " ", "WPPUSH_USERNAME": "", **PASSWORD}
    assert choose_site(config(BLOG), None, environ).username == "anna"


OWN = {"WPPUSH_APP_PASSWORD_MY_BLOG_2": "own pass word", "WPPUSH_USERNAME_MY_BLOG_2": "carl"}


def test_a_site_of_the_file_has_variables_of_its_own_that_come_first() -> None:
    mine = SiteConfig(name="my-blog 2", url="https://mine.example.com", username="anna")
    site = choose_site(config(mine, SHOP), "my-blog 2", ENVIRON | OWN)
    assert (site.username, site.password) == ("carl", Secret("own pass word"))
    other = choose_site(config(mine, SHOP), "shop", ENVIRON | OWN)
    assert (other.username, other.password) == ("bert", Secret("abcd efgh ijkl"))
    alone = choose_site(config(mine), None, OWN)
    assert (alone.url, alone.username) == ("https://mine.example.com", "carl")


def test_the_general_variables_are_for_what_the_own_ones_do_not_say() -> None:
    mine = SiteConfig(name="my-blog 2", url="https://mine.example.com", username="anna")
    environ = {"WPPUSH_APP_PASSWORD_MY_BLOG_2": " ", "WPPUSH_USERNAME_MY_BLOG_2": "", **PASSWORD}
    site = choose_site(config(mine), "my-blog 2", environ)
    assert (site.username, site.password) == ("anna", Secret("abcd efgh ijkl"))


def test_a_run_about_several_sites_tells_none_of_them_a_password_that_may_be_anothers() -> None:
    mine = SiteConfig(name="my-blog 2", url="https://mine.example.com", username="anna")
    both = config(mine, SHOP)
    assert choose_site(both, "my-blog 2", ENVIRON | OWN, alone=False).password == Secret("own pass word")
    with pytest.raises(CredentialsError) as caught:
        choose_site(both, "shop", ENVIRON | OWN, alone=False)
    assert caught.value.hint is not None
    assert "export WPPUSH_APP_PASSWORD_SHOP=" in caught.value.hint


def test_the_own_variables_of_a_site_are_not_for_the_address_of_the_environment() -> None:
    site = choose_site(config(SiteConfig(name="my-blog 2", url="https://mine.example.com")), None, ENVIRON | OWN)
    assert (site.url, site.username, site.password) == ("https://example.com", "bert", Secret("abcd efgh ijkl"))


def test_the_site_of_the_file_is_meant_where_nothing_else_says_which() -> None:
    both = replace(config(BLOG, SHOP), site="shop")
    assert choose_site(both, None, PASSWORD | {"WPPUSH_USERNAME": "bert"}).url == "https://shop.example.com"
    assert choose_site(both, "blog", PASSWORD).url == "https://blog.example.com"
    assert choose_site(both, None, ENVIRON).url == "https://example.com"


def test_a_fault_of_an_own_variable_names_it() -> None:
    with pytest.raises(CredentialsError, match="WPPUSH_APP_PASSWORD_BLOG has a line break") as caught:
        choose_site(config(BLOG), "blog", {"WPPUSH_APP_PASSWORD_BLOG": "hunter2\n"})
    assert "hunter2" not in f"{caught.value} {caught.value.hint}"
    with pytest.raises(CredentialsError, match="WPPUSH_USERNAME_BLOG has a colon"):
        choose_site(config(BLOG), "blog", PASSWORD | {"WPPUSH_USERNAME_BLOG": "a:b"})


@pytest.mark.parametrize(
    ("sites", "name", "environ", "error", "hint"),
    [
        ([], None, PASSWORD, ConfigError, "export WPPUSH_URL=https://example.com\nexport WPPUSH_USERNAME="),
        ([BLOG, SHOP], None, PASSWORD, ConfigError, "--site NAME, one of blog, shop"),
        ([BLOG, SHOP], "bolg", ENVIRON, ConfigError, 'did you mean "blog"? wppush.toml has blog, shop'),
        ([], "blog", ENVIRON, ConfigError, "add [sites.NAME]"),
        ([SHOP], None, PASSWORD, CredentialsError, "export WPPUSH_USERNAME="),
        ([BLOG], None, {}, CredentialsError, "export WPPUSH_APP_PASSWORD="),
        ([BLOG], None, {"WPPUSH_APP_PASSWORD": "  "}, CredentialsError, "export WPPUSH_APP_PASSWORD="),
        (
            [BLOG],
            None,
            {},
            CredentialsError,
            "https://blog.example.com/wp-admin/authorize-application.php?app_name=wppush",
        ),
        ([BLOG], None, PASSWORD | {"WPPUSH_USERNAME": "a:b"}, CredentialsError, "only the name"),
        ([BLOG], None, PASSWORD | {"WPPUSH_USERNAME": "a\nb"}, ConfigError, "set it again"),
        ([BLOG], None, {"WPPUSH_APP_PASSWORD": "abcd\n"}, CredentialsError, "set it again"),
        ([BLOG], None, {"WPPUSH_APP_PASSWORD": "abcd\udcff"}, CredentialsError, "set it again"),
        ([], None, ENVIRON | {"WPPUSH_URL": "https://a.b\tc"}, ConfigError, "set it again"),
    ],
)
def test_what_is_missing_is_said_with_what_to_type(
    sites: list[SiteConfig], name: str | None, environ: dict[str, str], error: type[ConfigError], hint: str
) -> None:
    with pytest.raises(error) as caught:
        choose_site(config(*sites), name, environ)
    assert caught.value.hint is not None
    assert hint in caught.value.hint
    assert "abcd" not in f"{caught.value} {caught.value.hint}"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.com/", "https://example.com"),
        ("HTTPS://Example.COM/Blog//", "https://example.com/Blog"),
        (" https://example.com ", "https://example.com"),
        ("https://example.com/wp-json", "https://example.com"),
        ("https://example.com/blog/wp-json/wp/v2/", "https://example.com/blog"),
        ("https://example.com/wp-admin/profile.php", "https://example.com"),
        ("https://example.com/wp-login.php", "https://example.com"),
        ("https://example.com/wp-jsonic", "https://example.com/wp-jsonic"),
        ("https://example.com:/x", "https://example.com/x"),
        ("https://example.com:8443", "https://example.com:8443"),
        ("https://münchen.example/straße", "https://münchen.example/straße"),
        ("http://localhost:8080/", "http://localhost:8080"),
        ("http://127.8.0.1", "http://127.8.0.1"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_addresses_are_brought_to_one_form(url: str, expected: str) -> None:
    assert at(url) == expected
    assert at(expected) == expected


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("example.com", 'did you mean "https://example.com"?'),
        ("//example.com/x", 'did you mean "https://example.com/x"?'),
        ("https:/example.com", 'did you mean "https://example.com"?'),
        ("localhost:8080", 'did you mean "https://localhost:8080"?'),
        ("ftp://example.com", "address bar"),
        ("https://", "address bar"),
        ("https:///blog", "address bar"),
        ("https://:443", "address bar"),
        ("https://a b.com", "address bar"),
        ("https://example.com:http", "address bar"),
        ("https://example.com:99999", "address bar"),
        ("https://[::1", "address bar"),
        ("https://[example.com]", "address bar"),
        ("https://exa\\mple.com", "address bar"),
    ],
)
def test_what_is_no_address_is_refused(url: str, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        at(url)
    assert caught.value.hint is not None
    assert hint in caught.value.hint
    assert caught.value.message.startswith("WPPUSH_URL: ")


@pytest.mark.parametrize(
    "url",
    [
        "https://anna:hunter2@example.com",
        "anna:hunter2@example.com",
        "https://anna:hun/ter2@example.com",
        "https://anna:hunter2?@example.com",
        "https://example.com/?token=hunter2",
        "https://example.com/#hunter2",
        "http://127.0.0.1:hunter2@example.com",
    ],
)
def test_secrets_in_an_address_are_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        at(url)
    shown = "".join(traceback.format_exception(caught.value)) + str(caught.value.hint)
    assert "hunter2" not in shown
    assert "hun/ter2" not in shown


@pytest.mark.parametrize(
    "url", ["http://example.com", "http://localhost.example.com", "http://128.0.0.1", "http://[::2]", "http://127.1"]
)
def test_plain_http_is_refused_but_to_this_machine(url: str) -> None:
    with pytest.raises(CredentialsError, match="would travel unencrypted") as caught:
        at(url)
    assert "--insecure" in str(caught.value.hint)
    assert at(url, insecure=True) == url


def test_a_site_of_the_file_is_held_to_the_same_rule() -> None:
    plain = SiteConfig(name="plain", url="http://example.com", username="anna")
    with pytest.raises(CredentialsError, match="would travel unencrypted"):
        choose_site(config(plain), "plain", PASSWORD)


def test_a_secret_shows_itself_to_nobody_but_reveal() -> None:
    secret = Secret("hunter2")
    site = Site(url="https://x.com", username="anna", password=secret)
    for shown in (str(secret), repr(secret), f"{secret}", f"{site}", repr([site]), "%s" % secret):  # noqa: UP031
        assert "***" in shown
        assert "hunter2" not in shown
    assert secret.reveal() == "hunter2"
    assert secret == Secret("hunter2")
    assert secret != "hunter2"
    assert not hasattr(secret, "__dict__")


def test_a_secret_is_neither_pickled_nor_copied() -> None:
    for way in (pickle.dumps, copy.deepcopy):
        with pytest.raises(TypeError):
            way(Secret("hunter2"))
