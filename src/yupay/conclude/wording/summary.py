"""What do the boxes of the one-page summary say?"""

from yupay.model.text import Text

KNOWN = Text(es="Qué se sabe", en="What is known")
RELATED = Text(es="Qué se relaciona", en="What goes with what")
CANNOT = Text(es="Qué no se puede decir", en="What cannot be said")
WORTH = Text(es="Qué conviene hacer", en="What is worth doing")
YOUR_PLACE = Text(es="Su {unit}: {place}", en="Your {unit}: {place}")
YOUR_PLACE_CLOSED = Text(es="Su {unit}", en="Your {unit}")
UNKNOWN_PLACE = Text(
    es="El código {code} no es de ninguna unidad de este estudio.", en="Code {code} is of no unit of this study."
)
BADGE = Text(es="{claim}, por {unit}.", en="{claim}, by {unit}.")
BADGE_ALONE = Text(es="{claim}.", en="{claim}.")
PLACE_COUNT = Text(
    es="{indicator}: {n} (respondieron {answered} de {existing} {offices}).",
    en="{indicator}: {n} ({answered} of {existing} {offices} answered).",
)
PLACE_RATE = Text(
    es="{indicator}: {n}; tasa por cada 100,000 habitantes {rate}, IC 95 % {interval}; tasa conjunta {pooled}: {position}.",
    en="{indicator}: {n}; rate per 100,000 inhabitants {rate}, 95% CI {interval}; pooled rate {pooled}: {position}.",
)
PLACE_RATE_WITHOUT_INTERVAL = Text(
    es="{indicator}: {n}; tasa por cada 100,000 habitantes {rate}, sin intervalo; tasa conjunta {pooled}.",
    en="{indicator}: {n}; rate per 100,000 inhabitants {rate}, without an interval; pooled rate {pooled}.",
)
PLACE_SMALL = Text(
    es="Con menos de {least} habitantes: conteos, sin tasas.", en="Below {least} inhabitants: counts, no rates."
)
ABOVE = Text(es="por encima", en="above")
BELOW = Text(es="por debajo", en="below")
ALIKE = Text(es="no se distingue", en="cannot be told apart")
NOTHING_KNOWN = Text(es="Ningún objetivo descriptivo da una cifra.", en="No descriptive objective gives a figure.")
NOTHING_DECLARED = Text(es="El estudio no declara nada aquí.", en="The study declares nothing here.")
