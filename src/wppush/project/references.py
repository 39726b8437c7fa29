"""What the addresses in a file lead to: other files' posts, files to upload, or nothing.

Each file that is named is looked at once in a run. All faults of all addresses are found before anything is written;
with `links = "warn"` they are warnings, and what leads nowhere becomes its words.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from wppush.blocks import source_of
from wppush.diagnostics import Diagnostic, Severity
from wppush.errors import SourceError
from wppush.media import Code as MediaCode
from wppush.media import Options, RemoteFile, open_file
from wppush.plan import MediaUse, PostLink
from wppush.project.old_addresses import OldAddresses
from wppush.project.sections import Sections
from wppush.project.selection import sites_of
from wppush.rendering import Bound, is_of_page
from wppush.rendering.references import is_remote
from wppush.source import Code, read
from wppush.source.notes import NoteIndex
from wppush.source.references import Folders, resolve
from wppush.source.resolved import Broken, LocalFile, NotLocal, PostFile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from wppush.config import Config
    from wppush.diagnostics import Location
    from wppush.media import MediaFile
    from wppush.plan import DesiredPost
    from wppush.rendering import Reference
    from wppush.source import Document, Reading
    from wppush.source.resolved import Resolved


_IN_FRAGMENTS = "!$&()*+,;=:@/?"
"""What may stand behind # as it is: a PDF is opened at `#page=3`, a film begins at `#t=90`."""


@dataclass(slots=True)
class Found:
    """What the addresses of one text lead to."""

    links: tuple[PostLink, ...] = ()
    media: tuple[MediaUse, ...] = ()
    own: dict[str, Bound | None] = field(default_factory=dict)
    """Addresses of which no site has to be asked: places on the same page, and those that lead nowhere."""
    diagnostics: tuple[Diagnostic, ...] = ()


class References:
    """Looks up addresses for the files of one run."""

    def __init__(self, config: Config, *, sections: Callable[[Document], Mapping[str, str]]) -> None:
        """`sections` gives those of a text, as `Rendered.sections` has them."""
        self._config = config
        self.notes = NoteIndex(config.content_root, config.root)
        self.sections = Sections(config, read=sections, resolve=self._resolve, find_note=self.notes.find)
        self._old = OldAddresses(config)
        self._folders = Folders()
        self._documents: dict[str, Document] = {}
        self._faulty: set[str] = set()
        """Files whose own faults are reported in this run."""
        self._files: dict[str, MediaFile | SourceError] = {}
        self._options = options_of(config)

    def know(self, reading: Reading) -> None:
        """Take what was read already, and which files could not be."""
        self._documents.update((os.path.realpath(document.path), document) for document in reading.documents)
        self._faulty.update(os.path.realpath(path) for path in reading.faulty)
        self._old.know(reading)

    def of_text(self, document: Document, references: Sequence[Reference]) -> Found:
        """Look up all addresses of a text."""
        found = Found()
        links: dict[tuple[str, str], PostLink] = {}
        media: dict[str, MediaUse] = {}
        said: list[Diagnostic] = []
        for reference in references:
            address, place = reference.address, reference.location
            if reference.remote:
                # Sound and films stay where they are.
                if self._config.media.import_remote and reference.kind == "image":
                    use = self._import(address, place, alt=reference.alt or None, caption=reference.caption or None)
                    media[address] = _with_words(media.get(address), use)
                continue
            target = self._resolve(document.path, address)
            if isinstance(target, NotLocal):
                continue
            if isinstance(target, PostFile) and _is_same(target.path, document.path) and target.fragment:
                fragment, faults = self._fragment(document, target, address, place)
                found.own[address] = Bound(url=f"#{fragment}")
                said += faults
                continue
            outcome, faults = self._outcome(target, reference)
            said += faults
            if isinstance(outcome, PostLink):
                links.setdefault((address, outcome.target), replace(outcome, location=place))
            elif isinstance(outcome, MediaUse):
                media[address] = _with_words(media.get(address), outcome)
            else:
                found.own[address] = None
        found.links = tuple(links.values())
        found.media = tuple(media.values())
        found.diagnostics = tuple(said)
        return found

    def media(
        self,
        document: Document,
        address: str,
        *,
        location: Location | None,
        alt: str | None = None,
        caption: str | None = None,
    ) -> tuple[MediaUse | None, tuple[Diagnostic, ...]]:
        """Look up a file that a field of the front matter names."""
        target = self._resolve(document.path, address)
        if isinstance(target, LocalFile):
            return self._upload(target, "", location, alt=alt, caption=caption)
        if isinstance(target, Broken):
            return None, (self._fault(target.code, target.message, target.hint, location, strict=True),)
        hint = "write the path of a picture beside the post, or the id of one in the site's media library"
        if is_remote(address):
            if self._config.media.import_remote:
                return self._import(address, location, alt=alt, caption=caption), ()
            hint += "; or set import_remote = true in [media] of wppush.toml, to have pictures of the web uploaded"
        message = f'"{address}" is no file of this project, so it can not be uploaded'
        return None, (self._fault(Code.MISSING_FILE, message, hint, location, strict=True),)

    def post(
        self, document: Document, address: str, *, location: Location | None
    ) -> tuple[PostLink | None, tuple[Diagnostic, ...]]:
        """Look up another post that a field of the front matter names."""
        target = self._resolve(document.path, address)
        if isinstance(target, PostFile):
            return self._link(replace(target, fragment=""), address, location)
        code = target.code if isinstance(target, Broken) else Code.BROKEN_LINK
        message = target.message if isinstance(target, Broken) else f'"{address}" is no Markdown file of this project'
        hint = target.hint if isinstance(target, Broken) else None
        return None, (self._fault(code, message, hint, location, strict=True),)

    def faults_of_rings(self, posts: Sequence[DesiredPost]) -> list[Diagnostic]:
        """Give a fault for each page that is below itself."""
        parents = {post.source: post.parent for post in posts if isinstance(post.parent, PostLink)}
        faults = []
        for post in posts:
            seen: set[str] = set()
            at = post.source
            while at in parents and at not in seen:
                seen.add(at)
                at = parents[at].target
            if at == post.source and at in seen:
                place = parents[at].location
                message = f"{post.name} is below itself: its parent, or that one's, leads back to it"
                faults.append(
                    Diagnostic(code=Code.BELOW_ITSELF, message=message, location=place, hint="delete one `parent`")
                )
        return faults

    def _resolve(self, path: Path, address: str) -> Resolved:
        found = resolve(
            address,
            document=path,
            content_root=self._config.content_root,
            project_root=self._config.root,
            static=self._config.static,
            folders=self._folders,
        )
        is_of_site = isinstance(found, NotLocal) and address.startswith("/") and not address.startswith("//")
        # It may have been another tool's address of one of the posts; else it is one of the site itself.
        file = self._old.find(address) if is_of_site else None
        return found if file is None else PostFile(path=file, fragment=unquote(address.partition("#")[2]))

    def _outcome(
        self, target: Resolved, reference: Reference
    ) -> tuple[PostLink | MediaUse | None, tuple[Diagnostic, ...]]:
        match target:
            case PostFile():
                return self._link(target, reference.address, reference.location)
            case LocalFile():
                use, faults = self._upload(
                    target,
                    reference.address,
                    reference.location,
                    alt=reference.alt or None,
                    caption=reference.caption or None,
                )
                return use, tuple(map(_of_link, faults) if reference.kind == "link" else faults)
            case Broken():
                return None, (self._fault(target.code, target.message, target.hint, reference.location),)
            case NotLocal():
                return None, ()

    def _link(
        self, target: PostFile, address: str, location: Location | None
    ) -> tuple[PostLink | None, tuple[Diagnostic, ...]]:
        if os.path.realpath(target.path) in self._faulty:
            return None, ()
        try:
            document = self._document(target.path)
        except SourceError as error:
            message = f'"{address}" leads to a file that has faults itself: {error.diagnostics[0].message}'
            return None, (self._fault(Code.LINKED_HAS_FAULTS, message, f"mend {target.path.name} first", location),)
        fragment, faults = self._fragment(document, target, address, location)
        link = PostLink(
            address=address,
            target=source_of(self._config.project, document.key),
            name=document.name,
            slug=document.slug,
            type=document.front_matter.type or "post",
            fragment=fragment,
            sites=sites_of(self._config, document),
            location=location,
        )
        return link, faults

    def _fragment(
        self, document: Document, target: PostFile, address: str, location: Location | None
    ) -> tuple[str, tuple[Diagnostic, ...]]:
        """Give what stands behind the `#` in the address of a post; a section that is not there, as it is written."""
        section = target.fragment
        try:
            name = self.sections.find(document, section) if section else ""
        except SourceError:
            # Its own text can't be rendered, which is said where it is to be published.
            return quote(section), ()
        if name is not None:
            return quote(name), ()
        if is_of_page(section):
            return quote(section), ()
        nearest = self.sections.nearest(document, section)
        hint = "write the words of a heading there, or leave the # out"
        if nearest is not None:
            hint = f"did you mean {address.partition('#')[0]}#{nearest}?"
        message = f'"{address}" leads to the top of {document.name}, which has no section of that name'
        missing = Diagnostic(
            code=Code.MISSING_SECTION, severity=Severity.WARNING, message=message, location=location, hint=hint
        )
        return quote(section), (missing,)

    def _document(self, path: Path) -> Document:
        real = os.path.realpath(path)
        if real not in self._documents:
            config = self._config
            [self._documents[real]] = read(
                [path],
                content_root=config.content_root,
                project_root=config.root,
                defaults=config.defaults,
                slugs=config.slugs,
                ignore_keys=config.ignore_keys,
            )
        return self._documents[real]

    def _upload(
        self, target: LocalFile, address: str, location: Location | None, *, alt: str | None, caption: str | None
    ) -> tuple[MediaUse | None, tuple[Diagnostic, ...]]:
        real = os.path.realpath(target.path)
        if real not in self._files:
            try:
                name = target.path.relative_to(os.path.realpath(self._config.root)).as_posix()
                self._files[real] = open_file(target.path, name=name, options=self._options)
            except SourceError as error:
                self._files[real] = error
        file = self._files[real]
        if isinstance(file, SourceError):
            faults = (self._fault(str(fault.code), fault.message, fault.hint, location) for fault in file.diagnostics)
            return None, tuple(faults)
        suffix = f"?{target.query}" if target.query else ""
        suffix += f"#{quote(target.fragment, safe=_IN_FRAGMENTS)}" if target.fragment else ""
        use = MediaUse(
            address=address, slug=file.slug, file=file, suffix=suffix, alt=alt, caption=caption, location=location
        )
        return use, ()

    def _import(self, address: str, location: Location | None, *, alt: str | None, caption: str | None) -> MediaUse:
        url, _, fragment = address.partition("#")
        file = RemoteFile(url=url, options=self._options)
        suffix = f"#{fragment}" if fragment else ""
        return MediaUse(
            address=address, slug=file.slug, file=file, suffix=suffix, alt=alt, caption=caption, location=location
        )

    def _fault(
        self, code: str, message: str, hint: str | None, location: Location | None, *, strict: bool = False
    ) -> Diagnostic:
        relaxed = self._config.links == "warn" and not strict
        severity = Severity.WARNING if relaxed else Severity.ERROR
        return Diagnostic(code=code, message=message, hint=hint, severity=severity, location=location)


def options_of(config: Config) -> Options:
    """Give what is made of files before they are uploaded."""
    media = config.media
    return Options(
        strip_location=media.strip_location,
        max_width=media.max_width,
        webp=media.webp,
        max_size=media.max_size,
        types=media.types,
    )


def _of_link(fault: Diagnostic) -> Diagnostic:
    """Add to what is said of a file's type how a link can stay as it is written: the post is whole without the file."""
    if fault.code != MediaCode.TYPE or fault.severity is Severity.WARNING:
        return fault
    return replace(fault, hint=f'{fault.hint}; or links = "warn" at the top there, to keep such links as they are')


def _with_words(known: MediaUse | None, use: MediaUse) -> MediaUse:
    """Give one use of two: of a picture that stands in several places, the first words count."""
    return known if known and (known.alt or not use.alt) else use


def _is_same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)
