"""What was written in papers moves to passages. On its own, because PostgreSQL changes no table with rows in flight."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def move(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    """Nothing that somebody typed is lost: each text of a paper becomes a row, with its writer and its version."""
    passage, person = apps.get_model("meetings", "Passage"), apps.get_model("staff", "Person")
    people = set(person.objects.values_list("pk", flat=True))
    for paper in apps.get_model("meetings", "Paper").objects.all():
        for prompt, said in paper.written.items():
            by = said.get("by")
            passage.objects.create(
                child_id=paper.child_id, paper=paper, prompt=prompt, text=said.get("text", ""),
                version=said.get("version", 1), written_by_id=by if by in people else None,
            )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = (("meetings", "0002_papers_in_passages"), ("staff", "0001_initial"))
    operations = (migrations.RunPython(move, migrations.RunPython.noop),)
