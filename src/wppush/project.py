"""The façade, and the Python API: a folder of Markdown files, and what can be done with it.

    project = Project.load(".")
    site = project.open_site()
    plan = project.plan(["posts/"], site)
    for outcome in project.apply(plan, site):
        print(outcome.source, outcome.action)

Nothing is printed here, and every error is one of `wppush.errors`.
"""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wppush.config import Config
    from wppush.diagnostics import Diagnostic
    from wppush.errors import Fault
    from wppush.plan import DesiredPost, Plan, Snapshot
    from wppush.rendering import Rendered
    from wppush.source import Document
    from wppush.sync import Outcome
    from wppush.wordpress.routes import WordPress


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A folder of Markdown files and its configuration."""

    config: Config

    @classmethod
    def load(cls, path: str | Path = ".") -> Project:
        """Give the project that a file, a folder or a pattern lies in.

        The nearest `wppush.toml` says where it begins, else a repository, else the folder itself: so it does not
        matter from where wppush is run. Raises ConfigError.
        """
        from wppush.config import load

        place = Path(path).absolute()
        while not place.is_dir():
            place = place.parent
        return cls(config=load(place))

    def check(self, paths: Sequence[str], *, compare_flavors: bool = False) -> list[DesiredPost]:
        """Read and render the files named (files, folders, patterns) without a site.

        The posts carry the warnings; with `compare_flavors` also those about blocks that the two flavours of Markdown
        read differently, for which each file is read twice more. Raises SourceError with every fault of every file.
        """
        from wppush.errors import SourceError

        posts: list[DesiredPost] = []
        faults: list[Fault] = []
        for document in self._read(paths):
            try:
                post = _desired(document, self.config)
                differences = _differences(document, self.config) if compare_flavors else ()
                posts.append(replace(post, diagnostics=(*post.diagnostics, *differences)))
            except SourceError as error:
                faults += error.diagnostics
        if faults:
            raise SourceError(faults)
        return posts

    def render(self, path: str) -> str:
        """Give one file's markup, blocks or HTML. Raises SourceError."""
        return self.check([path])[0].content

    def open_site(
        self, name: str | None = None, *, environ: Mapping[str, str] = os.environ, insecure: bool = False
    ) -> WordPress:
        """Log in to a site: `name` is one of `wppush.toml`; without it the environment says which.

        Raises ConfigError, CredentialsError, AuthError and TransportError.
        """
        from wppush.config import choose_site
        from wppush.wordpress import open_site

        site = choose_site(self.config, name, environ, insecure=insecure)
        return open_site(site.url, username=site.username, password=site.password.reveal(), insecure=insecure)

    def plan(
        self,
        paths: Sequence[str],
        site: WordPress,
        *,
        adopt: bool = False,
        force: bool = False,
        initial_status: str = "publish",
    ) -> Plan:
        """Say what publishing these files would do. Reads the site, writes nothing.

        `adopt` takes over posts that wppush did not write, `force` overwrites what was changed on the site,
        `initial_status` is for new posts whose file names no status. Raises ConfigError for a project without a name,
        SourceError and SiteError.
        """
        self._named_or_raise()
        return self.plan_posts(self.check(paths), site, adopt=adopt, force=force, initial_status=initial_status)

    def plan_posts(
        self,
        posts: Sequence[DesiredPost],
        site: WordPress,
        *,
        adopt: bool = False,
        force: bool = False,
        initial_status: str = "publish",
    ) -> Plan:
        """Say what publishing posts would do that `check` has given. Otherwise like `plan`."""
        from wppush.plan import make_plan
        from wppush.sync import take_snapshot

        self._named_or_raise()
        posts = self._without_formulas(posts, site)
        desired = [replace(post, initial_status=initial_status) for post in posts]
        snapshot = take_snapshot(site, desired)
        return make_plan(
            desired,
            snapshot,
            claimed=self._claimed(desired, snapshot),
            adopt=adopt,
            force=force,
            filtered=site.user_is_filtered,
        )

    def _without_formulas(self, posts: Sequence[DesiredPost], site: WordPress) -> list[DesiredPost]:
        """Render formulas as code where the site cannot show them; it is asked only where there are any."""
        if not any(post.uses_math for post in posts) or site.has_block("core/math"):
            return list(posts)
        paths = [str(self.config.root / post.name) for post in posts if post.uses_math]
        shown = {document.name: _desired(document, self.config, math=False) for document in self._read(paths)}
        return [shown[post.name] if post.uses_math else post for post in posts]

    def called(self, name: str) -> Project:
        """Give the same project under another name, for a site where no other project's posts are."""
        return replace(self, config=replace(self.config, project=name))

    def _named_or_raise(self) -> None:
        """Refuse to publish for a project without a name.

        Its files are told apart by their paths alone: two folders with an index.md each would be one post.
        """
        if not self.config.project:
            from wppush.errors import ConfigError

            place = self.config.file or self.config.root / "wppush.toml"
            raise ConfigError(
                f"{place} does not name the project, and without a name its posts can't be told from another's",
                hint=f"""type: echo 'project = "my-blog"' >> {shlex.quote(str(place))}""",
            )

    def apply(self, plan: Plan, site: WordPress) -> Iterator[Outcome]:
        """Write what the plan says; gives an outcome for each file as it is settled. Raises SiteError."""
        from wppush.sync import apply_plan

        return apply_plan(plan, site)

    def _read(self, paths: Sequence[str]) -> list[Document]:
        from wppush.source import find, read

        content_root = self.config.content_root
        files = find(paths, content_root=content_root)
        return read(
            files,
            content_root=content_root,
            project_root=self.config.root,
            defaults=self.config.defaults,
            slugs=self.config.slugs,
            ignore_keys=self.config.ignore_keys,
        )

    def _claimed(self, desired: Sequence[DesiredPost], snapshot: Snapshot) -> frozenset[str]:
        """Give the sources of the project's files, read only where a post hangs on whether its file still exists."""
        from wppush.blocks import same_project, source_of

        own = frozenset(post.source for post in desired)
        mine = next(iter(own), None)
        strangers = {
            post.mark.source
            for post in snapshot.posts
            if post.mark is not None
            and mine is not None
            and same_project(post.mark.source, mine)
            and post.mark.source not in own
        }
        if not strangers:
            return own
        from wppush.source import keys

        return own | {
            source_of(self.config.project, key)
            for key in keys(content_root=self.config.content_root, project_root=self.config.root)
        }


def _desired(document: Document, config: Config, *, math: bool = True) -> DesiredPost:
    from wppush.blocks import source_of, strip_mark
    from wppush.plan import EMPTY_POST, DesiredPost

    matter = document.front_matter
    source = source_of(config.project, document.key)
    rendered = _render(document, config, seed=source, math=math)
    title = matter.title or rendered.title or _title_from(document.path)
    nameless = _render(document, config, seed="", math=math).content if rendered.named_after_post else None
    return DesiredPost(
        name=document.name,
        source=source,
        title=title,
        slug=document.slug,
        # Without what an author has copied from a post of ours: two marks would not be one.
        content=strip_mark(rendered.content) or ("" if config.format == "html" else EMPTY_POST),
        nameless=nameless,
        status=None if matter.status is None else str(matter.status),
        date=matter.date,
        excerpt=matter.excerpt,
        categories=matter.categories,
        tags=matter.tags,
        footnotes=rendered.footnotes,
        uses_math=rendered.uses_math,
        diagnostics=(*document.diagnostics, *rendered.diagnostics),
    )


def _title_from(path: Path) -> str:
    """Give the title that a file's name makes: `2026-01-02-first-light.md` → `First light`."""
    stem = path.parent.name if path.stem in ("index", "_index") else path.stem
    words = re.sub(r"^\d{4}-\d{2}-\d{2}[-_ ]", "", stem).replace("-", " ").replace("_", " ").strip() or stem
    return words[:1].upper() + words[1:]


def _render(document: Document, config: Config, *, seed: str, math: bool) -> Rendered:
    from wppush.rendering import Target, render, rows

    # Without a title in the front matter the first heading 1 is the title, and is not repeated in the body.
    return render(
        document.body,
        name=document.name,
        first_line=document.body_line,
        take_title=document.front_matter.title is None,
        markdown=config.markdown,
        target=Target(format=config.format, seed=seed, math=math),
        rows=rows(),
    )


def _differences(document: Document, config: Config) -> tuple[Diagnostic, ...]:
    from wppush.rendering import Target, compare_flavors

    return compare_flavors(
        document.body,
        name=document.name,
        first_line=document.body_line,
        markdown=config.markdown,
        target=Target(format=config.format),
    )
