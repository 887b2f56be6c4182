"""What is written in a paper is kept like what is written in a meeting: a row under each prompt, with its own version."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def move_what_was_written(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
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


def one_of(kind: str) -> models.ForeignKey:
    """To the meeting or the paper that a row belongs to: exactly one of them is there."""
    return models.ForeignKey(f"meetings.{kind}", django.db.models.deletion.CASCADE, null=True, related_name="passages")


class Migration(migrations.Migration):
    dependencies = (("meetings", "0001_meetings"), ("staff", "0001_initial"))
    operations = (
        migrations.AddField("invitee", "is_sent_minutes", models.BooleanField(default=False)),
        migrations.AddField("invitee", "version", models.PositiveIntegerField(default=1)),
        migrations.AlterField("passage", "meeting", one_of("meeting")),
        migrations.AddField("passage", "paper", one_of("paper")),
        migrations.RunPython(move_what_was_written, migrations.RunPython.noop),
    )
