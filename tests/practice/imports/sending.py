"""Files for the tests, sent and read as the app does it."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from permanence.practice.imports import actions
from permanence.practice.imports.models import Import, ImportedChild
from permanence.practice.imports.working import work_through
from practice.made import a_person

HEADINGS = "child,fact,code,from,to,date,born,long_term,provider,stage"


def an_analyst() -> Any:
    return a_person("data_analyst")


def sheet(*rows: str, name: str = "facts.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join([HEADINGS, *rows]).encode())


def sent(name: str, content: bytes | str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def episodes(*rows: str, name: str = "episodes.csv") -> SimpleUploadedFile:
    """Rows of CHILD, DECOM, RNE, LS, PLACE, DEC, REC."""
    head = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
    full = []
    for row in rows:
        child, decom, rne, ls, place, dec, rec = row.split(",")
        full.append(f"{child},{decom},{rne},{ls},N1,{place},PR1,{dec},{rec},,,,")
    return sent(name, "\n".join([head, *full]))


def zipped(name: str = "return.zip", **files: bytes) -> SimpleUploadedFile:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, content in files.items():
            archive.writestr(inside.replace("__", "/").replace("_csv", ".csv"), content)
    return sent(name, packed.getvalue())


def read(by: Any, *files: SimpleUploadedFile) -> Import:
    source = actions.bring_in(by=by, files=list(files))
    work_through()
    source.refresh_from_db()
    return source


def applied(by: Any, source: Import) -> Import:
    return _worked(by, source, "applying")


def undone(by: Any, source: Import) -> Import:
    return _worked(by, source, "undoing")


def _worked(by: Any, source: Import, stage: str) -> Import:
    actions.ask_for(by=by, source=source, stage=stage)
    work_through()
    source.refresh_from_db()
    return source


def row_of(source: Import, return_id: str = "1001") -> ImportedChild:
    return ImportedChild.objects.select_related("child", "source").get(source=source, return_id=return_id)


def kinds(source: Import, return_id: str = "1001") -> list[str]:
    return [line["kind"] for line in row_of(source, return_id).lines]
