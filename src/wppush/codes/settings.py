"""WP5xx: what there is to say about wppush.toml, the environment, logins, and what a command was given."""

from __future__ import annotations

from wppush.codes.base import BaseCode


class SettingsCode(BaseCode):
    """A `WP5xx` code."""

    # wppush.toml
    NOT_TOML = "WP501", "wppush.toml is not valid TOML."
    UNREADABLE = "WP502", "wppush.toml can not be read, or is not UTF-8."
    SETTING = "WP503", "A setting of wppush.toml is unknown, or has a value that it does not take."
    NO_PROJECT = "WP504", "No wppush.toml names the project."
    DEFAULTS = "WP505", "A default in wppush.toml is not what front matter may say."
    PATTERN = "WP506", "A setting of wppush.toml has what is no pattern."
    EXTENSION = "WP507", "An extension of Markdown that wppush.toml names can't be loaded."
    PLUGIN = "WP508", "An installed package with a block handler can't be loaded."
    PILLOW = "WP509", "Images are to be made smaller or converted, and what does this is not installed."

    # Which site
    ADDRESS = "WP510", "The address of a site is none that wppush can use."
    NO_SITE = "WP511", "Nothing says to which site to publish."
    WHICH_SITE = "WP512", "wppush.toml has several sites, and nothing says which one is meant."
    UNKNOWN_SITE = "WP513", "wppush.toml has no site of this name."

    # Who logs in
    NO_TOKEN = "WP519", "A site at WordPress.com takes an access token, and there is none for it."
    NO_USER = "WP520", "There is no user name for the site."
    USER_NAME = "WP521", "The user name is none that WordPress could have."
    NO_PASSWORD = "WP522", "There is no application password for the site."
    WHOSE_PASSWORD = "WP523", "A run at several sites does not say to which one a password belongs."
    UNENCRYPTED = "WP524", "The application password would travel unencrypted."

    VARIABLE = "WP525", "A variable of the environment has a line break or a control character in it."
    LOGINS = "WP526", "The list of kept logins can not be read or written, or others may read it."
    LOST_PASSWORD = "WP527", "A login is kept, but its password can not be had."
    NOT_APPROVED = "WP528", "The login was not approved in the browser."
    NO_LOGIN = "WP529", "No login is kept for the site, or more than one."

    # git
    NO_GIT = "WP530", "git is not installed, or can not be run."
    NO_REPOSITORY = "WP531", "The folder is not in a git repository, or belongs to somebody else."
    NO_COMMIT = "WP532", "git knows no such commit."
    SHALLOW = "WP533", "git has only the end of the history."
    GIT_FAILED = "WP534", "git has failed."

    # What a command was given
    NO_FIELD = "WP540", "A post has no field of this name."
    FILE_THERE = "WP541", "A file is there already, and is not overwritten."
    NOT_WRITTEN = "WP542", "A file or folder of the project can not be read or written."
    ONE_FILE = "WP543", "The command is about one file, and was given several."
