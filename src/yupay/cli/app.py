"""Which commands are there, and what do they take? Typer holds the line; the work of each command is in its own file."""

import re
from pathlib import Path
from typing import Any, Literal

import typer
from typer.core import TyperCommand, TyperGroup

from yupay.cli.audit import HELP as AUDIT_HELP
from yupay.cli.audit import audit_command
from yupay.cli.help import FIXED, Help, helps
from yupay.cli.hidden import HELP as HIDDEN_HELP
from yupay.cli.hidden import hidden_command
from yupay.cli.language import Language, asked_language
from yupay.cli.law import QUALIFY_HELP, law_commands, qualify_command
from yupay.cli.link import HELP as LINK_HELP
from yupay.cli.link import link_command
from yupay.cli.plan import plan_commands
from yupay.cli.release import HELP as RELEASE_HELP
from yupay.cli.release import release_command

Purpose = Literal["study", "padsc"]


def page(text: str, language: Language) -> str:
    """A help page with its fixed words in the language of the line, and its usage without marks of repetition."""
    text = re.sub(r"\{([^{}\n]+)\}", r"\1", text.replace("DIR]...", "DIR]"))
    for english, spanish in FIXED if language == "es" else ():
        text = re.sub(english, spanish, text, flags=re.MULTILINE)
    return text


def tell_options(command: TyperCommand | TyperGroup, ctx: Any, formatter: Any) -> None:
    """The arguments and options of a command, aligned, without the names of Python types."""
    rows: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
    for param in command.get_params(ctx):
        if (record := param.get_help_record(ctx)) is not None:
            rows[param.param_type_name].append((re.sub(r" <[a-z]+(?:\[[a-z]+\])?>$", "", record[0]), record[1]))
    for kind, title in (("argument", "Arguments"), ("option", "Options")):
        if rows[kind]:
            with formatter.section(title):
                formatter.write_dl(rows[kind])


class EnglishGroup(TyperGroup):
    """The commands, listed in English."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return page(super().get_help(ctx), "en")

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The options, then the commands."""
        tell_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)


class SpanishGroup(EnglishGroup):
    """The commands, listed in Spanish."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return page(super().get_help(ctx), "es")


class EnglishCommand(TyperCommand):
    """A command whose help is in English."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return page(super().get_help(ctx), "en")

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The arguments and options."""
        tell_options(self, ctx, formatter)


class SpanishCommand(EnglishCommand):
    """A command whose help is in Spanish."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return page(super().get_help(ctx), "es")


class Options:
    """The arguments and options of every command, with their help in one language."""

    def __init__(self, words: Help) -> None:
        self.study: Any = typer.Argument(Path(), help=words.study, metavar="STUDY", show_default=False)
        self.names: Any = typer.Argument(None, help=words.names, metavar="[STARTER] DIR", show_default=False)
        self.what: Any = typer.Argument(..., help=words.what, metavar="CODE|ID", show_default=False)
        self.of: Any = typer.Option(Path(), "--study", "-s", help=words.study, metavar="DIR", show_default=False)
        self.source: Any = typer.Option(None, "--from", help=words.source, metavar="FILE")
        self.data: Any = typer.Option(None, "--data", help=words.data, metavar="FILE")
        self.register: Any = typer.Option(False, "--register", help=words.register)
        self.strict: Any = typer.Option(False, "--strict", help=words.strict)
        self.output: Any = typer.Option(None, "--output", "-o", help=words.output, metavar="DIR")
        self.results: Any = typer.Option(None, "--output", "-o", help=words.results, metavar="DIR")
        self.place: Any = typer.Option(None, "--place", help=words.place, metavar="UBIGEO")
        self.purpose: Any = typer.Option("study", "--for", help=words.purpose, metavar="study|padsc")
        self.engine: Any = typer.Option(None, "--engine", help=words.engine, metavar="URL")
        self.language: Any = typer.Option(None, "--language", help=words.language, metavar="es|en")
        self.json: Any = typer.Option(False, "--json", help=words.json)
        self.quiet: Any = typer.Option(False, "--quiet", "-q", help=words.quiet)
        self.version: Any = typer.Option(False, "--version", help=words.version)


def run_command(arguments: list[str]) -> int:
    """Run one command line; the exit code."""
    language = asked_language(arguments)
    try:
        code = application(language)(arguments, prog_name="yupay", standalone_mode=False)
    except typer.TyperException as misused:
        from yupay.cli.failing import misunderstood

        return misunderstood(misused, arguments, language)
    except (typer.Abort, KeyboardInterrupt):
        from yupay.cli.failing import interrupted

        return interrupted(language)
    return code if isinstance(code, int) else 0


def application(language: Language) -> typer.Typer:
    """The commands, with their help in one language."""
    words = helps(language)
    options = Options(words)
    command = SpanishCommand if language == "es" else EnglishCommand
    app = typer.Typer(
        name="yupay",
        help=words.app,
        cls=SpanishGroup if language == "es" else EnglishGroup,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback(invoke_without_command=True)
    def start(context: typer.Context, version: bool = options.version, language: Language = options.language) -> None:
        if version:
            from yupay import __version__

            typer.echo(f"yupay {__version__}")
        elif context.invoked_subcommand is None:
            typer.echo(context.get_help())

    app.command("new", cls=command, help=words.new)(new_command(options, language))
    app.command("check", cls=command, help=words.check)(check_command(options, language))
    app.command("run", cls=command, help=words.run)(run_it_command(options, language))
    app.command("explain", cls=command, help=words.explain)(explain_command(options, language))
    app.command("audit", cls=command, help=AUDIT_HELP[language])(audit_command(options, language))
    app.command("hidden", cls=command, help=HIDDEN_HELP[language])(hidden_command(options, language))
    app.command("link", cls=command, help=LINK_HELP[language])(link_command(options, language))
    app.command("release", cls=command, help=RELEASE_HELP[language])(release_command(options, language))
    app.add_typer(plan_commands(language), name="plan")
    app.command("qualify", cls=command, help=QUALIFY_HELP[language])(qualify_command(options, language))
    app.add_typer(
        law_commands(options, language, group=SpanishGroup if language == "es" else EnglishGroup, command=command),
        name="law",
    )
    return app


def new_command(options: Options, spoken: Language) -> Any:
    """`yupay new`."""

    def new(
        names: list[str] = options.names,
        source: Path = options.source,
        data: Path = options.data,
        language: Language = options.language,
        as_json: bool = options.json,
    ) -> int:
        from yupay.cli.begin import begin
        from yupay.cli.failing import guarded

        return guarded(spoken, as_json, False, lambda screen: begin(names or [], source, screen, data))

    return new


def check_command(options: Options, spoken: Language) -> Any:
    """`yupay check`."""

    def check(
        study: Path = options.study,
        register: bool = options.register,
        strict: bool = options.strict,
        language: Language = options.language,
        as_json: bool = options.json,
        quiet: bool = options.quiet,
    ) -> int:
        from yupay.cli.examine import check_folder
        from yupay.cli.failing import guarded

        def work(screen: Any) -> int:
            return check_folder(study, screen, register=register, strict=strict)

        return guarded(spoken, as_json, quiet, work, f"yupay check {study}", folder=study)

    return check


def run_it_command(options: Options, spoken: Language) -> Any:
    """`yupay run`."""

    def run(
        study: Path = options.study,
        output: Path = options.output,
        strict: bool = options.strict,
        place: str = options.place,
        purpose: Purpose = options.purpose,
        engine: str = options.engine,
        language: Language = options.language,
        as_json: bool = options.json,
        quiet: bool = options.quiet,
    ) -> int:
        from yupay.cli.failing import guarded
        from yupay.cli.perform import perform

        def work(screen: Any) -> int:
            return perform(study, screen, output=output, strict=strict, place=place, purpose=purpose, engine=engine)

        return guarded(spoken, as_json, quiet, work, f"yupay check {study}", folder=study)

    return run


def explain_command(options: Options, spoken: Language) -> Any:
    """`yupay explain`."""

    def explain(
        what: str = options.what,
        study: Path = options.of,
        output: Path = options.results,
        language: Language = options.language,
        as_json: bool = options.json,
    ) -> int:
        from yupay.cli.failing import guarded
        from yupay.cli.open import explain_what

        return guarded(spoken, as_json, False, lambda screen: explain_what(what, study, output, screen))

    return explain
