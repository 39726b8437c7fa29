"""Every code that `source` can report, with its meaning: the one table that the reports and the docs read."""

from __future__ import annotations

from wppush.codes import BaseCode


class Code(BaseCode):
    """A `WP1xx` code."""

    FAULTS = "WP100", "Files have faults, each of which is named with a code of its own."

    # Which files
    NOTHING_THERE = "WP101", "There is no such file or folder."
    NO_MARKDOWN = "WP102", "No Markdown file is below the folder, or none matches the pattern."
    OUTSIDE_ROOT = "WP103", "The file is not below the content folder, or a symbolic link leads out of it."
    NOT_MARKDOWN = "WP104", "The file does not end in .md or .markdown, or is no regular file."
    UNREADABLE = "WP105", "The operating system does not let wppush read the file or folder."
    FILE_NAME = "WP106", "The file's name is not UTF-8, so that it has no spelling that every system agrees on."
    ALL_IGNORED = "WP107", "Markdown files are there, but .gitignore, `ignore` or `include` leaves all of them out."

    # Text
    NOT_UTF8 = "WP110", "The file is not UTF-8 text."
    NUL = "WP111", "The file has a NUL character, which no text file has."
    EMPTY_BODY = "WP112", "Nothing but blanks follows the front matter."
    BARE_FRONT_MATTER = "WP113", "The file begins like front matter, but the line of dashes above it is missing."
    FILE_TOO_LARGE = "WP114", "The file is larger than any text that somebody wrote."
    BROKE_DOWN = "WP115", "The program that renders texts ended without a word, as one that an extension crashes."

    # Front matter as such
    NEVER_CLOSED = "WP120", "The front matter is opened and never closed."
    SYNTAX = "WP121", "The front matter is not valid YAML, TOML or JSON."
    NOT_A_MAPPING = "WP122", "The front matter is not made of keys with values."
    DUPLICATE_KEY = "WP123", "A key is given twice."
    TOO_COMPLEX = "WP124", "The front matter is nested too deeply, or is too large once its aliases are written out."
    UNSUPPORTED = "WP125", "The front matter has a YAML tag, a key that is not text, or a control character."
    UNKNOWN_KEY = "WP126", "wppush does not know the key, and leaves it alone."
    TWO_NAMES = "WP127", "Two keys name the same field, and say different things."
    SEVERAL = "WP128", "The key takes one value and has several, of which the first is taken."
    LAYOUT = "WP129", "layout: page does not make a page of WordPress."

    # Fields
    WRONG_TYPE = "WP130", "The value is not of the kind that the key takes."
    TITLE = "WP131", "The title is blank, or has more than one line."
    TOO_LONG = "WP132", "The text is longer than WordPress can store."
    SLUG_SPELLING = "WP133", "WordPress would store the slug in another spelling."
    SLUG_RESERVED = "WP134", "WordPress keeps the slug for itself, and would add a number to it."
    SLUG_TOO_LONG = "WP135", "The slug has more than 200 bytes once it is percent-encoded."
    SLUG_NEEDED = "WP136", "No slug can be made from the file's name."
    PERMALINK = "WP137", "A permalink is a whole address, and WordPress makes addresses by its own settings."
    NO_SUCH_VALUE = "WP138", "The key does not take this value."
    ONE_LINE = "WP139", "The value is blank, or has more than one line."
    STATUS = "WP140", "WordPress has no such status."
    BOOLEAN = "WP141", "The value is neither true nor false."
    STATUS_CONTRADICTS = "WP142", "draft, published and status contradict each other."
    FUTURE_WITHOUT_DATE = "WP143", "The status is future, and there is no date."
    COMBINATION = "WP144", "WordPress refuses one of two fields where it has the other, or drops it."
    NOT_OF_TYPE = "WP145", "WordPress has no such field for this type of post."
    DATE = "WP150", "The date is not in the form that wppush reads."
    DATE_IMPOSSIBLE = "WP151", "There is no such date or time, or WordPress can not store it."
    EMPTY_NAME = "WP160", "A category or tag has no name."
    NAME_TOO_LONG = "WP161", "The name of a category or tag has more than 200 characters."
    NAME_LOSES_TEXT = "WP162", "WordPress would drop a part of the name of a category or tag."
    COMMA_IN_CATEGORY = "WP163", "One category has a comma in its name, where several may be meant."
    OWN_KEY = "WP164", "Categories and tags have keys of their own, and are not written below taxonomies."
    UID = "WP170", "The uid is blank, has blanks in it, or is too long."
    META = "WP171", "The field can not be written, or its value is none of JSON."

    # Across files
    SAME_SLUG = "WP180", "Two files have the same slug."
    SAME_KEY = "WP181", "Two files have the same uid or the same path."

    # What an address in a text leads to
    MISSING_SECTION = "WP189", "A link names a section of a Markdown file that has none of that name."
    BROKEN_LINK = "WP190", "A link names a Markdown file that is not there."
    MISSING_FILE = "WP191", "An address in a text names a picture or another file that is not there."
    OUTSIDE_PROJECT = "WP192", "An address in a text, or a symbolic link on its way, leads out of the project's folder."
    HIDDEN_FILE = "WP193", "An address in a text names a file that is not for readers: a hidden one, or wppush.toml."
    OTHER_CASE = "WP194", "The name on the disk has other capital letters than the address: only some systems find it."
    NOT_A_FILE = "WP195", "An address in a text names a folder without an index, or something else that is no file."
    EMPTY_FILE = "WP196", "An address in a text names a file without a byte in it, and WordPress takes no such file."
    NOT_A_POST = "WP197", "A link names a Markdown file outside the content folder, which is never published."
    LINKED_HAS_FAULTS = "WP198", "A link names a Markdown file that has faults itself, so its address can not be told."
    BELOW_ITSELF = "WP199", "A page is its own parent, or that of one above it."
