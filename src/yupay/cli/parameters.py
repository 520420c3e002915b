"""What are the parameters of an estimate called? Those that a reader may ask for, in words; the rest by their name."""

from typing import Any

from yupay.cli.written import number
from yupay.model.text import Text

PARAMETERS = {
    "alpha": Text(es="nivel de significancia", en="significance level"),
    "alternative": Text(es="alternativa", en="alternative"),
    "answered": Text(es="respondieron", en="answered"),
    "bound": Text(es="margen de equivalencia", en="equivalence bound"),
    "columns": Text(es="columnas descontadas", en="columns removed"),
    "controls": Text(es="descontando", en="given"),
    "draws": Text(es="simulaciones", en="draws"),
    "effective_size": Text(es="tamaño efectivo", en="effective size"),
    "equivalent": Text(es="equivalente a cero", en="equivalent to zero"),
    "existing": Text(es="existentes", en="existing"),
    "family": Text(es="familia de dependencia", en="family of dependence"),
    "family_size": Text(es="contrastes de la familia", en="tests in the family"),
    "fisher_se": Text(es="error estándar de la z de Fisher", en="standard error of Fisher's z"),
    "islands": Text(es="lugares sin vecinos", en="places without neighbours"),
    "links": Text(es="vínculos entre vecinos", en="links between neighbours"),
    "nugget": Text(es="efecto pepita", en="nugget"),
    "per": Text(es="por cada", en="per"),
    "permutations": Text(es="permutaciones", en="permutations"),
    "power": Text(es="potencia", en="power"),
    "range_share": Text(es="alcance, como parte del diámetro del mapa", en="range, as a share of the map's diameter"),
    "residual_moran_p": Text(es="p de la I de Moran de los residuos", en="p of Moran's I of the residuals"),
    "rho": Text(es="rho de la dependencia", en="rho of the dependence"),
    "rows_left_out_in_turn": Text(es="filas dejadas fuera, una por vez", en="rows left out, one at a time"),
    "seed": Text(es="semilla", en="seed"),
    "tied": Text(es="empates", en="ties"),
    "zeros": Text(es="ceros", en="zeros"),
}
VALUES = {
    "two-sided": Text(es="bilateral", en="two-sided"),
    "greater": Text(es="mayor", en="greater"),
    "less": Text(es="menor", en="less"),
    "sar": Text(es="autorregresiva simultánea (SAR)", en="simultaneous autoregressive (SAR)"),
    "exponential": Text(es="exponencial", en="exponential"),
    "True": Text(es="sí", en="yes"),
    "False": Text(es="no", en="no"),
}
SIDES = {"_x": "X", "_y": "Y"}


def parameter(name: str, value: Any) -> Text:
    """A parameter and its value: `rho de la dependencia de X = 0.120`."""
    words, said = named(name), VALUES.get(str(value), Text.same(number(value)))
    return Text(es=f"{words.es} = {said.es}", en=f"{words.en} = {said.en}")


def named(name: str) -> Text:
    """What a parameter is called; of X or of Y, where its name ends so; its name where it has no words."""
    side = SIDES.get(name[-2:])
    words = PARAMETERS.get(name[:-2] if side else name)
    if words is None or side is None:
        return words or Text.same(name)
    return Text(es=f"{words.es} de {side}", en=f"{words.en} of {side}")
