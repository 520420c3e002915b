"""Which terms does a report on the part nobody recorded explain? English, Spanish, and their sense in both."""

TERMS = (
    (
        "multiple systems estimation (MSE); capture-recapture",
        "estimación por sistemas múltiples (ESM); captura-recaptura",
        "estimar cuántas personas no están en ninguna lista a partir de cuántas están en varias",
        "estimating how many persons are on no list from how many are on several",
    ),
    (
        "capture history",
        "historia de captura",
        "el conjunto de listas en que aparece una persona",
        "the set of lists on which a person appears",
    ),
    (
        "identifying assumption",
        "supuesto que identifica",
        "lo que se supone de quienes no están en ninguna lista; sin él no hay total, y los datos no lo comprueban",
        "what is assumed of those on no list; without it there is no total, and the data do not check it",
    ),
    (
        "log-linear model; interaction of lists",
        "modelo log-lineal; interacción de listas",
        "describe si estar en una lista va con estar en otra",
        "describes whether being on one list goes with being on another",
    ),
    (
        "latent class",
        "clase latente",
        "grupo no observado de personas igualmente visibles",
        "unobserved group of equally visible persons",
    ),
    (
        "R-hat; effective sample size",
        "R-hat; tamaño efectivo de la muestra",
        "si las cadenas simuladas coinciden (R-hat cerca de 1) y cuánto valen",
        "whether simulated chains agree (R-hat near 1) and how much they are worth",
    ),
    (
        "lower bound",
        "cota inferior",
        "el total no es menor, si vale su supuesto; cuánto mayor es no se dice",
        "the total is not below it, if its assumption holds; how much above is not told",
    ),
    (
        "tipping value",
        "valor de inflexión",
        "cuánta asociación no observada haría falta para cambiar la conclusión",
        "how much unobserved association would change the conclusion",
    ),
    (
        "detected victims (SDG 16.2.2)",
        "víctimas detectadas (ODS 16.2.2)",
        "las que alguna institución registró; la estimación de las demás no es este indicador",
        "those whom some institution recorded; the estimate of the others is not this indicator",
    ),
)
