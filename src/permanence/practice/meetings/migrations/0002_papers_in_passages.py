"""A paper has passages, as a meeting has: a row under each prompt, with its own version."""

import django.db.models.deletion
from django.db import migrations, models


def one_of(kind: str) -> models.ForeignKey:
    """To the meeting or the paper that a row belongs to."""
    return models.ForeignKey(f"meetings.{kind}", django.db.models.deletion.CASCADE, null=True, related_name="passages")


class Migration(migrations.Migration):
    dependencies = (("meetings", "0001_meetings"),)
    operations = (
        migrations.AddField("invitee", "is_sent_minutes", models.BooleanField(default=False)),
        migrations.AddField("invitee", "version", models.PositiveIntegerField(default=1)),
        migrations.AlterField("passage", "meeting", one_of("meeting")),
        migrations.AddField("passage", "paper", one_of("paper")),
    )
