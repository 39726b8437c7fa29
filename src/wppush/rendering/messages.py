"""The words of the diagnostics of Markdown (`WP2xx`), in one place.

| code | meaning |
|---|---|
| WP200 | control characters were left out |
| WP201 | no block can hold an element: it became a Custom HTML block |
| WP202 | nested too deeply: the rest is text |
| WP203 | an HTML tag without its partner is shown as text |
| WP204 | a table's row has more cells than its head |
| WP205 | a block delimiter inside raw HTML was made an ordinary comment |
| WP206 | a link inside a link is shown as text |
| WP207 | a code block's language cannot be a class name |
| WP208 | a closing HTML tag that closes nothing was left out |
| WP210 | the two flavours of Markdown read a block differently (`wppush check` compares them) |
| WP211 | from here on they read more blocks differently |
| WP213 | a Markdown extension failed, so that the text can't be read (an error) |
| WP240 | the attributes of a block written by hand are no JSON |
| WP241 | a container is not closed |
| WP242 | no container is open where one is closed |
| WP243 | a setting of a container means nothing |
| WP244 | what is said of a code block beside its language and its title was left out |
| WP245 | a tag of another tool is shown as text |
| WP246 | what nearly is a link or a picture is shown as text: its address has blanks |
| WP250 | an installed block handler failed |
| WP251 | an installed block handler gave something else than blocks |
| WP252 | what an installed block handler has to say |
| WP220 | a footnote that nothing refers to was left out |
| WP221 | what stands on lines of its own in a footnote was put on one line |
| WP222 | a footnote that only another one refers to was put into that one |
| WP223 | a formula cannot be converted: it is shown as code |
| WP224 | the site has no formulas: this one is shown as code |
| WP225 | HTML in a footnote that WordPress does not show there |
| WP230 | a link to another note becomes none |
| WP231 | another note cannot be embedded |
| WP232 | a link leads to a section that is not there |
| WP233 | an attribute was left out: a link or a picture has no place for it |
| WP234 | a comment was left out (only where the settings ask for this) |
| WP235 | an abbreviation is explained, but not used |
| WP236 | a recording has a caption, and no place for other words |
| WP237 | a link has no address |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wppush.rendering.markdown import Notice

_SHOWN = 60

_MESSAGES = {
    "WP201": (
        "no block can hold {about}>: what it stands in became a Custom HTML block",
        "put the HTML on lines of its own, with a blank line before and after it",
    ),
    "WP202": ("the markup is nested too deeply: the innermost is shown as text", "take out some levels"),
    "WP203": (
        "the HTML tag {about} has no partner here, and is shown as text",
        "close it in the same paragraph, or write \\< for a < that begins no tag",
    ),
    "WP204": (
        "a row has more cells than the table's head; they were left out, beginning with {about}",
        "write \\| for a | that divides nothing, or add a column to the head",
    ),
    "WP205": (
        "{about} in raw HTML was made an ordinary comment",
        "begin a line with a block's opening delimiter, and write its closing one",
    ),
    "WP206": ("a link cannot stand in a link: {about} is shown as text", "close the first one before it"),
    "WP207": ("{about} cannot be the language of a code block, so it has none", "use letters, digits and + # . - _"),
    "WP208": ("{about} closes nothing here, and is left out", "delete it, or write \\< to show it"),
    "WP220": (
        "nothing in the text refers to the footnote {about} or another has its name, so it was left out",
        "refer to it with its label in brackets, [^label], in the text: a title has no footnotes",
    ),
    "WP221": (
        "a footnote is one line on WordPress, so code, lists and the like in {about} became lines of words",
        "put what needs its form into the text",
    ),
    "WP222": (
        "a footnote on WordPress has none of its own, so the words of {about} stand in the other one, in parentheses",
        "refer to it in the text as well",
    ),
    "WP223": ("the formula {about} cannot be converted, so it is shown as code", "write it with other LaTeX commands"),
    "WP224": (
        "the site has no block for formulas, so they are shown as code, beginning with {about}",
        "WordPress has it from 6.9 on",
    ),
    "WP225": (
        "WordPress leaves {about}> out of the footnotes that it shows",
        "put it into the text, or into a paragraph of its own",
    ),
    "WP230": (
        "{about}]] leads to another note, and becomes no link",
        "write [words](https://…) for a link, or \\[[ for brackets",
    ),
    "WP231": ("{about}]] embeds another note, which cannot be shown here", "copy what the note says, or link to it"),
    "WP232": (
        "no section of this post is called {about}",
        "write the heading in small letters, without punctuation, with a hyphen for each blank",
    ),
    "WP233": ("{about} has no place in a link or a picture, and was left out", "delete it, or write the HTML itself"),
    "WP234": ("the comment {about} was left out", 'set comments = "drop" below [markdown] to not be told'),
    "WP235": ("the abbreviation {about} is explained, but not used", "use it, or delete the explanation"),
    "WP236": (
        "a recording has only its caption, so these words were left out: {about}",
        "put them into a paragraph of their own",
    ),
    "WP237": (
        "the link {about} has no address, and leads to the page that it stands on",
        "write one in its parentheses",
    ),
    "WP240": (
        "WordPress cannot read the attributes of {about}: the block has none",
        'write them as JSON: {"level":3}, with double quotes and no comma at the end',
    ),
    "WP241": ("{about} is not closed: it goes on to the end of what it stands in", "write ::: on a line below it"),
    "WP242": ("{about} closes nothing here: it is shown as text", "take it out, or open a container above it"),
    "WP243": ("{about} means nothing to this container, and was left out", "give it a class, {.name}, for your theme"),
    "WP244": (
        "behind a fence, {about} means nothing to WordPress; it was left out, and its like, if any",
        'only a language and title="…" are shown',
    ),
    "WP245": (
        "{about} is for another tool: WordPress puts nothing in its place, and it is shown as text",
        "write what it stands for, such as ![words](picture.jpg), or put it in backticks to show it",
    ),
    "WP246": (
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
