"""What to paste into the configuration of a web server that does not hand the Authorization header to PHP."""

from __future__ import annotations

_APACHE = """\
Apache: put this at the top of the .htaccess in WordPress's folder, before the line “# BEGIN WordPress”:
    SetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1
If that changes nothing (PHP as CGI or FastCGI, Apache 2.4.13 or newer), this instead:
    CGIPassAuth On
or, where only rewriting is allowed:
    RewriteEngine On
    RewriteRule .* - [E=HTTP_AUTHORIZATION:%{HTTP:Authorization}]"""
_NGINX = """\
nginx: put this beside the other fastcgi_param lines of the location for PHP, and reload nginx:
    fastcgi_param HTTP_AUTHORIZATION $http_authorization;
and where nginx is a proxy before another server:
    proxy_set_header Authorization $http_authorization;"""
_LITESPEED = """\
LiteSpeed: put this at the top of the .htaccess in WordPress's folder, before the line “# BEGIN WordPress”:
    RewriteEngine On
    RewriteRule .* - [E=HTTP_AUTHORIZATION:%{HTTP:Authorization}]
or, where that changes nothing:
    CGIPassAuth On"""
_BY_NAME = {"apache": _APACHE, "nginx": _NGINX, "litespeed": _LITESPEED, "openresty": _NGINX}


def pass_authorization(server: str) -> str:
    """Give the lines for the server that calls itself so in its answers; for one that is not known, all of them."""
    for name, lines in _BY_NAME.items():
        if name in server.lower():
            # nginx often stands before an Apache, which then is the one that drops the header.
            return f"{lines}\n{_APACHE}" if lines is _NGINX else lines
    return "\n".join((_APACHE, _NGINX, _LITESPEED))
