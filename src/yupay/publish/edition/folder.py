"""What does the public folder of an edition hold beside the report? Counts, codebook, data package, pages and changes, from a sealed release only."""

from yupay.model.release import Release
from yupay.publish.edition import changes, codebook, counts, datapackage, noisy, pages


def files(release: Release) -> dict[str, bytes]:
    """Every file beside the report, by its path in the folder; nothing where the release is no edition."""
    sheet = release.edition
    if sheet is None:
        return {}
    names = counts.names(release, sheet)
    found = {names[table.id]: counts.render(release, sheet, table) for table in sheet.tables}
    found |= {names[one.table.id]: noisy.render(release, one) for one in sheet.noisy}
    found[codebook.name(release)] = codebook.render(release, sheet)
    found[datapackage.NAME] = datapackage.render(release, sheet, found)
    found[changes.name(release)] = changes.render(release, sheet)
    return {**found, **pages.render(release, sheet)}
