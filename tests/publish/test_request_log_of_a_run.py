"""--verbose and --log-file: a line for each request that a run makes, and none that it does not make."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proxy import Answer

if TYPE_CHECKING:
    from pathlib import Path

    from blog import Blog
    from proxy import Proxy, Seen

LINE = re.compile(
    r"(GET|POST) 127\.0\.0\.1:\d+/(\S*): (?:(\d{3}), \d+ B received|no answer: \w+), \d+ B sent, \d+ ms(?:, (.+))?"
)


def test_each_request_has_a_line_with_its_parts_and_its_tries(blog: Blog, proxy: Proxy, tmp_path: Path) -> None:
    for number in range(3):
        blog.write(f"---\ntitle: Post {number}\nstatus: draft\n---\nWords.\n", f"post-{number}.md")
    busy = iter([Answer(status=429, headers={"Retry-After": "0"})])

    def once(seen: Seen) -> Answer | None:
        return next(busy, None) if "/wp/v2/posts" in seen.path and seen.method == "GET" else None

    proxy.script = once
    log = tmp_path / "requests.log"
    environ = {"WPPUSH_URL": proxy.url}
    run = blog.run("publish", "posts", "--verbose", "--log-file", str(log), "--json", environ=environ)
    assert run.report()["summary"] == {"created": 3}
    found = [LINE.fullmatch(line) for line in run.stderr.splitlines() if not line.startswith("waits ")]
    assert all(found), run.stderr
    lines = [line for line in found if line is not None]
    assert sorted((line[1], line[2].partition("?")[0]) for line in lines) == sorted(
        (seen.method, seen.path.partition("?")[0].lstrip("/")) for seen in proxy.seen
    )
    assert [line[4] for line in lines if line[3] == "429"] == [None]
    assert "waits 0.0 s: the answer was 429" in run.stderr
    assert [line[4] for line in lines if line[4]] == ["try 2", "3 parts"]
    assert lines[0][2] == "wp-json/wp/v2/users/me?context=edit"

    stamped = log.read_text().splitlines()
    assert re.fullmatch(r"\S+T\S+[+-]\d\d:\d\d wppush \d\S*: wppush publish", stamped[0])
    assert [line.partition(" ")[2] for line in stamped[1:]] == run.stderr.splitlines()
    assert log.stat().st_mode & 0o777 == 0o600
    again = blog.run("list", "--log-file", str(log), environ=environ)
    assert (again.status, again.stderr) == (0, "")
    assert log.read_text().splitlines()[: len(stamped)] == stamped
    assert len(log.read_text().splitlines()) > len(stamped) + 1
    refused = blog.run("plan", "--log-file", str(tmp_path))
    assert (refused.status, "Is a directory" in refused.stderr) == (2, True)
