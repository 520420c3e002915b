"""What do the tables beside the decision test on a map say?"""

from yupay.model.text import Text


def _text(es: str, en: str) -> Text:
    return Text(es=es, en=en)


FAMILY_TITLE = _text("La prueba que decide y su familia, sobre el mapa", "The deciding test and its family, on the map")
SIZE_TITLE = _text(
    "Falsas alarmas y potencia de cada prueba sobre este mapa", "False alarms and power of each test on this map"
)
VARIANT = _text("Variante", "Variant")
DEPENDENCE = {
    "reml": _text("autorregresión o exponencial, la de mayor REML", "autoregression or exponential, the higher REML"),
    "sar": _text("solo autorregresión", "autoregression alone"),
    "exponential": _text("solo exponencial con pepita", "exponential with nugget alone"),
}
MEAN = {
    "trend-size": _text("tendencia y tamaño descontados", "trend and size taken out"),
    "trend": _text("solo tendencia descontada", "trend alone taken out"),
    "size": _text("solo tamaño descontado", "size alone taken out"),
    "bare": _text("nada descontado", "nothing taken out"),
}
NAMED = {
    "ranked": _text("t modificada sobre puestos", "modified t on ranks"),
    "eigenvectors": _text("Freedman y Lane con vectores propios de Moran", "Freedman-Lane with Moran eigenvectors"),
    "without-spatial-term": _text(
        "binomial negativa, sin término espacial (razón de tasas por DE de x)",
        "negative binomial, no spatial term (rate ratio per SD of x)",
    ),
    "with-spatial-term": _text(
        "binomial negativa, con término espacial (razón de tasas por DE de x)",
        "negative binomial, with spatial term (rate ratio per SD of x)",
    ),
}
BOTH = _text("{dependence}; {mean}", "{dependence}; {mean}")
REGISTERED = _text("{variant} (la registrada: decide)", "{variant} (the registered one: decides)")
FAMILY_NOTE = _text(
    "Solo la prueba registrada decide. Las demás dicen cuánto cambia la respuesta con otra idea de la dependencia o con menos "
    "descontado; qué no sostiene cada una: docs/decisions/0003. La binomial negativa es solo sensibilidad: sus vectores se "
    "eligen con los mismos datos y su intervalo queda corto.",
    "Only the registered test decides. The others say how much the answer changes with another idea of the dependence or with "
    "less taken out; what each one cannot hold: docs/decisions/0003. The negative binomial is sensitivity only: its vectors are "
    "chosen on the same data and its interval is too short.",
)
TESTS = {
    "plain": _text("Spearman simple", "plain Spearman"),
    "modified-t": _text("t modificada", "modified t"),
    "sar-trend": _text("filtro autorregresivo con tendencia", "autoregressive filter with trend"),
    "decision": _text("la prueba que decide", "the deciding test"),
}
TEST = _text("Prueba", "Test")
ALARMS = _text("Falsas alarmas (%)", "False alarms (%)")
POWER = _text("Potencia con r latente de {latent} (%)", "Power at a latent r of {latent} (%)")
SIZE_NOTE = _text(
    "Sobre este mapa, con los ceros y empates de estas variables: {draws} pares de mapas simulados por cada dependencia del "
    "intervalo de 90 % de la dependencia. Se imprime el recorrido, nunca un número solo. No calcula el coeficiente entre x y y.",
    "On this map, with the zeros and ties of these variables: {draws} pairs of simulated maps for each dependence within the "
    "90% interval of the dependence. The range is printed, never one number. It does not compute the coefficient between x and y.",
)
