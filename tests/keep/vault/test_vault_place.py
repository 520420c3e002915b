"""Where a vault may lie, who may read it, and how far it is from what is public."""

import os
import stat
from pathlib import Path

import pytest
from made_records import KEY

from yupay.keep.vault import apart, open_vault
from yupay.keep.vault.place import MAC_MOUNT, check_place, mounts_of, network_mount, synced_by
from yupay.keep.vault.rights import make_private, only_user
from yupay.model.problem import StudyProblems

MOUNTS = r"""proc /proc proc rw 0 0
/dev/vda / ext4 rw 0 0
server:/export /srv/data nfs4 rw 0 0
//server/share /mnt/my\040share cifs rw 0 0
user@host:/ /mnt/remote fuse.sshfs rw 0 0
/dev/sdb1 /mnt/remote/local ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
"""


def codes(raised):
    return [one.code for one in raised.value.problems]


@pytest.mark.parametrize(
    "name",
    [
        "Dropbox", "Dropbox (Personal)", "OneDrive", "OneDrive - Ministerio", "Google Drive", "GoogleDrive-x@y.z",
        "My Drive", "Mi unidad", "Mobile Documents", "com~apple~CloudDocs", "iCloudDrive", "Nextcloud", "ownCloud",
        "Nextcloud2", "pCloudDrive", "MEGAsync", "CloudStorage", "Proton Drive", "Syncthing", "Yandex.Disk",
    ],
)  # fmt: skip
def test_synced_folders_by_their_names(tmp_path, name):
    folder = tmp_path / name / "studies" / "mine"
    folder.mkdir(parents=True)
    with pytest.raises(StudyProblems) as raised:
        open_vault(folder / "keep" / "vault", key=KEY)
    assert codes(raised) == ["P640"] and not (folder / "keep").exists()


@pytest.mark.parametrize(
    "name", ["dropbox-study", "onedriver", "nextcloud-talk", "boxes", "megalopolis", "synced", "drive"]
)
def test_other_folders_are_not_taken_for_synced(tmp_path, name):
    assert synced_by((tmp_path / name / "x").resolve()) is None


@pytest.mark.parametrize(
    "marker",
    [
        ".dropbox",
        ".dropbox.cache",
        ".stfolder",
        ".sync_3f2a.db",
        "._sync_1b2c.db",
        ".nextcloudsync.log",
        ".tmp.driveupload",
    ],
)
def test_synced_folders_by_their_markers(tmp_path, marker):
    (tmp_path / marker).write_text("x")
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    with pytest.raises(StudyProblems) as raised:
        check_place(folder)
    assert codes(raised) == ["P640"] and str(tmp_path) not in str(raised.value.problems)


def test_a_synced_folder_through_a_link(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "plain").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(StudyProblems) as raised:
        check_place(tmp_path / "plain" / "vault")
    assert codes(raised) == ["P640"]


def test_what_windows_says_of_onedrive(tmp_path, monkeypatch):
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "cloud"))
    assert synced_by((tmp_path / "cloud" / "x").resolve()) == "OneDrive"
    assert synced_by((tmp_path / "clouds" / "x").resolve()) is None


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/srv/data/study", "nfs4"),
        ("/srv/database", None),
        ("/mnt/my share/x", "cifs"),
        ("/mnt/remote/x", "fuse.sshfs"),
        ("/mnt/remote/local/x", None),
        ("/home/me", None),
        ("/tmp/x", None),
    ],
)
def test_network_drives_by_the_table_of_mounts(place, kind):
    assert network_mount(Path(place), mounts_of(MOUNTS)) == kind


@pytest.mark.parametrize(
    "kind", ["nfs", "nfs3", "smb3", "smbfs", "afpfs", "davfs", "ceph", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.s3fs"]
)
def test_kinds_of_network_drives(kind):
    assert network_mount(Path("/a/b"), [("/", "ext4"), ("/a", kind)]) == kind


def test_the_table_of_mounts_of_a_mac():
    found = MAC_MOUNT.match("//me@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by me)")
    assert found is not None and found.groups() == ("/Volumes/share", "smbfs")


def test_a_network_drive_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("yupay.keep.vault.place._linux_mounts", lambda: [("/", "ext4"), (str(tmp_path), "nfs4")])
    with pytest.raises(StudyProblems) as raised:
        open_vault(tmp_path / "vault", key=KEY)
    assert codes(raised) == ["P641"] and not (tmp_path / "vault").exists()


def test_an_open_folder_is_closed(tmp_path):
    folder = tmp_path / "vault"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    (folder / "x").write_text("x")
    (folder / "x").chmod(0o666)
    make_private(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700 and stat.S_IMODE((folder / "x").stat().st_mode) == 0o600


def test_rights_that_cannot_be_changed(tmp_path, monkeypatch):
    """A disk without rights, such as FAT: chmod does nothing and raises nothing."""
    folder = tmp_path / "vault"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    monkeypatch.setattr(Path, "chmod", lambda self, mode: None)
    with pytest.raises(StudyProblems) as raised:
        make_private(folder)
    assert codes(raised) == ["P642"]


def test_a_folder_of_another_user(tmp_path, monkeypatch):
    folder = tmp_path / "vault"
    folder.mkdir(mode=0o700)
    other = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: other)
    with pytest.raises(StudyProblems) as raised:
        make_private(folder)
    assert codes(raised) == ["P642"]


@pytest.mark.parametrize("inside", [False, True])
def test_links_are_refused(tmp_path, inside):
    (tmp_path / "elsewhere").mkdir()
    folder = tmp_path / "vault"
    if inside:
        folder.mkdir(mode=0o700)
        (folder / "vault.duckdb").symlink_to(tmp_path / "elsewhere" / "x")
    else:
        folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StudyProblems) as raised:
        open_vault(folder, key=KEY)
    assert codes(raised) == ["P642"] and not any((tmp_path / "elsewhere").iterdir())


ICACLS = "C:\\study\\keep\\vault MACHINE\\ana:(OI)(CI)(F)\n{more}\nSuccessfully processed 1 files; Failed processing 0 files\n"


@pytest.mark.parametrize(
    ("more", "alone"),
    [
        ("", True),
        ("                     NT AUTHORITY\\SYSTEM:(OI)(CI)(F)", True),
        ("                     BUILTIN\\Users:(OI)(CI)(RX)", False),
        ("                     Everyone:(R)", False),
        ("                     MACHINE\\luis:(F)", False),
        ("                     BUILTIN\\Administrators:(I)(OI)(CI)(F)", False),
    ],
)
def test_an_access_list_of_windows(more, alone):
    assert only_user(ICACLS.format(more=more), "C:\\study\\keep\\vault", "ana") is alone


def test_an_access_list_that_does_not_name_us():
    assert not only_user("C:\\v MACHINE\\luis:(F)\n", "C:\\v", "ana")
    assert not only_user("", "C:\\v", "ana")


@pytest.fixture
def two(tmp_path):
    for name in ("keep/vault", "editions/one"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path / "keep" / "vault", tmp_path / "editions" / "one"


def test_folders_apart(two):
    vault, public = two
    (public / "table.csv").write_text("x")
    (vault / "vault.duckdb").write_text("x")
    apart(vault, public)
    apart(vault, public / "not-there-yet")


@pytest.mark.parametrize(
    ("vault", "public"),
    [
        ("keep/vault", "keep/vault"),
        ("keep/vault", "keep"),
        ("keep/vault", "."),
        ("keep/vault", "keep/vault/out"),
        ("keep/vault", "editions/../keep/vault"),
        ("keep/vault", "keep/vault/../../keep"),
    ],
)
def test_the_same_or_nested(two, tmp_path, vault, public):
    with pytest.raises(StudyProblems) as raised:
        apart(tmp_path / vault, tmp_path / public)
    assert codes(raised) == ["P643"]


@pytest.mark.parametrize(
    "way", ["public is a link", "vault is a link", "link in public", "link in vault", "link to above", "hard link"]
)
def test_linked(two, tmp_path, way):
    vault, public = two
    (vault / "vault.duckdb").write_text("x")
    if way == "public is a link":
        public.rmdir()
        public.symlink_to(vault)
    elif way == "vault is a link":
        (tmp_path / "other").symlink_to(public)
        vault = tmp_path / "other"
    elif way == "link in public":
        (public / "data.csv").symlink_to(vault / "vault.duckdb")
    elif way == "link in vault":
        (vault / "out").symlink_to(public)
    elif way == "link to above":
        (public / "up").symlink_to(tmp_path)
    else:
        os.link(vault / "vault.duckdb", public / "data.csv")
    with pytest.raises(StudyProblems) as raised:
        apart(vault, public)
    assert codes(raised) == ["P643"]
