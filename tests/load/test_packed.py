"""A packed file is counted before it is opened: what it declares may lie."""

import io
import zipfile

import pytest

from yupay.load.packed import SMALL, check_packed, is_inside


def packed(members: dict[str, bytes], **options: object) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


def test_a_plain_file_passes() -> None:
    check_packed(packed({"xl/workbook.xml": b"<a/>" * 1000, "docProps/app.xml": b""}))


@pytest.mark.parametrize(
    "name", ["../evil.csv", "/abs.csv", "C:\\x.csv", "..\\x.csv", "a/../../x", "\\\\host\\x", "a\nb"]
)
def test_a_member_named_outside_is_refused(name: str) -> None:
    assert not is_inside(name)
    with pytest.raises(ValueError):
        check_packed(packed({name: b"x"}))


def test_a_member_that_swells_is_refused_whatever_it_declares() -> None:
    data = packed({"x.csv": b"\0" * (SMALL + (1 << 20))})
    with pytest.raises(ValueError):
        check_packed(data)
    lying = data.replace((SMALL + (1 << 20)).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != data
    with zipfile.ZipFile(io.BytesIO(lying)) as opened:
        assert opened.infolist()[0].file_size == 100
    with pytest.raises(ValueError):
        check_packed(lying)


def test_a_link_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/hosts")
    with pytest.raises(ValueError):
        check_packed(out.getvalue())
