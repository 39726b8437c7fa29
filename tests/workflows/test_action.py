"""The action, run step by step as a runner would, from its file, against a real WordPress.

GitHub's own part is played: a server on this machine keeps the comments (`github_api`). Everything else is as it is:
the steps' scripts in bash, the site, and, where CI is set, wppush installed by the action into an empty environment.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amount import CI, SOAK
from github_api import TOKEN, Comments, comments_of
from github_runner import PUSH, REPOSITORY, ROOT, Runner, action, pull_request, read_outputs
from proxy import proxy_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local_site import Site
    from proxy import Seen

pytestmark = pytest.mark.xdist_group("runner")  # one installation serves them all

# What is not in a fresh checkout, and what is only large.
LEFT_BEHIND = shutil.ignore_patterns(
    ".git", ".venv", ".*cache*", "__pycache__", "node_modules", "dist", "build", ".hypothesis"
)
POST = "---\ntitle: First light\n---\nWe came up at six.\n"


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A runner on which the action's own step has installed wppush, from a copy of this checkout.

    The environment is a new one, with nothing of the developer's in it: pip has to find the build backend and every
    dependency by itself, so a dependency that is used and not declared fails here, as it would on GitHub. That takes
    twenty seconds: at a desk, the other steps are tried with what is installed there.
    """
    base = tmp_path_factory.mktemp("runner")
    if not (CI or SOAK):
        (base / "temp").mkdir()
        executable = Path(sys.executable)
        installed = {"python": str(executable)}
        return Runner(temp=base / "temp", python=executable.parent, action_path=ROOT, installed=installed)
    shutil.copytree(ROOT, base / "action", ignore=LEFT_BEHIND)
    (base / "temp").mkdir()
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", base / "python"], check=True)
    prepared = Runner(temp=base / "temp", python=base / "python/bin", action_path=base / "action")
    prepared.install()
    return prepared


@pytest.fixture
def github() -> Iterator[Comments]:
    with comments_of(REPOSITORY) as comments:
        yield comments


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A checkout whose blog lies in a folder of its own."""
    posts = tmp_path / "checkout/blog/posts"
    posts.mkdir(parents=True)
    (posts.parent / "wppush.toml").write_text('project = "a-blog"\ncontent = "posts"\n')
    (posts / "first-light.md").write_text(POST)
    return tmp_path / "checkout"


def inputs_for(site: Site) -> dict[str, str]:
    environ = site.environ()
    return {
        "url": environ["WPPUSH_URL"],
        "username": environ["WPPUSH_USERNAME"],
        "app-password": environ["WPPUSH_APP_PASSWORD"],
        "working-directory": "blog",
    }


def test_a_pull_request_is_planned_in_one_comment_and_published_once_it_is_merged(
    runner: Runner, site: Site, github: Comments, workspace: Path
) -> None:
    inputs = inputs_for(site)

    planned = runner.use(workspace, "pull_request", pull_request(7), inputs=inputs, api=github.url)

    assert planned.status == 0, planned.log
    assert site.posts() == []
    assert (planned.outputs["command"], planned.outputs["changed"]) == ("plan", "true")
    assert json.loads(planned.outputs["counts"]) == {"create": 1}
    assert re.fullmatch("[0-9a-f]{16}", planned.outputs["digest"])
    [body] = github.of_bot()
    assert "1 to create" in planned.summary
    assert "1 to create" in body
    assert "posts/first-light.md" in body
    assert planned.outputs["digest"] in body
    assert "For 0123456: [log](https://github.example/example/posts/actions/runs/17)." in body

    # Somebody else's comment that begins as ours does is theirs to change: it is left alone, and so is what it says.
    github.add(7, body.splitlines()[0] + "\nNothing to see.", "somebody")
    (workspace / "blog/posts/second.md").write_text("---\ntitle: Second\n---\nAnother one.\n")
    again = runner.use(workspace, "pull_request", pull_request(7, sha="9876543"), inputs=inputs, api=github.url)

    assert again.status == 0, again.log
    [updated] = github.of_bot()
    assert "2 to create" in updated
    assert "For 9876543" in updated
    assert "Nothing to see." in github.kept[1]["body"]

    merged = runner.use(workspace, "push", PUSH, inputs=inputs, api=github.url)
    assert merged.status == 0, merged.log
    assert (merged.outputs["command"], merged.outputs["changed"]) == ("publish", "true")
    assert {post["status"] for post in site.posts()} == {"publish"}
    assert sorted(json.loads(merged.outputs["links"])) == sorted(post["link"] for post in site.posts())
    assert json.loads(Path(merged.outputs["json"]).read_text(encoding="utf-8"))["summary"] == {"created": 2}

    once_more = runner.use(workspace, "push", PUSH, inputs=inputs)
    assert (once_more.outputs["changed"], once_more.outputs["counts"]) == ("false", '{"unchanged": 2}')
    password = inputs["app-password"]
    for played in (planned, again, merged, once_more):
        told = played.log + played.summary + str(played.outputs) + "".join(github.of_bot())
        assert password not in told
        assert TOKEN not in told


def test_a_fork_is_checked_without_a_password_and_the_summary_says_so(
    runner: Runner, site: Site, github: Comments, workspace: Path
) -> None:
    # GitHub hands a fork empty secrets. The site's address may be known all the same.
    inputs = {"working-directory": "blog", "url": site.url, "site": "a-site", "args": "--prune"}
    site.forget_requests()

    played = runner.use(
        workspace, "pull_request", pull_request(7, repository="somebody/posts"), inputs=inputs, api=github.url
    )

    assert played.status == 0, played.log
    assert played.outputs["command"] == "check"
    assert "comes from a fork" in played.summary
    assert "1 file, no errors" in played.summary
    assert site.requests() == []
    assert github.asked == []


def test_faults_stand_beside_their_lines_and_below_the_pull_request(
    runner: Runner, site: Site, github: Comments, workspace: Path
) -> None:
    (workspace / "blog/posts/first-light.md").write_text("---\ntitle: x\nstatus: pubish\n---\nWords.\n")
    (workspace / "blog/posts/second.md").write_text("---\ntitle: y\n---\n![](gone.png)\n")

    played = runner.use(workspace, "pull_request", pull_request(7), inputs=inputs_for(site), api=github.url)

    assert played.status == 1
    [status, picture] = sorted(played.annotations())
    assert status.startswith("::error file=blog/posts/first-light.md,line=3,col=9,title=WP140::")
    assert "%0A→ " in status
    assert picture.startswith("::error file=blog/posts/second.md,line=4,")
    [body] = github.of_bot()
    assert "2 errors" in body
    assert "2 errors" in played.summary
    assert site.posts() == []


def test_what_cannot_be_done_is_said_in_an_annotation(
    runner: Runner, site: Site, github: Comments, workspace: Path
) -> None:
    github.refuses = True
    inputs = inputs_for(site)
    untaken = runner.use(workspace, "pull_request", pull_request(7), inputs=inputs, api=github.url)
    assert untaken.status == 0
    [warning] = untaken.annotations()
    assert warning.startswith("::warning title=wppush::")
    assert "pull-requests: write" in warning

    others_code = runner.use(workspace, "pull_request_target", pull_request(7), inputs=inputs, api=github.url)
    assert others_code.status == 2
    assert "on: pull_request" in others_code.log

    # Outside of a fork, a secret without a value is one whose name is misspelt.
    lacking = runner.use(workspace, "push", PUSH, inputs={**inputs, "app-password": ""})
    assert lacking.status == 1
    [error] = lacking.annotations()
    assert re.match(r"::error title=WP\d+::There is no application password", error)

    unknown = runner.use(workspace, "push", PUSH, inputs={**inputs, "args": "--no-such-option"})
    assert unknown.status == 2
    assert "No such option" in unknown.log
    assert "without a report" in unknown.summary


def test_the_environment_names_sites_and_passwords_too_and_the_checkout_is_no_place_for_libraries(
    runner: Runner, site: Site, workspace: Path
) -> None:
    environ = site.environ()
    with (workspace / "blog/wppush.toml").open("a") as file:
        file.write(f'[sites.one]\nurl = "{site.url}"\nusername = "{environ["WPPUSH_USERNAME"]}"\n')
    for name in ("requests.py", "wppush.py", "json.py"):
        (workspace / "blog" / name).write_text("raise SystemExit('not the library')\n")
    inputs = {"working-directory": "blog", "site": "one", "command": "publish", "paths": "posts/first-light.md"}

    played = runner.use(
        workspace, "push", PUSH, inputs=inputs, env={"WPPUSH_APP_PASSWORD_ONE": environ["WPPUSH_APP_PASSWORD"]}
    )

    assert played.status == 0, played.log
    assert site.only_post()["title"]["raw"] == "First light"


def test_a_job_that_is_cancelled_finishes_the_write_in_flight_and_says_what_is_left(
    site: Site, workspace: Path, tmp_path: Path
) -> None:
    for number in range(2):
        (workspace / f"blog/posts/post-{number}.md").write_text(
            f"---\ntitle: Post {number}\ntags: [t{number}]\n---\nWords.\n"
        )
    arrived, opened = threading.Event(), threading.Event()

    def hold(seen: Seen) -> None:
        if seen.method == "POST":
            arrived.set()
            opened.wait(60)

    summary, output = tmp_path / "summary.md", tmp_path / "output"
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("WPPUSH_", "COV"))}
    event = {"GITHUB_EVENT_NAME": "schedule", "GITHUB_ACTIONS": "true", "RUNNER_TEMP": str(tmp_path)}
    files = {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(output), "GITHUB_WORKSPACE": str(workspace)}
    with proxy_to(site.url) as proxy:
        proxy.script = hold
        run = subprocess.Popen(
            [sys.executable, "-I", "-m", "wppush.report.github", "run"],
            cwd=workspace / "blog",
            env={**environ, **event, **files, **site.environ(), "WPPUSH_URL": proxy.url},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            assert arrived.wait(60)
            run.send_signal(signal.SIGTERM)
            time.sleep(0.3)  # the signal has to be there before the answer is
            opened.set()
            log, _ = run.communicate(timeout=60)
        finally:
            opened.set()
            run.kill()
    assert run.returncode == 130, log
    assert "not tried" in log
    assert "failed" in summary.read_text(encoding="utf-8")
    assert read_outputs(output.read_text(encoding="utf-8"))["command"] == "publish"


def test_the_password_and_the_token_are_in_different_steps() -> None:
    steps = {step.get("id") or step.get("name"): step for step in action()["runs"]["steps"]}
    with_token = [name for name, step in steps.items() if "github.token" in str(step)]
    with_password = [name for name, step in steps.items() if "inputs.app-password" in str(step)]

    assert with_token == ["Put the plan below the pull request"]
    assert with_password == ["run"]
    assert all("${{" not in step.get("run", "") for step in steps.values())
