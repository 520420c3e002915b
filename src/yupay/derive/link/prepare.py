"""Which columns are compared? One row per record in the engine's memory: sounds of names, dates with their doubt, documents, keys.

Rows are numbered by what they say and not by where they stood or who sent them, so that neither the order of the rows nor the
name of an institution changes a link. The work stands in a database in memory that is detached at the end: nothing of it
stays in the file of the vault.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from yupay.derive.link.options import LinkOptions
from yupay.derive.link.words import nicknames, plain, sound, without_particles

WORK = "yupay_link_work"
PEOPLE = "people"
SHORTEST_DOCUMENT = 5
# Another record bears the same rare surnames because of kin, in the order of one half over the records: no name is rarer.
KIN = 0.5
COMPARED = ("g1", "g2", "pat", "mat", "born", "coarse", "doc", "doc_kind", "place", "sex")
# Another document, or none, says nothing of which kind a number is; a code in small letters is a reason for no answer.
KIND = "case when upper(trim(i.doc_tipo)) in ('OTR', 'SIN') then '' else upper(trim(i.doc_tipo)) end"
EDGES = "g1[1] || g1[-1]"
KEYS = {
    "k_born_edges": "born, pat[1] || pat[-1], g1[1]",
    "k_born_pat": "born, pat",
    "k_born_mat": "born, mat",
    "k_names": "least(pat, mat), greatest(pat, mat), g1",
    "k_surnames_year": "least(pat, mat), greatest(pat, mat), year(born), g1[1]",
    "k_pat_year": f"pat, {EDGES}, year(born)",
    "k_mat_year": f"mat, {EDGES}, year(born)",
    "k_pat_place": f"pat, {EDGES}, place",
    "k_mat_place": f"mat, {EDGES}, place",
    "k_edges": f"pat[1] || pat[-1], {EDGES}, place, year(born)",
    "k_doc": "doc",
}
ONE_ALONE = "(l.mat is null or r.mat is null)"
# In order; a pair is of the first rule it meets, so that the last are the pairs found by their document alone.
RULES = (
    *(f"l.{key} = r.{key}" for key in ("k_born_edges", "k_born_pat", "k_born_mat", "k_names", "k_surnames_year")),
    f"l.k_pat_year = r.k_pat_year and {ONE_ALONE}",
    # Where both have the other surname, its first letter must be one: a slip elsewhere in it is then still found.
    f"l.k_pat_place = r.k_pat_place and ({ONE_ALONE} or left(l.mat, 1) = left(r.mat, 1))",
    "l.k_mat_place = r.k_mat_place and left(l.pat, 1) = left(r.pat, 1)",
    "l.k_edges = r.k_edges",
    *(f"l.k_pat_{by} = r.k_mat_{by} and l.mat is null" for by in ("year", "place")),
    *(f"l.k_mat_{by} = r.k_pat_{by} and r.mat is null" for by in ("year", "place")),
    "l.k_doc = r.k_doc",
)


@contextmanager
def work_space(connection: Any) -> Iterator[Any]:
    """A database in memory for the tables of linkage; everything in it is gone afterwards."""
    home = connection.execute("select current_database()").fetchone()[0]
    connection.execute(f"attach ':memory:' as {WORK}")
    connection.execute(f"use {WORK}")
    try:
        yield home
    finally:
        connection.execute(f'use "{home}"')
        connection.execute(f"detach {WORK}")


def prepare(connection: Any, home: str, options: LinkOptions) -> None:
    """Make the table `people` (one row per record, `link_id` 0..n-1) from `identities` and `records`."""
    connection.register("yupay_link_nicknames", nicknames())
    try:
        _written(connection, home, options)
        _words(connection)
        _people(connection)
    finally:
        connection.unregister("yupay_link_nicknames")
    _keys(connection, options)


def _written(connection: Any, home: str, options: LinkOptions) -> None:
    """The columns as plain words, still in the spelling of their source."""
    there = {row[0] for row in connection.execute(f'describe "{home}".records').fetchall()}
    place, sex = (_column(name) if name in there else "null::varchar" for name in (options.place, "sexo"))
    number = "ltrim(regexp_replace(upper(i.doc_num), '[^A-Z0-9]', '', 'g'), '0')"
    connection.execute(f"""
        create table written as
        select i.record_id, i.institution, {plain("i.nombres")} as given, {plain("i.ap_paterno")} as pat_words,
            {plain("i.ap_materno")} as mat_words, try_cast(i.fecha_nac as date) as born,
            coalesce(lower(left(i.fecha_nac_precision, 1)), 'd') <> 'd' as rough,
            {number} as doc, {KIND} as doc_kind,
            case when {place} is null or regexp_full_match({place}, '[a-z]*') then null else {place} end as place,
            case when {sex} in ('F', 'M') then {sex} end as sex
        from "{home}".identities i left join "{home}".records r using (record_id)
    """)


def _column(name: str) -> str:
    """SQL: a column of the records, whatever its name."""
    quoted = name.replace('"', '""')
    return f'r."{quoted}"'


def _words(connection: Any) -> None:
    """The words of names, two given names and two surnames; a maternal surname written beside the paternal one is found."""
    pat, mat = without_particles("pat_words"), without_particles("mat_words")
    connection.execute(f"""
        create table split as
        with apart as (select *, {pat} as p, {mat} as m, string_split(given, ' ') as names from written)
        select * exclude (p, m, names, given, pat_words, mat_words), names[1] as n1, names[2] as n2,
            case when m is null and position(' ' in p) > 0 then split_part(p, ' ', 1) else replace(p, ' ', '') end as p,
            case when m is null and position(' ' in p) > 0 then replace(substr(p, position(' ' in p)), ' ', '')
                else replace(m, ' ', '') end as m
        from apart
    """)
    connection.execute(f"""
        create table sounds as
        with words as (select distinct unnest([n1, n2]) as word, true as given from split
            union select distinct unnest([p, m]), false from split)
        select w.word, w.given, {sound("coalesce(case when w.given then k.name end, w.word)")} as sound
        from words w left join yupay_link_nicknames k on k.word = w.word where w.word is not null
    """)


def _people(connection: Any) -> None:
    """The records numbered by what they say, with how common their names are."""
    said = ", ".join(f"{name} nulls last" for name in COMPARED)
    number = (
        f"case when length(doc) < {SHORTEST_DOCUMENT} or regexp_full_match(doc, '[A-Z]*(.)') then null else doc end"
    )
    placeholder = "len(list_distinct(string_split(doc, ''))) <= 2"
    connection.execute(f"""
        create table heard as
        select record_id, institution, a.sound as g1, b.sound as g2, c.sound as pat, d.sound as mat, born,
            born - date '1970-01-01' as days,
            coalesce(rough or (month(born) = 1 and day(born) = 1), false) as coarse,
            case when {placeholder} then null else {number} end as doc, coalesce(doc_kind, '') as doc_kind, place, sex
        from split s left join sounds a on a.word = s.n1 and a.given left join sounds b on b.word = s.n2 and b.given
            left join sounds c on c.word = s.p and not c.given left join sounds d on d.word = s.m and not d.given
    """)
    connection.execute(f"""
        create table {PEOPLE}_said as
        with surname as (select name, count(*) / sum(count(*)) over () as share
                from (select unnest([pat, mat]) as name from heard) where name is not null group by name),
            family as (select {KIN} / count(*) as kin from heard),
            given as (select name, count(*) / sum(count(*)) over () as share
                from (select unnest([g1, g2]) as name from heard) where name is not null group by name)
        select row_number() over (order by {said}) - 1 as link_id, h.*,
            0 as one_surname, p.share + kin as tf_one_surname, 0 as two_surnames, p.share * m.share + kin as tf_two_surnames,
            0 as one_name, g.share as tf_one_name, 0 as two_names, g.share * s.share + kin as tf_two_names
        from heard h cross join family left join surname p on p.name = h.pat left join surname m on m.name = h.mat
            left join given g on g.name = h.g1 left join given s on s.name = h.g2
    """)
    connection.execute("drop table written; drop table split; drop table sounds; drop table heard")


def _keys(connection: Any, options: LinkOptions) -> None:
    """The keys under which pairs are looked for; a key that too many records share is null."""
    made = ", ".join(f"{_key(columns)} as {name}" for name, columns in KEYS.items())
    capped = ", ".join(
        f"case when count(*) over (partition by {name}) <= {options.most_in_block} then {name} end as {name}"
        for name in KEYS
    )
    connection.execute(f"create table keyed as select *, {made} from {PEOPLE}_said")
    few = ", ".join(KEYS)
    lost = " or ".join(f"(a.{name} is not null and b.{name} is null)" for name in KEYS)
    connection.execute(f"create table few as select link_id, {capped} from keyed")
    connection.execute(f"""create table {PEOPLE} as
        select a.* exclude ({few}), b.* exclude (link_id), {lost} as crowded from keyed a join few b using (link_id)""")
    connection.execute(f"drop table keyed; drop table few; drop table {PEOPLE}_said")


def _key(columns: str) -> str:
    """SQL: one number for some columns, null where any of them is."""
    parts = _parts(columns)
    known = " and ".join(f"{part} is not null" for part in parts)
    # least and greatest skip nulls: both surnames must be there.
    both = " and pat is not null and mat is not null" if "least(" in columns else ""
    return f"case when {known}{both} then hash({', '.join(parts)}) end"


def _parts(columns: str) -> list[str]:
    """The expressions of a list, split at the commas outside brackets."""
    parts, depth = [""], 0
    for letter in columns:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]
