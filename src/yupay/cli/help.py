"""What does `--help` say, in either language?"""

from dataclasses import dataclass

from yupay.cli.language import Language


@dataclass(frozen=True)
class Help:
    """The lines of every help page."""

    app: str
    new: str
    check: str
    run: str
    explain: str
    names: str
    source: str
    data: str
    study: str
    what: str
    register: str
    strict: str
    output: str
    results: str
    place: str
    purpose: str
    engine: str
    language: str
    json: str
    quiet: str
    version: str


ENGLISH = Help(
    app="Descriptive-correlational studies of child trafficking and citizen security, from data to report.",
    new="Begin a study from a starter or a file of yours.",
    check="Check a study, without reading its data, and print its two matrices.",
    run="Run a study, from its data to its report.",
    explain="Explain a message, a method or a number of the report.",
    names="A starter and a new folder; with --from, a new folder only. Nothing: list the starters.",
    source="Write a first study.toml from the columns and labels of this file, or the questions of this XLSForm.",
    data="The answers to the form that is given in --from.",
    study="The study folder, or its study.toml.",
    what="A message code, or the id (or the start of the id) of an estimate.",
    register="Lock the plan with today's date, in plan.lock.toml.",
    strict="Leave with 1 where something is not assessable, a check failed or there is a notice.",
    output="Where the files go: output/ in the study folder where not given.",
    results="The folder with the results: output/ in the study folder where not given.",
    place="The code of one district, for its box in the one-page summary.",
    purpose="padsc: the report in the order of the diagnosis of a district citizen-security plan.",
    engine="Another engine than the study's: duckdb://, postgres://user@host/database or spark://local?cores=2.",
    language="es or en; the machine's where not given.",
    json="One JSON object on standard output.",
    quiet="Problems only.",
    version="Show the version and leave.",
)
SPANISH_HELP = Help(
    app="Estudios descriptivo-correlacionales de trata de NNA y seguridad ciudadana, del dato al informe.",
    new="Inicia un estudio desde un ejemplo o un archivo suyo.",
    check="Revisa un estudio, sin leer sus datos, e imprime sus dos matrices.",
    run="Ejecuta un estudio, del dato al informe.",
    explain="Explica un mensaje, un método o un número del informe.",
    names="Un ejemplo y una carpeta nueva; con --from, solo la carpeta. Sin nada: lista los ejemplos.",
    source="Escribe un primer study.toml con las columnas y etiquetas de este archivo, o las preguntas de este XLSForm.",
    data="Las respuestas del formulario que se da en --from.",
    study="La carpeta del estudio, o su study.toml.",
    what="Un código de mensaje, o el id (o el comienzo del id) de una estimación.",
    register="Registra el plan con la fecha de hoy, en plan.lock.toml.",
    strict="Termina con 1 si algo no es evaluable, una comprobación falla o hay un aviso.",
    output="Dónde van los archivos: output/ en la carpeta del estudio si no se indica.",
    results="La carpeta con los resultados: output/ en la carpeta del estudio si no se indica.",
    place="El ubigeo de un distrito, para su recuadro en el resumen de una página.",
    purpose="padsc: el informe en el orden del diagnóstico de un plan distrital de seguridad ciudadana.",
    engine="Otro motor que el del estudio: duckdb://, postgres://usuario@servidor/base o spark://local?cores=2.",
    language="es o en; el de la máquina si no se indica.",
    json="Un objeto JSON en la salida estándar.",
    quiet="Solo los problemas.",
    version="Muestra la versión y termina.",
)
FIXED = (
    (r"^Usage:", "Uso:"),
    (r"^Options:$", "Opciones:"),
    (r"^Arguments:$", "Argumentos:"),
    (r"^Commands:$", "Órdenes:"),
    (r"\[OPTIONS\]", "[OPCIONES]"),
    (r"COMMAND \[ARGS\]\.\.\.", "ORDEN [ARGUMENTOS]..."),
    (r"Show this message and exit\.", "Muestra esta ayuda y termina."),
    (r"\[default: ", "[si no se indica: "),
    (r"\[required\]", "[obligatorio]"),
)


def helps(language: Language) -> Help:
    """The help lines of a language."""
    return SPANISH_HELP if language == "es" else ENGLISH
