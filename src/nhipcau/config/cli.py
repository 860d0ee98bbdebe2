"""The one entry point, ``nhipcau``.

``doc``, ``press scan|extract``, ``report merge|count|periods`` and ``law`` read files and need no database, so they start without Django.
``up`` starts the whole system, ``prepare`` makes its data ready, ``worker`` runs background tasks.
Everything else is a Django management command.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nhipcau.ops.up import Wanted


# Commands that read some files and end: what they leave behind is not worth looking for as often as a server does.
_SHORT = frozenset({"doc", "law", "plan", "report", "say"})
_SELDOM = 50_000  # objects

# What only the owner of the tables can do (docs/deploy.md); everything else runs as web and workers do.
OWNERS = frozenset({"prepare", "migrate", "backup", "restore", "rights", "shred"})


def main(argv: list[str] | None = None) -> int:
    """Run one ``nhipcau`` command; returns the exit code (0 done, 1 refused, 2 wrong use)."""
    args = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _run_or_explain(args)
        sys.stdout.flush()
        if argv is None and args[0] in _SHORT:
            gc.freeze()  # the process ends here: Python looks through all that it holds once more, for nothing
    except BrokenPipeError:
        # Whoever read our output has seen enough (``| head``): nothing to add, and nothing to flush at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as fault:
        # By name: some commands load no Django.
        if type(fault).__name__ in {"OperationalError", "ProgrammingError"} and (told := _of_database(fault)):
            print(told, file=sys.stderr)
            return 1
        if type(fault).__name__ != "ImproperlyConfigured":
            raise
        print(f"{fault}\nXem docs/settings.md. (A setting is wrong.)", file=sys.stderr)
        return 1
    return code


def _of_database(fault: Exception) -> str:
    """What to do about a database that was never made ready or does not answer; "" for any other fault of one."""
    words = str(fault)
    if "no such table" in words or getattr(fault.__cause__, "sqlstate", None) == "42P01":
        return (
            "Cơ sở dữ liệu này chưa được chuẩn bị. Hãy chạy “nhipcau prepare” (hoặc “nhipcau up”) trước; nếu vừa khôi phục mà bị từ"
            " chối thì sửa điều đã nói ở đó.\n(The database is not prepared yet.)"
        )
    if words.startswith(("connection ", "unable to open")) or "Connection refused" in words:
        return (
            f"Không mở được cơ sở dữ liệu: {words.splitlines()[0]}\n→ Hãy xem cơ sở dữ liệu có đang chạy và NHIPCAU_DATABASE_URL có"
            " đúng không.\n(The database does not answer.)"
        )
    return ""


def _run_or_explain(args: list[str]) -> int:
    """Run; where the options of one of our commands were asked for, its examples stand under them."""
    if not {"-h", "--help"} & set(args[1:]):
        return _run(args)
    from nhipcau.config import helping

    examples = helping.examples(args, english=helping.is_english())
    try:
        code = _run(args)
    except SystemExit as ended:  # argparse ends the process where it has helped
        if ended.code in (0, None):
            print(examples, end="")
        raise
    if code == 0 and examples and not helping.is_page(args):
        print(examples, end="")
    return code


def set_up() -> None:
    """Load the house.  All of it stays: looking through it for garbage meanwhile is a fifth of the time that takes."""
    import django

    gc.disable()
    try:
        django.setup()
    finally:
        gc.enable()


def _run(args: list[str]) -> int:
    if (code := _helped(args)) is not None:
        return code
    if args[0] in _SHORT:
        gc.set_threshold(_SELDOM)
    match args:
        case ["doc", *_] | ["plan", "read", *_]:
            from nhipcau.engines.officialdoc import cli as officialdoc_cli

            return officialdoc_cli.main(args)
        case ["press", "demo-world", *rest]:
            from nhipcau.demo.web import server

            return server.main(rest)
        case ["press", "scan" | "extract" | "feed" | "stories", *_]:
            from nhipcau.engines.presswire import cli as presswire_cli

            return presswire_cli.main(args[1:])
        case ["law", *_]:
            from nhipcau.engines.lawdates import cli as lawdates_cli

            return lawdates_cli.main(args)
        case ["say", *_]:
            from nhipcau.engines.vntext.saying import cli as saying_cli

            return saying_cli.main(args)
        case ["report", "merge", *_]:
            from nhipcau.engines.merging import cli as merging_cli

            return merging_cli.main(args)
        case ["report", "count" | "periods" | "indicators", *_]:
            from nhipcau.engines.counting import cli as counting_cli

            return counting_cli.main(args)
        case ["up", *rest]:
            from nhipcau.ops import up

            return up.main(rest, _wanted)
        case ["nginx", *rest]:
            from nhipcau.ops import front

            return front.main(rest, _front)
        case ["settings", "-h" | "--help"]:
            print("usage: nhipcau settings [--write PAGE]")
            return 0
        case ["settings"]:
            from nhipcau.config import environment

            print(environment.table(), end="")
            return 0
        case ["settings", "--write", page]:
            from nhipcau.config import environment

            environment.write_page(Path(page))
            return 0
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings")
    if args and args[0] in OWNERS:
        from nhipcau.config import environment

        environment.act_as_owner()
    match args:
        case ["prepare" | "worker" | "backup" | "restore" | "doctor" as command, *rest]:
            set_up()
            from nhipcau.config import checks
            from nhipcau.ops import backup, doctor, prepare, worker

            if command == "doctor":
                try:
                    return doctor.main(rest)
                finally:
                    from django.db import connection

                    connection.close()
            if command in ("backup", "restore"):
                return backup.main(args)
            checks.refuse_insecure()
            return prepare.main(rest) if command == "prepare" else worker.main(rest)
    if len(args) > 1 and args[0] == "press":
        # nhipcau press check-sources → the app's command press_check_sources
        args = [f"press_{args[1].replace('-', '_')}", *args[2:]]
    from django.core.management import execute_from_command_line

    execute_from_command_line(["nhipcau", *args])
    return 0


def _helped(args: list[str]) -> int | None:
    """The exit code where help was asked for and given; None for everything else."""
    if len(args) > 2 and args[0] != "help":
        return None  # what is to be done begins at once
    from nhipcau.config import helping

    english = helping.is_english()
    match args:
        case [] | ["help"] | ["-h"] | ["--help"]:
            print(helping.page(english=english), end="")
            return 0
        case ["press" | "plan" | "report" as group] | ["help", "press" | "plan" | "report" as group]:
            print(helping.page(english=english, only=group), end="")
            return 0
        case [group, "-h" | "--help"] if helping.is_page(args):
            print(helping.page(english=english, only=group), end="")
            return 0
        case ["help", *words] if words != ["--all"] and (
            said := helping.about(" ".join(words), english=english)
        ):
            print(said)
            return 0
        case ["help", "--all"]:
            args[:] = ["help"]
    return None


def _wanted() -> Wanted:
    """What ``up`` is to start, from the environment; ValueError says which setting is wrong."""
    from nhipcau.config import environment
    from nhipcau.ops.up import Wanted

    return Wanted(
        bind=environment.get("NHIPCAU_BIND"),
        production=environment.is_production(),
        base_url=environment.get("NHIPCAU_BASE_URL"),
        var_dir=environment.var_dir(),
        web_workers=environment.get_int("NHIPCAU_WEB_WORKERS"),
        task_workers=environment.get_int("NHIPCAU_TASK_WORKERS"),
    )


def _front() -> tuple[str, str, int, int]:
    """What a web server in front must know, from the environment; ValueError says which setting is wrong."""
    from nhipcau.config import environment

    return (
        environment.get("NHIPCAU_BASE_URL"),
        environment.get("NHIPCAU_BIND"),
        environment.get_int("NHIPCAU_MAX_UPLOAD_MB"),
        environment.get_int("NHIPCAU_TRUSTED_PROXY"),
    )


if __name__ == "__main__":
    sys.exit(main())
