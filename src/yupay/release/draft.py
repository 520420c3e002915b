"""What would leave, before it is checked and sealed."""

from yupay.conclude.conclude import Conclusions
from yupay.model.cube import Evidence
from yupay.model.estimate import Estimate
from yupay.model.method import Method
from yupay.model.release import Release
from yupay.model.source import Source
from yupay.model.study import Study
from yupay.model.text import Text
from yupay.release.manifest import manifest
from yupay.study.registration import Registration

INVENTED = Text(es="DATOS INVENTADOS", en="INVENTED DATA")


def draft(
    study: Study,
    evidence: Evidence,
    estimates: tuple[Estimate, ...],
    conclusions: Conclusions,
    registration: Registration,
    methods: tuple[Method, ...],
) -> Release:
    """Put the parts of a report together: nothing is computed here, and nothing is sealed."""
    used = {estimate.method for estimate in estimates}
    return Release(
        header=study.study,
        report=study.report,
        policy=study.release,
        watermark=INVENTED if any(source.confidentiality == "invented" for source in study.sources) else None,
        tables=conclusions.tables,
        figures=conclusions.figures,
        blocks=conclusions.blocks,
        hypotheses=conclusions.hypotheses,
        findings=conclusions.findings,
        summary=conclusions.summary,
        estimates=estimates,
        published=tuple(evidence.figures.values()),
        sources=tuple(signed(source, evidence) for source in study.sources),
        audits=tuple(audit for _, audit in sorted(evidence.audits.items())),
        methods=tuple(method for method in methods if method.id in used),
        glossary=conclusions.glossary,
        references=conclusions.references,
        manifest=manifest(study, evidence, plan_sha256=registration.digest, registered=registration.date),
    )


def signed(source: Source, evidence: Evidence) -> Source:
    """The source card with the digest of the file that was read."""
    audit = evidence.audits.get(source.id)
    return source if audit is None else source.model_copy(update={"sha256": audit.sha256})
