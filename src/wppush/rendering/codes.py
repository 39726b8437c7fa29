"""Every code that `rendering` can report, with its meaning: the one table that the reports and the docs read."""

from __future__ import annotations

from wppush.codes import BaseCode


class Code(BaseCode):
    """A `WP2xx` code."""

    # What a block can hold
    CONTROL_CHARACTERS = "WP200", "Control characters were left out."
    NO_BLOCK_FOR_IT = "WP201", "No block can hold an element: it became a Custom HTML block."
    NESTED_TOO_DEEPLY = "WP202", "The markup is nested too deeply: the rest is text."
    LONELY_TAG = "WP203", "An HTML tag without its partner is shown as text."
    TOO_MANY_CELLS = "WP204", "A table's row has more cells than its head."
    DELIMITER_IN_HTML = "WP205", "A block delimiter inside raw HTML was made an ordinary comment."
    LINK_IN_LINK = "WP206", "A link inside a link is shown as text."
    LANGUAGE = "WP207", "A code block's language cannot be a class name."
    CLOSES_NOTHING = "WP208", "A closing HTML tag that closes nothing was left out."

    # How else it may be read
    OTHER_FLAVOR = "WP210", "The two flavours of Markdown read a block differently (`wppush check` compares them)."
    MORE_OF_OTHER_FLAVOR = "WP211", "From here on they read more blocks differently."
    EXTENSION_FAILED = "WP213", "A Markdown extension failed, so that the text can't be read."

    # Footnotes and formulas
    UNUSED_FOOTNOTE = "WP220", "A footnote that nothing refers to was left out."
    LINES_IN_FOOTNOTE = "WP221", "What stands on lines of its own in a footnote was put on one line."
    FOOTNOTE_IN_FOOTNOTE = "WP222", "A footnote that only another one refers to was put into that one."
    FORMULA = "WP223", "A formula cannot be converted: it is shown as code."
    NO_FORMULAS = "WP224", "The site has no formulas: this one is shown as code."
    HTML_IN_FOOTNOTE = "WP225", "WordPress does not show this HTML in a footnote."

    # What has no place
    NOTE_LINK = "WP230", "A link to another note becomes none."
    NOTE_EMBEDDED = "WP231", "Another note cannot be embedded."
    NO_SECTION = "WP232", "A link leads to a section that is not there."
    ATTRIBUTE = "WP233", "An attribute was left out: a link or a picture has no place for it."
    COMMENT = "WP234", "A comment was left out (only where the settings ask for this)."
    UNUSED_ABBREVIATION = "WP235", "An abbreviation is explained, but not used."
    CAPTION_ONLY = "WP236", "A recording has a caption, and no place for other words."
    NO_ADDRESS = "WP237", "A link has no address."

    # Syntax beyond Markdown
    BLOCK_ATTRIBUTES = "WP240", "The attributes of a block written by hand are no JSON."
    CONTAINER_OPEN = "WP241", "A container is not closed."
    CONTAINER_NOT_OPEN = "WP242", "No container is open where one is closed."
    CONTAINER_SETTING = "WP243", "A setting of a container means nothing."
    FENCE_SETTING = "WP244", "What is said of a code block beside its language and its title was left out."
    OTHER_TOOL = "WP245", "A tag of another tool is shown as text."
    BLANKS_IN_ADDRESS = "WP246", "What nearly is a link or a picture is shown as text: its address has blanks."

    # Installed block handlers
    HANDLER_FAILED = "WP250", "An installed block handler failed."
    HANDLER_GAVE = "WP251", "An installed block handler gave something else than blocks."
    HANDLER_SAYS = "WP252", "An installed block handler has something to say."
