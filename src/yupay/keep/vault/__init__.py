"""The vault: where records of victims stay. Open it, take files in, forget, purge."""

from yupay.keep.vault.forget import expired, forget_person, forget_source, purge
from yupay.keep.vault.intake import take_in
from yupay.keep.vault.place import apart
from yupay.keep.vault.vault import DISK_MUST_ENCRYPT, Vault, open_vault, vault_folder

__all__ = (
    "DISK_MUST_ENCRYPT",
    "Vault",
    "apart",
    "expired",
    "forget_person",
    "forget_source",
    "open_vault",
    "purge",
    "take_in",
    "vault_folder",
)
