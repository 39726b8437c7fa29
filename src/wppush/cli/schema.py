"""`wppush schema`: what front matter and wppush.toml may say, for editors."""

from __future__ import annotations

import click


@click.command(short_help="Print a JSON Schema for editors.")
@click.option("--config", "of_config", is_flag=True, help="Of wppush.toml instead of front matter.")
def schema(*, of_config: bool) -> None:
    """Print the JSON Schema of front matter, so that an editor completes, explains and checks it.

    Save it in a file:

    \b
    wppush schema > front-matter.schema.json
    wppush schema --config > wppush.schema.json

    An editor that knows YAML in front matter finds it by a first line there; for wppush.toml, what
    reads TOML by Taplo ("Even Better TOML" in VS Code) does too:

    \b
    # yaml-language-server: $schema=../front-matter.schema.json
    #:schema ./wppush.schema.json
    """
    import json

    from wppush.source import defaults_schema, front_matter_schema

    found = front_matter_schema()
    if of_config:
        from wppush.config import config_schema

        found = config_schema(defaults_schema(), found["$defs"])
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
