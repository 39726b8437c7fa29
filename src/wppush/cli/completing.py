"""What a shell is told when somebody presses Tab: click's mechanism, with scripts that know of Markdown files.

Click's own scripts offer any file, part values at commas, and do not quote what they insert. Importing this module puts
the ones below in their place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from click.shell_completion import BashComplete, FishComplete, ZshComplete, add_completion_class

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem, ShellComplete

VARIABLE = "_WPPUSH_COMPLETE"
"""By which a script asks."""
SHELLS = ("bash", "zsh", "fish")

_BASH = """\
%(complete_func)s() {
    local IFS=$'\\n' type value cur=${COMP_WORDS[COMP_CWORD]}
    COMPREPLY=()
    [[ $cur == = ]] && cur=
    while IFS=, read -r type value; do
        case $type in
        markdown | dir | file)
            compopt -o filenames -o default 2>/dev/null
            mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(
                compgen -d -- "$cur"
                [[ $type == file ]] && compgen -f -- "$cur"
                [[ $type == markdown ]] && compgen -f -X '!*.md' -- "$cur"
                [[ $type == markdown ]] && compgen -f -X '!*.markdown' -- "$cur"
            )
            ;;
        *) COMPREPLY+=("$value") ;;
        esac
    done < <(
        env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" %(complete_var)s=bash_complete "$1" 2>/dev/null
    )
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

_ZSH = """\
#compdef %(prog_name)s

%(complete_func)s() {
    local -a plain described
    local type value words_of
    for type value words_of in "${(@f)$(env COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT-1)) \\
        %(complete_var)s=zsh_complete %(prog_name)s 2>/dev/null)}"; do
        case $type in
            (markdown) _files -g '*.(md|markdown)(-.)' ;;
            (dir) _files -/ ;;
            (file) _files ;;
            (plain) if [[ $words_of == _ ]]; then plain+=("$value"); else described+=("$value:$words_of"); fi ;;
        esac
    done
    (( $#described )) && _describe -V %(prog_name)s described
    (( $#plain )) && compadd -V %(prog_name)s -a plain
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""

_FISH = """\
function %(complete_func)s
    set -l token (commandline -ct)
    for line in (env COMP_WORDS=(commandline -cp) COMP_CWORD=$token \\
            %(complete_var)s=fish_complete %(prog_name)s 2>/dev/null)
        set -l found (string split -m 1 , -- $line)
        switch $found[1]
            case markdown
                __fish_complete_path $token | string match -r '.*(?:/|\\.md|\\.markdown)(?:\\t.*)?$'
            case dir
                __fish_complete_directories $token
            case file
                __fish_complete_path $token
            case plain
                echo $found[2]
        end
    end
end

complete --no-files --command %(prog_name)s --arguments '(%(complete_func)s)'
"""


def script(shell: str) -> str:
    """Give the script that a shell reads to complete the words of wppush."""
    from wppush.cli.commands import cli

    kind = next(kind for kind in _KINDS if kind.name == shell)
    return kind(cli, {}, "wppush", VARIABLE).source()


class _Bash(BashComplete):
    source_template = _BASH

    @staticmethod
    def _check_version() -> None:
        """Let nobody be told of an old bash by a script that a new one reads."""


class _Zsh(ZshComplete):
    source_template = _ZSH

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[Any]]:
        return _whole(super().get_completions(args, incomplete), incomplete)


class _Fish(FishComplete):
    source_template = _FISH

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[Any]]:
        return _whole(super().get_completions(args, incomplete), incomplete)


def _whole(items: list[CompletionItem[Any]], incomplete: str) -> list[CompletionItem[Any]]:
    """Give values with the option before them where `--site=blog` is one word, as it is for all shells but bash."""
    name, sign, _ = incomplete.partition("=")
    if sign and name.startswith("--"):
        for item in items:
            item.value = f"{name}={item.value}"
    return items


_KINDS: tuple[type[ShellComplete], ...] = (_Bash, _Zsh, _Fish)
for _kind in _KINDS:
    add_completion_class(_kind)
