"""What do the commands of `yupay plan` take? Each option with its help in two languages."""

from typing import Any, Literal

import typer

from yupay.cli.language import Language

Sided = Literal["two-sided", "one-sided"]
Coefficient = Literal["pearson", "spearman", "kendall-tau-b"]
Of = Literal["correlation", "proportions", "means"]
Rounding = Literal["largest-remainder", "up"]
WORDS: dict[str, tuple[str, str]] = {
    "plan": (
        "Cuántos encuestar, cómo repartirlos y qué se podría hallar; con --study, qué puede hallar un estudio en su mapa.",
        "How many to ask, how to share them out and what could be found; with --study, what a study can find on its map.",
    ),
    "proportion": ("Tamaño de muestra para una proporción.", "Sample size for a proportion."),
    "mean": ("Tamaño de muestra para una media.", "Sample size for a mean."),
    "correlation": (
        "Tamaño de muestra para hallar una correlación, o conocerla con un ancho.",
        "Sample size to find a correlation, or to know it within a width.",
    ),
    "two-proportions": (
        "Tamaño de cada grupo para comparar dos proporciones.",
        "Size of each group to compare two proportions.",
    ),
    "two-means": ("Tamaño de cada grupo para comparar dos medias.", "Size of each group to compare two means."),
    "allocation": ("Reparte una muestra entre estratos.", "Share a sample out among strata."),
    "power": ("Con qué frecuencia se hallaría un efecto.", "How often an effect would be found."),
    "detectable": ("El menor efecto que se hallaría.", "The smallest effect that would be found."),
    "check": (
        "Revisa un tamaño de muestra que un texto declara.",
        "Check a sample size that a text states.",
    ),
    "study": (
        "La carpeta del estudio, o su study.toml: qué se puede hallar en su mapa. No se calcula ninguna relación.",
        "The study folder, or its study.toml: what can be found on its map. No relation is computed.",
    ),
    "draws": ("Simulaciones; las del estudio si no se indica.", "Draws; those of the study where not given."),
    "p": ("La proporción supuesta; .5 si no se sabe.", "The supposed proportion; .5 where unknown."),
    "p1": ("La proporción del primer grupo.", "The proportion of the first group."),
    "p2": ("La proporción del segundo grupo.", "The proportion of the second group."),
    "margin": ("El margen de error, en más y en menos.", "The margin of error, up and down."),
    "level": ("El nivel de confianza.", "The confidence level."),
    "z": ("El valor de z que el protocolo declara, como 1.96.", "The z that the protocol states, such as 1.96."),
    "population": (
        "Unidades de la población; sin límite si no se indica.",
        "Units of the population; endless where not given.",
    ),
    "design_effect": ("El efecto de diseño.", "The design effect."),
    "response": ("La parte que se espera que responda.", "The share expected to answer."),
    "sd": ("La desviación estándar supuesta.", "The supposed standard deviation."),
    "difference": ("La diferencia que importa.", "The difference that matters."),
    "effect": ("La diferencia de medias en desviaciones estándar.", "The difference of means in standard deviations."),
    "r": ("La correlación más pequeña que importa.", "The smallest correlation that matters."),
    "coefficient": ("Qué coeficiente.", "Which coefficient."),
    "width": ("El ancho del intervalo, en lugar de la potencia.", "The width of the interval, instead of the power."),
    "of": ("De qué se busca el menor efecto.", "Of what the smallest effect is sought."),
    "alpha": ("El nivel de significancia.", "The significance level."),
    "wanted": ("La potencia deseada.", "The wanted power."),
    "sided": ("La alternativa.", "The alternative."),
    "ratio": (
        "Unidades del segundo grupo por cada una del primero.",
        "Units of the second group for each of the first.",
    ),
    "n": (
        "Las unidades; las del primer grupo, si hay dos.",
        "The units; those of the first group, where there are two.",
    ),
    "stated": ("El tamaño que el texto declara.", "The size that the text states."),
    "stratum": (
        "Un estrato y su tamaño; con su desviación estándar, afijación de Neyman. Se repite.",
        "A stratum and its size; with its standard deviation, Neyman's allocation. Repeat it.",
    ),
    "strata": ("El tamaño de un estrato. Se repite.", "The size of a stratum. Repeat it."),
    "rounding": (
        "Enteros por los restos mayores (suman n) o cada estrato hacia arriba.",
        "Whole numbers by the largest remainders (they add to n), or each stratum up.",
    ),
    "unit": ("Cómo se llama una unidad.", "What a unit is called."),
    "language": ("es o en; el de la máquina si no se indica.", "es or en; the machine's where not given."),
    "json": ("Un objeto JSON en la salida estándar.", "One JSON object on standard output."),
}


class PlanOptions:
    """The options of every plan, with their help in one language."""

    def __init__(self, language: Language) -> None:
        def option(name: str, flag: str, metavar: str, default: Any = None) -> Any:
            return typer.Option(default, flag, help=WORDS[name][0 if language == "es" else 1], metavar=metavar)

        self.study = option("study", "--study", "DIR")
        self.draws = option("draws", "--draws", "N")
        self.p = option("p", "--p", "P", 0.5)
        self.margin = option("margin", "--margin", "E", ...)
        self.level = option("level", "--level", "L", 0.95)
        self.z = option("z", "--z", "Z")
        self.population = option("population", "--population", "N")
        self.design_effect = option("design_effect", "--design-effect", "D", 1.0)
        self.response = option("response", "--response", "R", 1.0)
        self.sd_needed = option("sd", "--sd", "S", ...)
        self.sd = option("sd", "--sd", "S", 1.0)
        self.difference = option("difference", "--difference", "D", ...)
        self.r_needed = option("r", "--r", "R", ...)
        self.r = option("r", "--r", "R")
        self.effect = option("effect", "--effect", "D")
        self.p1_needed, self.p2_needed = option("p1", "--p1", "P", ...), option("p2", "--p2", "P", ...)
        self.p1, self.p2 = option("p1", "--p1", "P"), option("p2", "--p2", "P")
        self.coefficient = option("coefficient", "--coefficient", "pearson|spearman|kendall-tau-b", "pearson")
        self.of = option("of", "--of", "correlation|proportions|means", "correlation")
        self.width = option("width", "--width", "W")
        self.alpha = option("alpha", "--alpha", "A", 0.05)
        self.wanted = option("wanted", "--power", "P", 0.80)
        self.sided = option("sided", "--sided", "two-sided|one-sided", "two-sided")
        self.ratio = option("ratio", "--ratio", "K", 1.0)
        self.n = option("n", "--n", "N", ...)
        self.stated = option("stated", "--n", "N", ...)
        self.stratum = option("stratum", "--stratum", "NAME=SIZE[:SD]", ...)
        self.strata = option("strata", "--stratum", "SIZE", [])
        self.rounding = option("rounding", "--rounding", "largest-remainder|up", "largest-remainder")
        self.unit = option("unit", "--unit", "WORD", "person")
        self.language = option("language", "--language", "es|en")
        self.json = option("json", "--json", "", False)
