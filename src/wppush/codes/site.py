"""WP3xx: what there is to say about a site, its posts, and what it answers."""

from __future__ import annotations

from wppush.codes.base import BaseCode


class SiteCode(BaseCode):
    """A `WP3xx` code."""

    # A post and its mark
    COPIED_MARK = "WP301", "Another post on the site carries the same mark: somebody copied it."
    DRIFT = "WP302", "The post was changed on the site; that is left as it is."
    CONFLICT = "WP303", "The post was changed on the site and in the file; nothing of it was written."
    TAKEN = "WP304", "Another post has the slug, or the post may not be edited."
    SECOND_POST = "WP305", "A second post of the same file, from a create that landed late, goes to the trash."
    CUT_OFF = "WP306", "The run that wrote the post was cut off."
    OTHER_ID = "WP307", "The file has a post already, and its `id` is that of another one."
    NO_POST = "WP308", "The site has no post of the file yet."

    # Writing
    NOT_WRITTEN = "WP310", "The post could not be written."
    STORED_OTHERWISE = "WP311", "WordPress stored something else than it was sent."

    # What the file asks of the site
    GONE = "WP320", "The file of a post is gone; `--prune` moves the post to the trash."
    HIDDEN_TARGET = "WP321", "A published post links to one that visitors can't see."
    NOT_MADE = "WP322", "A new post was not made, because the run is about some fields of posts that are there."
    NO_POST_OF_FILE = "WP323", "A link leads to a file of which the site has no post."
    NO_USER = "WP324", "The site has no such user, or does not show it."
    NO_PARENT = "WP325", "The site has no page at the path that is to be the parent."
    PARENT_NOT_THERE = "WP326", "The file of the parent has no post on the site."
    NO_SUCH_KIND = "WP327", "The site has no such type or taxonomy, or the type no such field."
    MAY_NOT = "WP328", "The user may not do what the file asks for."
    NO_TERM = "WP329", "The site does not have a term, and this run may not make it."

    # Media
    OTHER_WORDS = "WP330", "The media library has other words for a featured image than front matter, and keeps them."
    NOT_YOURS = "WP331", "The user may not change what the media library says of a file."
    MAY_NOT_UPLOAD = "WP332", "The user may not upload files."
    NOT_DELETED = "WP333", "A file of the media library could not be deleted."
    NO_ANCHOR = "WP334", "A link arrives at the top of a post: the heading that it names has no name on the site yet."
    UPLOAD_REFUSED = "WP335", "The site does not take a file, for its type or its size."
    UPLOAD_UNREADABLE = "WP336", "A file could not be read to its end while it was sent."

    # Several sites
    OTHER_SITE = "WP340", "A file links to one that is for another site, or has it as its parent."

    # No answer that could be used
    NO_HOST = "WP350", "No server has the name that stands in the site's address."
    NO_CONNECTION = "WP351", "Nothing accepts connections at the site's address."
    CERTIFICATE = "WP352", "No secure connection comes about: the site has no valid certificate, or speaks no TLS."
    TIMED_OUT = "WP353", "The site did not answer in time."
    CUT = "WP354", "The connection was closed before the answer was there."
    ENDLESS = "WP355", "The answer is too long, too slow or packed in a way that nobody asked for."
    NOT_JSON = "WP356", "Something else than WordPress's REST API has answered: a page instead of JSON."
    REDIRECT = "WP357", "The site redirects to another address what was sent to it."
    OTHER_SHAPE = "WP358", "The REST API answers with JSON of another shape than WordPress's."
    NO_API = "WP359", "There is no WordPress REST API at the address."

    # What WordPress answers
    NOT_LOGGED_IN = "WP360", "WordPress does not know who is asking: the login is wrong, or did not arrive."
    LOGIN_OFF = "WP361", "Application passwords are switched off on the site."
    FORBIDDEN = "WP362", "WordPress does not allow it to this user."
    BLOCKED = "WP363", "A firewall or a password in front of WordPress refuses the request."
    NO_ROUTE = "WP364", "The site's REST API has no such route."
    NOT_THERE = "WP365", "The site no longer has what the request is about."
    TOO_MANY = "WP366", "The site asks for fewer requests."
    TOO_LARGE = "WP367", "The web server takes no request of this size."
    BROKE_DOWN = "WP368", "The site broke down over a request."
    REFUSED = "WP369", "WordPress refuses what it was sent."
    UNSURE = "WP370", "Something was sent, and nothing says whether the site has carried it out."
    OTHER_HOST = "WP371", "The site says that its API is on another server, to which no password is carried."
    UNENCRYPTED = "WP372", "The site's API is at an address without encryption."

    # The account
    MAY_NOT_WRITE = "WP375", "The account may not write posts on the site."
    SEES_NOT_ALL = "WP376", "The account does not see all of the site, and what it doesn't see may still be in use."

    # The run
    CHANGED_MEANWHILE = "WP380", "A post or a file was changed on the site while the run was on."
    OTHER_PLAN = "WP381", "The plan is not the one that was looked at."
    TOO_MANY_GONE = "WP382", "So many posts would go to the trash that a mistake is more likely."
    INTERRUPTED = "WP383", "The run was interrupted before it came to this."
