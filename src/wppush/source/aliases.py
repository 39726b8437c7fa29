"""What other tools call our fields, and which of their keys are for themselves alone: tables to read and to add to."""

from __future__ import annotations

ALIASES: dict[str, dict[str, str]] = {
    "slug": {"permalink": "Jekyll, Eleventy", "url": "Hugo", "post_name": "WordPress"},
    "published": {"publish": "Obsidian"},
    "date": {
        "publishDate": "Hugo", "published": "Obsidian, dev.to", "published_at": "dev.to, Ghost", "published_date": "",
        "publish_date": "", "pubDate": "Astro", "pubDatetime": "AstroPaper", "date_published": "",
        "created": "Obsidian", "created_at": "Ghost", "date_created": "Obsidian",
    },
    "updated": {
        "lastmod": "Hugo", "modified": "Pelican, Obsidian", "last_modified_at": "Jekyll", "last_modified": "",
        "updated_at": "Ghost", "updatedDate": "Astro", "modDatetime": "AstroPaper", "last_updated": "",
        "date_modified": "Obsidian",
    },
    "author": {"authors": "Pelican, Hugo, Docusaurus"},
    "excerpt": {
        "description": "Hugo, Jekyll, Astro, Eleventy, dev.to", "summary": "Hugo, Pelican", "abstract": "Quarto",
        "lead": "", "lede": "", "custom_excerpt": "Ghost",
    },
    "categories": {"category": "Jekyll, Pelican"},
    "tags": {"tag": "Jekyll, Ghost", "keywords": "Hugo, Docusaurus", "topics": ""},
    "featured_image": {
        "image": "Jekyll, Quarto, Docusaurus", "images": "Hugo", "cover": "Hexo, Hugo", "cover_image": "dev.to",
        "coverImage": "Next.js", "thumbnail": "Hexo, Hugo", "banner": "Obsidian", "hero": "Astro",
        "heroImage": "Astro", "feature_image": "Ghost", "featured": "Hugo", "featured_media": "WordPress",
        "main_image": "dev.to", "header_image": "", "post_image": "",
    },
    "type": {"post_type": "WordPress"},
    "parent": {"post_parent": "WordPress"},
    "menu_order": {
        "weight": "Hugo, Zola", "nav_order": "Jekyll", "sidebar_position": "Docusaurus", "order": "VuePress",
    },
    "template": {"page_template": "WordPress"},
    "format": {"post_format": "WordPress"},
    "sticky": {"pin": "Jekyll", "pinned": ""},
    "password": {"post_password": "WordPress"},
    "comments": {
        "comment": "Hexo, Hugo", "allow_comments": "", "comment_status": "WordPress", "comments_enabled": "",
        "enable_comments": "", "show_comments": "Hugo",
    },
    "pings": {"ping_status": "WordPress", "allow_pings": ""},
    "meta": {"custom_fields": "WordPress"},
    "id": {"post_id": "WordPress"},
}  # fmt: skip
"""Field → its other names → the tools that use them, where they are known for it."""

OTHERS = (
    "layout", "toc", "toc_sticky", "toc_label", "math", "mathjax", "katex", "mermaid", "markup", "outputs",
    "output", "cascade", "build", "_build", "headless", "resources", "sitemap", "render", "render_with_liquid",
    "linkTitle", "link_title", "menu", "nav", "nav_exclude", "nav_title", "has_children", "has_toc", "sidebar",
    "sidebar_label", "sidebar_class_name", "hide_title", "hide_table_of_contents", "pagination_label",
    "pagination_next", "pagination_prev", "slides", "jupyter", "execute", "editor", "bibliography", "csl",
    "link-citations", "number-sections", "fig-cap", "code-fold", "page-layout", "classes", "related", "share",
    "read_time", "reading_time", "word_count", "author_profile", "show_toc", "toc_open", "show_reading_time",
    "show_breadcrumbs", "show_post_nav_links", "hide_meta", "hide_summary", "search_hidden", "disable_share",
    "disable_hljs", "eleventy_exclude_from_collections", "eleventy_navigation", "eleventy_computed", "css",
    "cssclass", "cssclasses", "js", "aliases", "alias", "banner_x", "banner_y", "kanban-plugin",
    "excalidraw-plugin", "icon", "sticker", "color", "wordpress_id", "wordpress_url", "author_login",
    "author_email", "author_url", "date_gmt", "isCJKLanguage", "in_search_index", "insert_anchor_links",
    "paginate_by", "sort_by", "lang", "language", "locale", "params", "extra", "redirect_from", "redirect_to",
)  # fmt: skip
"""Keys that only steer the tool they are for: nothing is said about them."""

NEAR = {
    "section": "categories", "subtitle": "excerpt", "name": "title", "heading": "title", "path": "slug",
    "state": "status", "guid": "uid", "uuid": "uid",
}  # fmt: skip
"""Keys that come near one of our fields, and do not mean the same."""

SOFT = ("weight", "nav_order", "sidebar_position", "order")
"""Places in a list: what other tools give to every file, and WordPress to all types but posts."""
PERMALINKS = ("permalink", "url")
"""Addresses: the slug where they are nothing else."""
