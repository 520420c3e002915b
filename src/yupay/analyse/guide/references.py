"""What does the guide lean on? Each work with how it is cited in a sentence and how it stands in a list of references."""

from dataclasses import dataclass

from yupay.model.text import Text


@dataclass(frozen=True)
class Reference:
    """A published work: authors and year in both languages, and its APA entry."""

    cited: Text
    entry: str


def _work(cited: str, entry: str) -> Reference:
    """A work whose authors are joined by "y" in Spanish and by "&" in English."""
    return Reference(Text(es=cited.replace(" & ", " y "), en=cited), entry)


AGRESTI = _work("Agresti, 2010", "Agresti, A. (2010). Analysis of ordinal categorical data (2nd ed.). Wiley.")
AGRESTI_EXACT = _work(
    "Agresti, 1992",
    "Agresti, A. (1992). A survey of exact inference for contingency tables. Statistical Science, 7, 131-153.",
)
BERK = _work(
    "Berk et al., 1995",
    "Berk, R. A., Western, B., & Weiss, R. E. (1995). Statistical inference for apparent populations. Sociological "
    "Methodology, 25, 421-458.",
)
BINDER = _work(
    "Binder, 1983",
    "Binder, D. A. (1983). On the variances of asymptotically normal estimators from complex surveys. International "
    "Statistical Review, 51, 279-292.",
)
CLIFF_ORD = _work(
    "Cliff & Ord, 1981", "Cliff, A. D., & Ord, J. K. (1981). Spatial processes: Models and applications. Pion."
)
CLIFFORD = _work(
    "Clifford et al., 1989",
    "Clifford, P., Richardson, S., & Hémon, D. (1989). Assessing the significance of the correlation between two spatial "
    "processes. Biometrics, 45, 123-134.",
)
COCHRAN = _work(
    "Cochran, 1954",
    "Cochran, W. G. (1954). Some methods for strengthening the common χ² tests. Biometrics, 10, 417-451.",
)
COHEN = _work(
    "Cohen, 1968",
    "Cohen, J. (1968). Weighted kappa: Nominal scale agreement with provision for scaled disagreement or partial credit. "
    "Psychological Bulletin, 70, 213-220.",
)
CONOVER = _work(
    "Conover & Iman, 1981",
    "Conover, W. J., & Iman, R. L. (1981). Rank transformations as a bridge between parametric and nonparametric "
    "statistics. The American Statistician, 35, 124-129.",
)
COX = _work(
    "Cox, 1958",
    "Cox, D. R. (1958). The regression analysis of binary sequences. Journal of the Royal Statistical Society, Series B, "
    "20, 215-242.",
)
DELACRE = _work(
    "Delacre et al., 2017",
    "Delacre, M., Lakens, D., & Leys, C. (2017). Why psychologists should by default use Welch's t-test instead of "
    "Student's t-test. International Review of Social Psychology, 30, 92-101.",
)
DE_WINTER = _work(
    "de Winter et al., 2016",
    "de Winter, J. C. F., Gosling, S. D., & Potter, J. (2016). Comparing the Pearson and Spearman correlation coefficients "
    "across distributions and sample sizes. Psychological Methods, 21, 273-290.",
)
FISHER = _work(
    "Fisher, 1915",
    "Fisher, R. A. (1915). Frequency distribution of the values of the correlation coefficient in samples from an "
    "indefinitely large population. Biometrika, 10, 507-521.",
)
FISHER_EXACT = _work(
    "Fisher, 1922",
    "Fisher, R. A. (1922). On the interpretation of χ² from contingency tables, and the calculation of P. Journal of the "
    "Royal Statistical Society, 85, 87-94.",
)
FISHER_GROUPS = _work(
    "Fisher, 1925", "Fisher, R. A. (1925). Statistical methods for research workers. Oliver and Boyd."
)
FISHER_PARTIAL = _work(
    "Fisher, 1924",
    "Fisher, R. A. (1924). The distribution of the partial correlation coefficient. Metron, 3, 329-332.",
)
FREEMAN = _work(
    "Freeman & Halton, 1951",
    "Freeman, G. H., & Halton, J. H. (1951). Note on an exact treatment of contingency, goodness of fit and other problems "
    "of significance. Biometrika, 38, 141-149.",
)
GOODMAN = _work(
    "Goodman & Kruskal, 1954",
    "Goodman, L. A., & Kruskal, W. H. (1954). Measures of association for cross classifications. Journal of the American "
    "Statistical Association, 49, 732-764.",
)
HOLM = _work(
    "Holm, 1979",
    "Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics, 6, 65-70.",
)
KENDALL = _work(
    "Kendall, 1945", "Kendall, M. G. (1945). The treatment of ties in ranking problems. Biometrika, 33, 239-251."
)
KISH_FRANKEL = _work(
    "Kish & Frankel, 1974",
    "Kish, L., & Frankel, M. R. (1974). Inference from complex samples. Journal of the Royal Statistical Society, Series B, "
    "36, 1-37.",
)
KRUSKAL = _work(
    "Kruskal & Wallis, 1952",
    "Kruskal, W. H., & Wallis, W. A. (1952). Use of ranks in one-criterion variance analysis. Journal of the American "
    "Statistical Association, 47, 583-621.",
)
LUMLEY = _work(
    "Lumley & Scott, 2013",
    "Lumley, T., & Scott, A. J. (2013). Two-sample rank tests under complex sampling. Biometrika, 100, 831-842.",
)
MANN = _work(
    "Mann & Whitney, 1947",
    "Mann, H. B., & Whitney, D. R. (1947). On a test of whether one of two random variables is stochastically larger than "
    "the other. Annals of Mathematical Statistics, 18, 50-60.",
)
MCCULLAGH = _work(
    "McCullagh, 1980",
    "McCullagh, P. (1980). Regression models for ordinal data. Journal of the Royal Statistical Society, Series B, 42, "
    "109-142.",
)
OLSSON = _work(
    "Olsson, 1979",
    "Olsson, U. (1979). Maximum likelihood estimation of the polychoric correlation coefficient. Psychometrika, 44, 443-460.",
)
RAO = _work(
    "Rao & Scott, 1984",
    "Rao, J. N. K., & Scott, A. J. (1984). On chi-squared tests for multiway contingency tables with cell proportions "
    "estimated from survey data. Annals of Statistics, 12, 46-60.",
)
ROCHON = _work(
    "Rochon et al., 2012",
    "Rochon, J., Gondan, M., & Kieser, M. (2012). To test or not to test: Preliminary assessment of normality when comparing "
    "two independent samples. BMC Medical Research Methodology, 12, 81.",
)
SHROUT = _work(
    "Shrout & Fleiss, 1979",
    "Shrout, P. E., & Fleiss, J. L. (1979). Intraclass correlations: Uses in assessing rater reliability. Psychological "
    "Bulletin, 86, 420-428.",
)
SOMERS = _work(
    "Somers, 1962",
    "Somers, R. H. (1962). A new asymmetric measure of association for ordinal variables. American Sociological Review, 27, "
    "799-811.",
)
SPEARMAN = _work(
    "Spearman, 1904",
    "Spearman, C. (1904). The proof and measurement of association between two things. American Journal of Psychology, 15, "
    "72-101.",
)
STEVENS = _work(
    "Stevens, 1946", "Stevens, S. S. (1946). On the theory of scales of measurement. Science, 103, 677-680."
)
TATE = _work(
    "Tate, 1954",
    "Tate, R. F. (1954). Correlation between a discrete and a continuous variable. Point-biserial correlation. Annals of "
    "Mathematical Statistics, 25, 603-607.",
)
