"""The vault: where records of victims stay. Open it, take files in, forget, purge."""

from yupay.keep.vault.forgetting import Chosen, choose_expired, choose_source, expired, forget
from yupay.keep.vault.intake import check_institutions, take_in
from yupay.keep.vault.person import choose_person, is_linked, people_under
from yupay.keep.vault.place import apart
from yupay.keep.vault.vault import DISK_MUST_ENCRYPT, Vault, open_vault, vault_folder

__all__ = (
    "DISK_MUST_ENCRYPT",
    "Chosen",
    "Vault",
    "apart",
    "check_institutions",
    "choose_expired",
    "choose_person",
    "choose_source",
    "expired",
    "forget",
    "is_linked",
    "open_vault",
    "people_under",
    "take_in",
    "vault_folder",
)
