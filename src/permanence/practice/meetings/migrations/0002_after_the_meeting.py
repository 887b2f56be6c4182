# fmt: off
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('children', '0004_one_index_less'),
        ('meetings', '0001_meetings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameModel(old_name='SiblingNote', new_name='CaseNote'),
        migrations.AddField(
            model_name='casenote', name='actions', field=models.TextField(blank=True, default=''), preserve_default=False,
        ),
        migrations.AlterField(model_name='casenote', name='text', field=models.TextField(blank=True)),
        migrations.AlterField(
            model_name='casenote', name='child',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_notes', to='children.child'),
        ),
        migrations.AlterField(
            model_name='casenote', name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_notes', to='meetings.meeting'),
        ),
        migrations.CreateModel(
            name='ChildsMinutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.TextField(blank=True)),
                ('next_steps', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('written_at', models.DateTimeField(auto_now=True)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='children.child')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='childs_minutes', to='meetings.meeting')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
