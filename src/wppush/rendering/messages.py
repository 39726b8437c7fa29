"""The words of the diagnostics of Markdown (`WP2xx`), in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.rendering.codes import Code

if TYPE_CHECKING:
    from wppush.rendering.markdown import Notice

_SHOWN = 60

_MESSAGES: dict[str, tuple[str, str]] = {
    Code.NO_BLOCK_FOR_IT: (
        "no block can hold {about}>: what it stands in became a Custom HTML block",
        "put the HTML on lines of its own, with a blank line before and after it",
    ),
    Code.NESTED_TOO_DEEPLY: ("the markup is nested too deeply: the innermost is shown as text", "take out some levels"),
    Code.LONELY_TAG: (
        "the HTML tag {about} has no partner here, and is shown as text",
        "close it in the same paragraph, or write \\< for a < that begins no tag",
    ),
    Code.TOO_MANY_CELLS: (
        "a row has more cells than the table's head; they were left out, beginning with {about}",
        "write \\| for a | that divides nothing, or add a column to the head",
    ),
    Code.DELIMITER_IN_HTML: (
        "{about} in raw HTML was made an ordinary comment",
        "begin a line with a block's opening delimiter, and write its closing one",
    ),
    Code.LINK_IN_LINK: ("a link cannot stand in a link: {about} is shown as text", "close the first one before it"),
    Code.LANGUAGE: (
        "{about} cannot be the language of a code block, so it has none",
        "use letters, digits and + # . - _",
    ),
    Code.CLOSES_NOTHING: ("{about} closes nothing here, and is left out", "delete it, or write \\< to show it"),
    Code.UNUSED_FOOTNOTE: (
        "nothing in the text refers to the footnote {about} or another has its name, so it was left out",
        "refer to it with its label in brackets, [^label], in the text: a title has no footnotes",
    ),
    Code.LINES_IN_FOOTNOTE: (
        "a footnote is one line on WordPress, so code, lists and the like in {about} became lines of words",
        "put what needs its form into the text",
    ),
    Code.FOOTNOTE_IN_FOOTNOTE: (
        "a footnote on WordPress has none of its own, so the words of {about} stand in the other one, in parentheses",
        "refer to it in the text as well",
    ),
    Code.FORMULA: (
        "the formula {about} cannot be converted, so it is shown as code",
        "write it with other LaTeX commands",
    ),
    Code.NO_FORMULAS: (
        "the site has no block for formulas, so they are shown as code, beginning with {about}",
        "WordPress has it from 6.9 on",
    ),
    Code.HTML_IN_FOOTNOTE: (
        "WordPress leaves {about}> out of the footnotes that it shows",
        "put it into the text, or into a paragraph of its own",
    ),
    Code.NOTE_LINK: (
        "{about}]] leads to another note, and becomes no link",
        "write [words](https://…) for a link, or \\[[ for brackets",
    ),
    Code.NOTE_EMBEDDED: (
        "{about}]] embeds another note, which cannot be shown here",
        "copy what the note says, or link to it",
    ),
    Code.NO_SECTION: (
        "no section of this post is called {about}",
        "write the heading in small letters, without punctuation, with a hyphen for each blank",
    ),
    Code.ATTRIBUTE: (
        "{about} has no place in a link or a picture, and was left out",
        "delete it, or write the HTML itself",
    ),
    Code.COMMENT: ("the comment {about} was left out", 'set comments = "drop" below [markdown] to not be told'),
    Code.UNUSED_ABBREVIATION: (
        "the abbreviation {about} is explained, but not used",
        "use it, or delete the explanation",
    ),
    Code.CAPTION_ONLY: (
        "a recording has only its caption, so these words were left out: {about}",
        "put them into a paragraph of their own",
    ),
    Code.NO_ADDRESS: (
        "the link {about} has no address, and leads to the page that it stands on",
        "write one in its parentheses",
    ),
    Code.BLOCK_ATTRIBUTES: (
        "WordPress cannot read the attributes of {about}: the block has none",
        'write them as JSON: {"level":3}, with double quotes and no comma at the end',
    ),
    Code.CONTAINER_OPEN: (
        "{about} is not closed: it goes on to the end of what it stands in",
        "write ::: on a line below it",
    ),
    Code.CONTAINER_NOT_OPEN: (
        "{about} closes nothing here: it is shown as text",
        "take it out, or open a container above it",
    ),
    Code.CONTAINER_SETTING: (
        "{about} means nothing to this container, and was left out",
        "give it a class, {.name}, for your theme",
    ),
    Code.FENCE_SETTING: (
        "behind a fence, {about} means nothing to WordPress; it was left out, and its like, if any",
        'only a language and title="…" are shown',
    ),
    Code.OTHER_TOOL: (
        "{about} is for another tool: WordPress puts nothing in its place, and it is shown as text",
        "write what it stands for, such as ![words](picture.jpg), or put it in backticks to show it",
    ),
    Code.BLANKS_IN_ADDRESS: (
        "{about} is shown as text, because its address has blanks",
        "put the address in angle brackets, [words](<my file.pdf>), or write %20 for each blank",
    ),
}


def message_of(notice: Notice) -> tuple[str, str]:
    """Give a notice's message and hint."""
    about = " ".join(notice.about.split())
    shown = about if len(about) <= _SHOWN else about[: _SHOWN - 1] + "…"
    message, hint = _MESSAGES[notice.code]
    return message.format(about=shown), hint
