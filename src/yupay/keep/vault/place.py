"""May a vault lie here? Not in a folder that is synced, not on a network drive, not where another user reads, not beside what is public.

Synced folders are known by their names and by the marker files that their programs leave; network drives by the table of
mounts. Neither list can be complete: the page docs/vault.md says what cannot be seen.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from yupay.model.problem import StudyProblems
from yupay.model.text import Text
from yupay.study.toml import stop

SYNCED_NAMES = {
    "Dropbox": r"dropbox( \(.*\)| business)?",
    "OneDrive": r"onedrive( ?- ?.*)?|sharepoint",
    "Google Drive": r"google ?drive( \(.*\))?|googledrive(-.*)?|drivefs|my drive|mi unidad",
    "iCloud": r"icloud ?drive( \(.*\))?|mobile documents|com~apple~clouddocs",
    "Nextcloud": r"nextcloud\d*|owncloud\d*",
    "Box": r"box ?sync|box-box",
    "pCloud": r"pcloud ?drive|pclouddrive",
    "MEGA": r"mega ?sync|megasync( downloads)?",
    "Proton Drive": r"proton ?drive( .*)?",
    "Syncthing": r"syncthing",
    "Yandex": r"yandex\.?disk",
    "a cloud folder": r"cloudstorage",
}
MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "Nextcloud",
    ".stfolder": "Syncthing",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".sync": "Resilio Sync",
    ".megasync": "MEGA",
    ".insync": "Insync",
}
MARKER_ENDINGS = ((".sync_", ".db"), ("._sync_", ".db"))
SYNC_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
NETWORK = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|smbnetfs|afpfs|afs|ncpfs|davfs2?|webdav|ceph|lustre|beegfs|gpfs|glusterfs|coda|orangefs|pvfs2"
    r"|fuse\.(sshfs|rclone|gvfsd-fuse|davfs2?|s3fs|goofys|glusterfs|ceph|google-drive-ocamlfuse|onedriver|gcsfuse|curlftpfs|smbnetfs|juicefs)"
    r"|fuse\.osxfuse|macfuse"
)
MAC_MOUNT = re.compile(r"^.+? on (.+) \(([a-z0-9]+)[,)]")
REMOTE_DRIVE = 4
SAFE = Text(es="una carpeta local de un disco cifrado", en="a local folder on an encrypted disk")


def check_place(folder: Path) -> None:
    """Refuse a folder that leaves this machine. Raises StudyProblems: P640 synced, P641 on a network drive."""
    place = folder.resolve()
    if program := synced_by(place):
        got = Text(es=f"una carpeta de {program}", en=f"a folder of {program}")
        raise stop("P640", shown(folder), got, SAFE)
    if kind := network_drive(place):
        got = Text(es=f"un disco de red ({kind})", en=f"a network drive ({kind})")
        raise stop("P641", shown(folder), got, SAFE)


def shown(folder: Path) -> str:
    """A folder as a message shows it: its last two names, never the path of a machine."""
    return "/".join(folder.parts[-2:])


def synced_by(place: Path) -> str | None:
    """The program that syncs a resolved folder, by the names of its path, its markers, or what Windows says."""
    for part in place.parts:
        for program, pattern in SYNCED_NAMES.items():
            if re.fullmatch(pattern, part.casefold()):
                return program
    for variable in SYNC_VARIABLES:
        root = os.environ.get(variable)
        if root and place.is_relative_to(Path(root).resolve()):
            return "OneDrive"
    return next((program for above in (place, *place.parents) for program in _marked(above)), None)


def _marked(folder: Path) -> Iterator[str]:
    try:
        names = [one.name.casefold() for one in os.scandir(folder)]
    except OSError:
        return
    for name in names:
        if name in MARKERS:
            yield MARKERS[name]
        elif any(name.startswith(head) and name.endswith(tail) for head, tail in MARKER_ENDINGS):
            yield "Nextcloud"


def network_drive(place: Path) -> str | None:
    """The kind of network drive that a resolved folder lies on; None for a local one."""
    if sys.platform == "win32":
        return _windows_drive(place)
    mounts = _mac_mounts() if sys.platform == "darwin" else _linux_mounts()
    return network_mount(place, mounts)


def network_mount(place: Path, mounts: list[tuple[str, str]]) -> str | None:
    """The file system of the mount that holds a folder, where it is one of a network. `mounts`: pairs of folder and kind."""
    holding = [
        (len(Path(point).parts), at, kind) for at, (point, kind) in enumerate(mounts) if place.is_relative_to(point)
    ]
    kind = max(holding)[2] if holding else ""
    return kind if NETWORK.fullmatch(kind) else None


def mounts_of(table: str) -> list[tuple[str, str]]:
    """Folder and kind of each line of a table as in /proc/mounts, where a space in a name is written in octal."""
    rows = [line.split(" ") for line in table.splitlines()]
    return [
        (re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), row[1]), row[2]) for row in rows if len(row) >= 3
    ]


def _linux_mounts() -> list[tuple[str, str]]:
    try:
        return mounts_of(Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape"))
    except OSError:
        return []


def _mac_mounts() -> list[tuple[str, str]]:
    told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
    return [(found[1], found[2]) for line in told.splitlines() if (found := MAC_MOUNT.match(line))]


def _windows_drive(place: Path) -> str | None:
    if str(place).startswith("\\\\"):
        return "UNC"
    import ctypes

    library = getattr(ctypes, "windll", None)
    kind = library.kernel32.GetDriveTypeW(place.anchor) if library else 0
    return "SMB" if kind == REMOTE_DRIVE else None


def apart(vault: Path, public: Path) -> None:
    """Refuse a vault and a public folder that are the same, nested, or linked: links are resolved before they are compared.

    Raises:
        StudyProblems: P643.

    """
    pairs = ((vault.resolve(), public.resolve()), (_absolute(vault), _absolute(public)))
    nested = any(a.is_relative_to(b) or b.is_relative_to(a) for a, b in pairs)
    if nested or _same(vault, public) or _leads_into(public, vault) or _leads_into(vault, public):
        got = Text(es="la misma carpeta, o una dentro de otra", en="the same folder, or one inside the other")
        raise stop("P643", shown(public), got, Text(es="dos carpetas separadas", en="two separate folders"))


def _absolute(path: Path) -> Path:
    """A path without `..`, its links as they stand."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve would follow the links


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _leads_into(folder: Path, target: Path) -> bool:
    """Whether a link somewhere inside a folder leads to the target, into it, or to a folder around it."""
    end = target.resolve()
    files = {one.stat().st_ino: one.stat().st_dev for one in end.rglob("*") if one.is_file()} if end.is_dir() else {}
    for one in folder.rglob("*") if folder.is_dir() else ():
        if one.is_symlink():
            led = one.resolve()
            if led.is_relative_to(end) or end.is_relative_to(led):
                return True
        elif one.is_file() and files.get(one.stat().st_ino) == one.stat().st_dev:
            return True
    return False


def refuse_shared(folder: Path, got: Text) -> StudyProblems:
    """P642: others can read the vault, or may change who can."""
    return stop("P642", shown(folder), got, Text(es="solo su dueño", en="its owner alone"))
