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
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from wppush.codes import SettingsCode

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime, timedelta

    from wppush.config import Config
    from wppush.plan import DesiredPost, Field, Plan
    from wppush.project.listing import ListedPost
    from wppush.project.sites import Destination
    from wppush.sync import Outcome, UnusedFile
    from wppush.wordpress.routes import WordPress


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a run may do to the site, and to which part of it."""

    adopt: bool = False
    """Take over posts with the same slug that wppush did not write."""
    force: bool = False
    """Overwrite what was changed on the site."""
    prune: bool = False
    """Move the posts of files that are gone to the trash."""
    only: frozenset[Field] | None = None
    """The fields that are written, of posts that are there; None: all, and new posts, too."""
    status: str | None = None
    """The status of all posts, whatever their files say."""
    initial_status: str = "publish"
    """That of new posts whose file names none."""
    create_terms: bool | None = None
    """Whether categories, tags and terms are made that the site does not have; None: as wppush.toml says."""


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

    def check(
        self, paths: Sequence[str] = (), *, compare_flavors: bool = False, changed_since: str | None = None
    ) -> list[DesiredPost]:
        """Read and render the files named (files, folders, patterns; without any: the content folder) without a site.

        The posts carry the warnings; with `compare_flavors` also those about blocks that the two flavours of Markdown
        read differently, for which each file is read twice more. With `changed_since`, a commit, only those of the
        files that have changed since, or that mention what has. Raises SourceError with every fault of every file, and
        ConfigError.
        """
        from wppush.project.posts import Posts, all_posts
        from wppush.project.selection import files_of, reading_of

        reading = reading_of(self.config, files_of(self.config, paths, changed_since=changed_since))
        return all_posts(Posts(self.config, compare_flavors=compare_flavors), reading)

    def concerned(self, paths: Sequence[str], changed: Collection[Path]) -> list[Path]:
        """Give those of the files named that are among the changed ones, given by their real paths, or mention one.

        Raises SourceError where a path names nothing, and ConfigError.
        """
        from wppush.project.selection import concerned, files_of

        return concerned(self.config, files_of(self.config, paths), changed)

    def render(self, path: str) -> str:
        """Give one file's markup, blocks or HTML. Raises SourceError."""
        return self.check([path])[0].content

    def open_site(
        self,
        name: str | None = None,
        *,
        environ: Mapping[str, str] = os.environ,
        insecure: bool = False,
        alone: bool = True,
        jobs: int | None = None,
        max_rate: float | None = None,
    ) -> WordPress:
        """Log in to a site: `name` is one of `wppush.toml`; without it the environment says which.

        `jobs` is how many requests there may be at once, `max_rate` how many a second; None: as wppush.toml says. Not
        `alone`: the run is about other sites, too, and takes only passwords that say whose they are. Raises
        ConfigError, CredentialsError, AuthError and TransportError.
        """
        from wppush.config import choose_site
        from wppush.wordpress import open_site

        site = choose_site(self.config, name, environ, insecure=insecure, alone=alone)
        paced = replace(
            site,
            jobs=site.jobs if jobs is None else jobs,
            max_rate=site.max_rate if max_rate is None else max_rate,
        )
        return open_site(paced, insecure=insecure)

    def plan(self, paths: Sequence[str], site: WordPress, choice: Choice | None = None) -> Plan:
        """Say what publishing these files would do. Reads the site, writes nothing.

        Files of folders that wppush.toml assigns to other sites are left out. Raises ConfigError for a project without
        a name, SourceError, PlanError and SiteError.
        """
        from wppush.project.selection import is_whole
        from wppush.project.sites import meant_for, sites_at

        self.named_or_raise()
        posts = meant_for(self.check(paths), sites_at(self.config, site.url))
        return self.plan_posts(posts, site, choice, whole=is_whole(paths))

    def plan_posts(
        self, posts: Sequence[DesiredPost], site: WordPress, choice: Choice | None = None, *, whole: bool = False
    ) -> Plan:
        """Say what publishing posts would do that `check` has given; `whole`: and of those whose files are gone.

        Otherwise like `plan`.
        """
        from wppush.media import check_options
        from wppush.plan import make_plan, media_wanted
        from wppush.project.faults import raise_unless_known
        from wppush.project.fitting import fitting
        from wppush.project.imports import with_fetched, without_own
        from wppush.project.kinds import raise_unless_there, without_what_is_not_there
        from wppush.project.parents import with_parents
        from wppush.project.references import options_of
        from wppush.project.selection import claimed
        from wppush.sync import take_media, take_snapshot

        self.named_or_raise()
        check_options(options_of(self.config))
        choice = choice or Choice()
        raise_unless_there(posts, site)
        desired = [
            replace(
                without_what_is_not_there(post, site),
                initial_status=choice.initial_status,
                status=choice.status or post.status,
            )
            for post in with_parents(without_own(fitting(posts, site), site.url))
        ]
        snapshot = take_snapshot(site, desired, whole=whole, every_type=choice.prune)
        known = claimed(self.config, desired, snapshot)

        def planned() -> Plan:
            return make_plan(
                desired,
                snapshot,
                claimed=known,
                adopt=choice.adopt,
                force=choice.force,
                prune=choice.prune,
                only=choice.only,
                filtered=site.user_is_filtered,
            )

        plan = planned()
        if wanted := media_wanted(plan.posts, force=choice.force):
            # Which files the site has matters only for posts that are written, and which those are is known now.
            found = take_media(site, wanted)
            snapshot.directory.media.update(found)
            snapshot.directory.absent.update(slug for slug in wanted if slug not in found)
            plan = planned()
            if (fetched := with_fetched(desired, plan)) is not None:
                desired = fetched
                plan = planned()
        create_terms = self.config.create_terms if choice.create_terms is None else choice.create_terms
        raise_unless_known(plan, snapshot, desired, self.config, site, create_terms=create_terms)
        return plan

    def begin(self, title: str, *, slug: str | None = None, now: datetime | None = None) -> Path:
        """Write the file that a new post begins as, by `[new]` of wppush.toml, and give its path. Overwrites nothing.

        Its slug is made from the title as it would be from a file's name; `now` is the date that it gets, else the
        present. Raises ConfigError, also where the file is there already, and SourceError where no slug can be made.
        """
        from datetime import datetime

        from wppush.project.beginning import begin, write

        self.named_or_raise()
        post = begin(self.config, title, slug=slug, now=now or datetime.now().astimezone())
        write(post)
        return post.path

    def site_of(self, path: str) -> str | None:
        """Give the name of the site that one file is for by its folder; None: the one that is meant anyway.

        Raises SourceError and ConfigError.
        """
        from wppush.project.finding import document_of
        from wppush.project.selection import sites_of

        return next(iter(sites_of(self.config, document_of(self.config, path))), None)

    def address(self, path: str, site: WordPress, *, editor: bool = False) -> str:
        """Give where one file's post is looked at, for a draft its preview; or the `editor` with it.

        It is found as a run finds it. Raises SourceError, ConfigError and SiteError, also where the site has none.
        """
        from wppush.project.finding import document_of, editor_of, page_of, post_of

        self.named_or_raise()
        post = post_of(self.config, document_of(self.config, path), site)
        return editor_of(post, site) if editor else page_of(post, site)

    def posts(self, paths: Sequence[str], site: WordPress, *, others: bool = False) -> list[ListedPost]:
        """Give what the site has of these files, newest first; with `others` also what wppush did not write.

        Raises what `plan` does.
        """
        from wppush.project.listing import all_listed

        return all_listed(self.config, self.plan(paths, site), site, others=others)

    def called(self, name: str) -> Project:
        """Give the same project under another name, for a site where no other project's posts are."""
        return replace(self, config=replace(self.config, project=name))

    def named_or_raise(self) -> None:
        """Refuse to publish for a project without a name.

        Its files are told apart by their paths alone: two folders with an index.md each would be one post.
        """
        if not self.config.project:
            from wppush.errors import ConfigError

            file = self.config.file
            lacks = f"There is no wppush.toml in {self.config.root}" if file is None else f"{file} has no project"
            raise ConfigError(
                f"{lacks}, and without the name of a project its posts can't be told from another's.",
                # At its end the line would belong to the last table.
                hint="type: wppush init" if file is None else 'write project = "my-blog" as its first line',
                ref=SettingsCode.NO_PROJECT,
            )

    def apply(
        self,
        plan: Plan,
        site: WordPress,
        *,
        stop: Callable[[], bool] | None = None,
        on_upload: Callable[[str, int, int], None] | None = None,
    ) -> Iterator[Outcome]:
        """Write what the plan says; gives an outcome for each file as it is settled, at first of the `plan.settled`.

        Once `stop` says so, the write in flight is finished, and nothing more is tried. `on_upload` is told of uploads
        while they go on: the file, and how many of its bytes are sent. Raises SiteError.
        """
        from wppush.sync import apply_plan

        return apply_plan(plan, site, stop=stop, on_upload=on_upload)

    def unused_media(self, site: WordPress, *, older_than: timedelta) -> list[UnusedFile]:
        """Give the uploads of wppush that nothing on the site shows any more, and no file of this project either.

        Those that are younger than `older_than` are left out: another run may be about to show them. Raises SourceError
        where a file has faults, because then nobody knows what it shows, and AuthError for whoever does not see all of
        the site.
        """
        from wppush.plan import uses_of
        from wppush.sync import unused_files

        needed = {use.slug for post in self.check() for use in uses_of(post)}
        return unused_files(site, needed=needed, older_than=older_than)

    def delete_media(self, files: Iterable[UnusedFile], site: WordPress) -> Iterator[Outcome]:
        """Delete files of the media library, or move them to its trash; gives an outcome for each."""
        from wppush.sync import delete_files

        return delete_files(site, files)

    def destinations(
        self, posts: Sequence[DesiredPost], names: Sequence[str] = (), *, environ: Mapping[str, str] = os.environ
    ) -> list[Destination]:
        """Give the sites that posts go to, each with its own: those named, else those that wppush.toml says.

        Raises ConfigError, also for a project without a name.
        """
        from wppush.project.sites import destinations

        self.named_or_raise()
        return destinations(self.config, posts, names, environ)
