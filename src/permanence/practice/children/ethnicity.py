"""The ethnic groups of the SSDA903 return, in words."""

from __future__ import annotations

GROUPS = {
    "WBRI": "White British",
    "WIRI": "White Irish",
    "WIRT": "Traveller of Irish heritage",
    "WROM": "Gypsy or Roma",
    "WOTH": "Any other White background",
    "MWBC": "White and Black Caribbean",
    "MWBA": "White and Black African",
    "MWAS": "White and Asian",
    "MOTH": "Any other mixed background",
    "AIND": "Indian",
    "APKN": "Pakistani",
    "ABAN": "Bangladeshi",
    "AOTH": "Any other Asian background",
    "BCRB": "Black Caribbean",
    "BAFR": "Black African",
    "BOTH": "Any other Black background",
    "CHNE": "Chinese",
    "OOTH": "Any other ethnic group",
    "REFU": "Not stated, or refused",
    "NOBT": "Not yet obtained",
}
"""Each code of the return and what it stands for."""


def ethnicity_words(said: str) -> str:
    """A code of the return in words; what someone wrote in words, as they wrote it."""
    return GROUPS.get(said, said)
