"""The jobs for GitLab that the page shows, held to GitLab's schema, and their scripts run against a real WordPress."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from wppush.report.gitlab import code_quality
from wppush.report.reading import Remark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local_site import Site

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(sysconfig.get_path("scripts"))
[TEXT] = re.findall(
    r'```yaml title="\.gitlab-ci\.yml"\n(.*?)```', (ROOT / "docs/gitlab.md").read_text(encoding="utf-8"), re.DOTALL
)


def run(job: str, folder: Path, variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a job's script as GitLab's runner does: all of its lines in one shell, which stops at the first failure.

    wppush is there already: installing it is tried with the packages.
    """
    jobs: dict[str, Any] = yaml.safe_load(TEXT)
    assert jobs[".wppush"]["before_script"] == ["python -m pip install --quiet wppush"]
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("WPPUSH_", "COV"))}
    environ["CI_PROJECT_DIR"] = str(folder.parent)
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(jobs[job]["script"])],
        cwd=folder,
        env={**environ, **variables, "CI": "true", "PATH": f"{SCRIPTS}{os.pathsep}{environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_gitlab_takes_the_jobs_of_the_page(tmp_path: Path) -> None:
    file = tmp_path / ".gitlab-ci.yml"
    for text, status in ((TEXT, 0), (TEXT.replace("resource_group:", "resource_groups:"), 1)):
        file.write_text(text, encoding="utf-8")
        command = [str(SCRIPTS / "check-jsonschema"), "--builtin-schema", "vendor.gitlab-ci"]
        command += ["--data-transform", "gitlab-ci", str(file)]
        checked = subprocess.run(command, capture_output=True, text=True, check=False)
        assert checked.returncode == status, checked.stdout + checked.stderr


def test_a_merge_request_is_planned_and_published_once_it_is_merged(site: Site, tmp_path: Path) -> None:
    blog = tmp_path / "blog"
    (blog / "posts").mkdir(parents=True)
    (blog / "wppush.toml").write_text('project = "a-blog"\ncontent = "posts"\n')
    post = blog / "posts/first-light.md"
    quality = blog / "gl-code-quality-report.json"

    post.write_text("---\ntitle: First light\nstatus: pubish\n---\nWe came up at six.\n")
    faulty = run("plan", blog, site.environ())
    assert faulty.returncode == 1, faulty.stdout + faulty.stderr
    [fault] = json.loads(quality.read_text())
    assert fault["location"] == {"path": "blog/posts/first-light.md", "lines": {"begin": 3}}
    assert (fault["check_name"], fault["severity"]) == ("WP140", "major")
    assert "error WP140 blog/posts/first-light.md:3:9" in faulty.stdout

    post.write_text("---\ntitle: First light\n---\nWe came up at six.\n")
    planned = run("plan", blog, site.environ())
    assert planned.returncode == 0, planned.stdout + planned.stderr
    assert planned.stdout.startswith("create    posts/first-light.md")
    assert json.loads((blog / "report.json").read_text())["summary"] == {"create": 1}
    assert json.loads(quality.read_text()) == []
    assert site.posts() == []

    site.forget_requests()
    from_a_fork = run("plan", blog, {"WPPUSH_URL": site.url})
    assert from_a_fork.returncode == 0, from_a_fork.stdout + from_a_fork.stderr
    assert json.loads((blog / "report.json").read_text())["command"] == "check"
    assert site.requests() == []

    merged = run("publish", blog, site.environ())
    assert merged.returncode == 0, merged.stdout + merged.stderr
    assert site.only_post()["slug"] == "first-light"


def test_a_remark_is_known_again_when_it_moves_and_each_has_a_fingerprint_of_its_own() -> None:
    def remark(line: int, message: str = "The link leads nowhere.") -> Remark:
        return Remark(severity="warning", code="WP210", message=message, path="posts/a.md", line=line)

    said = code_quality(
        [remark(3), remark(5), remark(7, "\x1b[31mOther\nwords."), Remark(severity="error", code="", message="No.")]
    )
    moved = code_quality([remark(13)])

    assert [entry["location"]["lines"]["begin"] for entry in said] == [3, 5, 7]
    assert len({entry["fingerprint"] for entry in said}) == 3
    assert said[0]["fingerprint"] == moved[0]["fingerprint"]
    assert said[2]["description"] == "\\x1b[31mOther\\x0awords."
