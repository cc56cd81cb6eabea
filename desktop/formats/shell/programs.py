"""Programs that read an argument as a program of its own, or run what they are given: where a value must not
stand. Their manuals say so; what is not here is taken to use its arguments as they are."""

from __future__ import annotations

import re


def _all(words: str) -> frozenset[str]:
    return frozenset(words.split())


SHELLS = _all("sh bash dash ash zsh ksh mksh fish csh tcsh rbash")

SHELL_OPTIONS = re.compile(r"[-+][abefhiklmnprtuvxBCEHPTc]*(o?)")
"""Those without an argument, and -o, which has one."""

INTERPRETERS = re.compile(
    r"(?:python|pypy|perl|ruby|node|nodejs|deno|bun|php|lua|luajit|tclsh|wish|expect|osascript|pwsh|powershell|"
    r"Rscript|R|julia|groovy|java|jshell|irb|erl|elixir|guile|racket|sbcl|awk|gawk|mawk|nawk|sed|jq|yq|bc|dc|m4)"
    r"[\d.]*"
)
TOLD_BY = {
    "python": re.compile(r"-[a-zA-Z]*[cm]"),
    "perl": re.compile(r"-[a-zA-Z]*[eE]"),
    "ruby": re.compile(r"-[a-zA-Z]*e"),
    "node": re.compile(r"-[ep]|-pe|--eval|--print"),
    "php": re.compile(r"-r"),
    "lua": re.compile(r"-e"),
}
"""The option before the text of a program. Without it the first argument is the file of one."""

FILTERS = {
    "awk": (re.compile(r"-F.+"), re.compile(r"-([Fvf])")),
    "sed": (re.compile(r"-[nrEsuz]*(?:i.*)?"), re.compile(r"-[nrEsuz]*([ef])")),
    "jq": (re.compile(r"-[rcnesSajCMR]+"), re.compile(r"-[rcnesSajCMR]*([f])")),
}
"""Programs that begin with the text of one, with their options without an argument and those with one."""

DATABASES = _all("psql mysql mariadb mongo mongosh cqlsh clickhouse-client redis-cli sqlplus")
DATABASE_TEXT = re.compile(
    r"-[A-Za-z]*[cevqfS]|--?(?:command|execute|eval|query|set|variable|file|init-command)"
)

WHOLLY_REFUSED = {
    "sqlite3": "sqlite3 runs commands of its own",
    "su": "su gives its arguments to a shell",
    "runuser": "runuser gives its arguments to a shell",
    "watch": "watch gives its arguments to a shell",
    "script": "script gives its arguments to a shell",
    "at": "at runs what it reads",
    "batch": "batch runs what it reads",
    "crontab": "crontab runs what it reads",
    "socat": "socat runs what its addresses say",
    "gdb": "gdb runs what its arguments say",
    "vim": "vim runs what its arguments say",
    "vi": "vi runs what its arguments say",
    "ex": "ex runs what its arguments say",
    "ed": "ed runs what it reads",
    "make": "make runs what its arguments say",
    "expr": "expr takes a value for an operator",
    "tmux": "tmux gives its arguments to a shell",
    "screen": "screen runs its arguments",
    "emacs": "emacs runs what its arguments say",
    **{
        name: f"{name} gives its arguments to shells of other computers"
        for name in ("ansible", "salt", "pdsh", "dsh", "pssh", "parallel-ssh", "clush", "knife", "fab")
    },
}

NEVER_WITH_VARIABLES = _all(
    "eval . source alias unalias trap function case select coproc let read mapfile readarray getopts [[ "
    "hash enable complete xargs parallel"
)
"""Words of the shell by which a value could be read again, or be lost sight of; and programs that make
commands of what they read. With variables anywhere in the command they are refused."""

NEVER_OF_VARIABLES = _all("for set export readonly local declare typeset shift unset exec")
"""Words of the shell that keep a value under another name, or take it for a name."""

RESERVED = _all("if then elif else fi while until do done { } ! time")
"""A command begins after them (POSIX.1-2024, Shell Command Language, 2.4)."""

WRAPPERS = _all(
    "busybox sudo doas env nohup nice ionice command builtin timeout stdbuf setsid chroot strace ltrace "
    "flock unshare nsenter systemd-run caffeinate chronic proxychains torsocks numactl taskset chrt"
)
"""They run their operands as a command."""

CONTAINERS = _all(
    "docker podman nerdctl kubectl oc k3s microk8s crictl ctr lxc incus vagrant ip machinectl nomad flyctl "
    "fly heroku docker-compose podman-compose toolbox distrobox"
)
"""They may run a command that stands somewhere among their arguments."""

REMOTE = _all("ssh autossh mosh rsh slogin")
REMOTE_COPIES = _all("scp sftp rsync")
CHOOSY = _all("curl wget http https find git perl ruby php tar cpio")
"""They take some values for more than a name (curl, `@file`; find, `!`; perl, `command |`)."""

# OpenSSH 9.9, ssh(1): the options with an argument.
SSH_OPTIONS_WITH_ARGUMENT = "BbcDEeFIiJLlmOopPQRSWw"
SSH_HARMLESS = "blp"
"""Of these only the values of address, name and port may be variables."""

DANGEROUS_OPTIONS = re.compile(
    r"(?i)proxycommand|localcommand|proxyuse|knownhostscommand|pkcs11provider|--rsh|^-e|--to-command|"
    r"--checkpoint-action|compress-program|--upload-pack|--receive-pack|exec|--pager|sshcommand|--command|"
    r"--rcfile|--init-file|--config|^-K|--output|^-o|--post-file|--body-file|--hook|--plugin|ld_preload"
)
"""A value must not stand in an option that names a program or a file, nor after one."""

PLAIN = re.compile(r"[A-Za-z0-9_./:\[][A-Za-z0-9_.:%+=,/@\[\]-]{0,252}")
"""Names of hosts, paths, numbers: nothing to which any program gives a meaning of its own."""
