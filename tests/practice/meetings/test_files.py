"""Files of meetings and papers: looked at before they are kept, opened as a download only; a refusal loses nothing."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from permanence.practice.meetings import actions, files
from permanence.practice.meetings.models import Attached
from permanence.practice.record.models import Entry
from practice.made import a_person, a_team
from practice.meetings.given import asked, family, follow

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def _zip(*names: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return file.getvalue()


PDF, WORD = b"%PDF-1.7 a report", _zip("[Content_Types].xml", "word/document.xml")


def test_a_document_is_kept_and_comes_back_as_a_download_only(client: Client) -> None:
    follow("AM")
    child, worker, _ = family()
    meeting = asked(child, worker)
    paper = actions.begin_paper(by=worker, child=child, kind="panel_referral")
    client.force_login(worker)
    sent = (("attach", meeting, "report.PDF", PDF), ("attach_to_paper", paper, "a letter.docx", WORD))
    for page, holder, name, content in sent:
        address = reverse(f"meetings:{page}", args=[holder.pk])
        answer = client.post(address, {"what": "The report", "file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 302, answer.content.decode()[-3000:]
    row = Attached.objects.get(meeting=meeting)
    page = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    address = reverse("meetings:attached", args=[row.pk])
    assert address in page
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert Entry.objects.filter(where="meetings:attached", by=worker).exists()
    kept = files.path_of(row)
    assert kept.read_bytes() == PDF
    assert kept.parent.stat().st_mode & 0o077 == 0
    client.post(reverse("meetings:take_off", args=[row.pk]), {"why": "Of another child."})
    assert client.get(address).status_code == 404
    client.force_login(a_person(team=a_team()))
    assert client.get(reverse("meetings:attached", args=[Attached.objects.get(paper=paper).pk])).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("page.html", b"<script>", "not a kind of file"),
        ("report.pdf", b"MZ\x90 a program", "not what its name says"),
        ("report.docx", PDF, "not what its name says"),
        ("report.docx", _zip("word/document.xml", "word/vbaProject.bin"), "not what its name says"),
        ("report.docx", _zip("anything"), "not what its name says"),
        ("picture.png", b"\xff\xd8\xff a photo", "not what its name says"),
        ("notes.txt", b"\xff\xfe\x00binary", "not what its name says"),
        ("empty.pdf", b"", "is empty"),
        (".hidden.pdf", PDF, "name has marks"),
        (f"{'a' * 130}.pdf", PDF, "too long"),
    ],
)
def test_what_is_no_document_is_refused_and_nothing_typed_is_lost(
    client: Client, name: str, content: bytes, says: str
) -> None:
    follow("AM")
    child, worker, _ = family()
    address = reverse("meetings:attach", args=[asked(child, worker).pk])
    client.force_login(worker)
    upload = SimpleUploadedFile("a.pdf", content)
    upload._name = name  # as a browser that cleans no names would send it
    page = client.post(address, {"what": "What the school wrote", "file": upload}).content.decode()
    assert says in page
    assert 'value="What the school wrote"' in page
    assert 'value="What the school wrote"' in client.get(address).content.decode()
    assert not Attached.objects.exists()


def test_a_file_that_is_too_large_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    follow("AM")
    child, worker, _ = family()
    address = reverse("meetings:attach", args=[asked(child, worker).pk])
    client.force_login(worker)
    monkeypatch.setattr(files, "LARGEST", 3)
    page = client.post(address, {"what": "Long", "file": SimpleUploadedFile("a.pdf", PDF)}).content.decode()
    assert "larger than" in page
    assert "Fill in &#x27;The file&#x27;" in client.post(address, {"what": "Long"}).content.decode()
