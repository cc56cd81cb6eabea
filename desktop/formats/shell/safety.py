"""Which commands may have variables, and where. What is not sure to be safe is refused, with a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from desktop.formats.shell import programs
from desktop.formats.shell.words import HOLE, Command, UnsafeCommand, Word, read

_INSTEAD: Final = "Run it without a variable there, or copy it into a terminal."
_WHICH_PROGRAM: Final = "A variable says which program runs."
_GIT: Final = Word(text="git")
_FED = frozenset({"sqlite3", "at", "batch", "crontab", "ed", "make"})


def check(commands: Sequence[Command]) -> None:
    """Raise UnsafeCommand unless every variable in `commands` can only ever be an argument."""
    for command in commands:
        if any(word.has_variable for word in command.words if word.is_target):
            raise _refused("A variable names the file that is read or written.")
        words = [word for word in command.words if not word.is_target]
        _check_words(_without_reserved(words), is_fed=command.is_fed)


def wants_plain(command: Command) -> bool:
    """Whether the program gives characters in values a meaning."""
    special = programs.REMOTE | programs.REMOTE_COPIES | programs.CHOOSY | programs.DATABASES
    return any(_name(word) in special for word in command.words)


def _check_words(words: list[Word], *, is_fed: bool) -> None:
    wrapped, words = words, _without_wrappers(words)
    if not words:
        return
    first = words[0]
    name = _name(first)
    if name in programs.NEVER_WITH_VARIABLES:
        raise _refused(f"It uses {name}, and variables.")
    if first.has_variable:
        what = "A variable is kept under another name." if "=" in first.text else _WHICH_PROGRAM
        raise _refused(what)
    if not first.is_whole and name not in ("[", "{"):
        raise _refused("What it runs is not written in it, and it has variables.")
    if any(word.has_variable for word in words):
        if name in programs.NEVER_OF_VARIABLES:
            raise _refused(f"It uses {name} with a variable.")
        if any(word.has_braces and word.has_variable for word in words):
            raise _refused("A variable stands between curly brackets.")
    # An option of a wrapper may have an argument, so what is run may be any of the words.
    runs_others = name in programs.CONTAINERS or (
        len(wrapped) > len(words) and not _is_assignment(wrapped[0])
    )
    _check_program(name, words[1:], is_fed=is_fed)
    for index, word in enumerate(words[1:], start=1):
        after_dashes = words[index - 1].text == "--"
        if word.has_variable and after_dashes and runs_others:
            raise _refused(_WHICH_PROGRAM)
        if runs_others or after_dashes:
            _check_program(_name(word), words[index + 1 :], is_fed=is_fed)
    _check_options(words)


def _check_program(name: str, arguments: list[Word], *, is_fed: bool) -> None:
    if name in ("xargs", "parallel"):
        raise _refused(f"It uses {name}, and variables.")
    if name in programs.SHELLS:
        _check_shell(name, arguments)
    if is_fed and (name in programs.REMOTE or name in programs.DATABASES or name in _FED):
        raise _refused(f"{name} may run what another command gives it, and the command has variables.")
    if is_fed and programs.INTERPRETERS.fullmatch(name) and not _is_told(arguments):
        raise _refused(f"{name} runs what another command gives it, and the command has variables.")
    if not any(word.has_variable for word in arguments):
        return
    if name in programs.WHOLLY_REFUSED:
        raise _refused(f"{programs.WHOLLY_REFUSED[name].capitalize()}.")
    if programs.INTERPRETERS.fullmatch(name):
        _check_interpreter(name, arguments)
    elif name in programs.DATABASES:
        _check_database(name, arguments)
    elif name in programs.REMOTE:
        _check_remote(name, arguments)
    elif name in ("test", "[") and any(word.text in ("-v", "-R") for word in arguments):
        raise _refused("It asks whether a variable of the shell is set.")
    elif name == "printf" and (arguments[0].has_variable or arguments[0].text == "-v"):
        raise _refused("A variable is the format of printf.")
    elif name == "find":
        _check_find(arguments)
    elif name == "git" and any(
        word.has_variable and before.text in ("git", "-c") for before, word in pairwise([_GIT, *arguments])
    ):
        raise _refused("A variable says what git does.")


def _is_told(arguments: list[Word]) -> bool:
    """Whether it has a program, so that it does not look for one in what it reads."""
    return bool(arguments) and arguments[-1].text != "-" and any(word.text != "-" for word in arguments)


def _check_shell(name: str, arguments: list[Word]) -> None:
    """`sh -c 'df "$1"' sh {{ path }}` is right, and so is a script with its arguments. The text after `-c` is
    the first argument that is no option (POSIX.1-2024, sh)."""
    has_text = skips = False
    for word in arguments:
        if word.has_variable or not word.is_whole:
            raise _again(name)
        if skips:
            skips = False
            continue
        if word.text.startswith(("-", "+")):
            option = programs.SHELL_OPTIONS.fullmatch(word.text)
            if option is None:
                raise _refused(f"{name} has an option that is not known here, and the command has variables.")
            skips = bool(option[1])
            has_text = has_text or (word.text.startswith("-") and "c" in word.text)
            continue
        if has_text:
            _check_inner(name, word.text)
        return
    raise _refused(f"{name} runs what it reads, and the command has variables.")


def _check_inner(name: str, text: str) -> None:
    """It is given variables as its arguments, and must not read them again."""
    inner = {_name(word) for command in read(text) for word in command.words}
    if forbidden := inner & (programs.NEVER_WITH_VARIABLES | programs.SHELLS | programs.REMOTE):
        raise _refused(f"It uses {min(forbidden)} within {name}, and variables.")


def _check_interpreter(name: str, arguments: list[Word]) -> None:
    family = next((one for one in programs.FILTERS if name.endswith(one)), "")
    if family:
        _check_filter(name, family, arguments)
        return
    first, *others = arguments
    if first.has_variable or not first.is_whole:
        raise _again(name)
    if not first.text.startswith("-"):
        return  # a file, and its arguments
    base = next((one for one in programs.TOLD_BY if name.startswith(one)), "")
    if not base or not programs.TOLD_BY[base].fullmatch(first.text) or not others:
        raise _again(name)
    text, *others = others
    if text.has_variable or not text.is_whole:
        raise _again(name)
    for word in others:
        if word.text.startswith("-") and base != "python":
            raise _again(name)  # one more option, perhaps one more text
        return


def _check_filter(name: str, family: str, arguments: list[Word]) -> None:
    alone, with_argument = programs.FILTERS[family]
    takes = ""
    is_told = False
    for word in arguments:
        if takes:
            # awk takes the value of a variable for a value.
            if (word.has_variable or not word.is_whole) and takes != "v":
                raise _again(name)
            is_told, takes = is_told or takes in "ef", ""
        elif word.text.startswith("-") and len(word.text) > 1 and word.text != "--":
            option = with_argument.fullmatch(word.text)
            if word.has_variable or (option is None and not alone.fullmatch(word.text)):
                raise _again(name)
            takes = option[1] if option is not None else ""
        elif not is_told and word.text != "--":
            if word.has_variable or not word.is_whole:
                raise _again(name)
            is_told = True


def _check_database(name: str, arguments: list[Word]) -> None:
    is_text_next = False
    for word in arguments:
        option, equals, _ = word.text.partition("=")
        is_text = bool(programs.DATABASE_TEXT.fullmatch(option))
        if word.has_variable and (is_text_next or is_text or _is_joined(word)):
            raise _again(name)
        is_text_next = is_text and not equals and not is_text_next


def _is_joined(word: Word) -> bool:
    """An option and its value in one word, and it is not a name."""
    return word.text.startswith("-") and not word.text.startswith(("-h", "-p", "-U", "-u", "--"))


def _check_remote(name: str, arguments: list[Word]) -> None:
    """The other end gives all that follows the address to a shell."""
    option = ""
    has_address = False
    for word in arguments:
        if has_address:
            if word.has_variable:
                raise UnsafeCommand(
                    f"{name} gives the command to a shell of the other computer, where a variable in it "
                    "would be read again.",
                    "Only the address may be a variable; copy the command into a terminal.",
                )
        elif option:
            if word.has_variable and option not in programs.SSH_HARMLESS:
                raise _refused(f"A variable says how {name} connects.")
            option = ""
        elif word.text.startswith("-") and word.text != "--":
            if word.has_variable and word.text[1:2] not in programs.SSH_HARMLESS:
                raise _refused(f"A variable says how {name} connects.")
            takes = word.text[-1] in programs.SSH_OPTIONS_WITH_ARGUMENT
            joined = word.text[1:2] in programs.SSH_OPTIONS_WITH_ARGUMENT and len(word.text) > 2
            option = word.text[-1] if takes and not joined else ""
        elif word.text != "--":
            has_address = True


def _check_find(arguments: list[Word]) -> None:
    runs = False
    for word in arguments:
        runs = runs or word.text in ("-exec", "-execdir", "-ok", "-okdir", "-fprintf", "-fprint", "-fls")
        if runs and word.has_variable:
            raise _again("find")


def _check_options(words: list[Word]) -> None:
    before = ""
    for word in words[1:]:
        if word.has_variable:
            own = word.text.split(HOLE, 1)[0]
            for option in (own if own.startswith("-") else "", before):
                if option and programs.DANGEROUS_OPTIONS.search(option):
                    raise _refused(f"A variable stands after {option.rstrip('=')}.")
        before = word.text if word.text.startswith("-") and not word.has_variable else ""


def _without_reserved(words: list[Word]) -> list[Word]:
    while words and words[0].text in programs.RESERVED and not words[0].has_variable:
        words = words[1:]
    return words


def _without_wrappers(words: list[Word]) -> list[Word]:
    """From the program that is really run, or the argument of an option before it."""
    while words:
        if words[0].has_variable:
            return words
        if _name(words[0]) in programs.WRAPPERS:
            wrapper = _name(words[0])
            words = words[1:]
            while words and words[0].text.startswith("-"):
                if words[0].has_variable:
                    raise _refused(f"A variable says how {wrapper} runs the program.")
                words = words[1:]
            if wrapper in ("timeout", "nice", "flock", "chroot", "taskset") and words:
                if words[0].has_variable:
                    raise _refused(f"A variable says how {wrapper} runs the program.")
                words = words[1:] if wrapper != "nice" or words[0].text.isdigit() else words
        elif _is_assignment(words[0]):
            words = words[1:]
        else:
            return words
    return words


def _is_assignment(word: Word) -> bool:
    name, equals, _ = word.text.partition("=")
    return bool(equals) and name.isidentifier()


def _name(word: Word) -> str:
    return word.text.rsplit("/", 1)[-1]


def _again(name: str) -> UnsafeCommand:
    return UnsafeCommand(
        f"{name} would read a variable as a part of a program.",
        "Give it to the program as an argument of its own, or copy the command into a terminal.",
    )


def _refused(what: str) -> UnsafeCommand:
    return UnsafeCommand(what, _INSTEAD)
