# fmt: off
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('children', '0006_drafts_begun'),
        ('meetings', '0003_papers_moved'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveField(model_name='paper', name='written'),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.UniqueConstraint(fields=('paper', 'prompt'), name='one_passage_a_prompt_of_a_paper'),
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.CheckConstraint(condition=models.Q(('meeting__isnull', True), ('paper__isnull', True), _connector='XOR'), name='of_a_meeting_or_a_paper'),
        ),
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
        migrations.AddField(
            model_name='invitee',
            name='answered_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='invitee',
            name='answered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='invitee',
            name='coming',
            field=models.CharField(blank=True, choices=[('', 'Not known yet'), ('yes', 'Coming'), ('maybe', 'Not sure yet'), ('no', 'Cannot come')], max_length=5),
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('person',), name='one_feed_a_person')],
            },
        ),
        migrations.AddField(
            model_name='letter',
            name='deed',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.deed'),
        ),
        migrations.AddField(
            model_name='letter',
            name='is_overtaken',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='letter',
            name='of',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='letter',
            name='tried_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='letter',
            name='kind',
            field=models.CharField(choices=[('request', 'Invitation'), ('cancel', 'Cancellation'), ('minutes', 'Minutes'), ('soon', 'Reminder'), ('late', 'Reminder of what is late')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.UniqueConstraint(condition=models.Q(('deed__isnull', False)), fields=('deed', 'kind', 'of', 'to'), name='reminded_once'),
        ),
        migrations.CreateModel(
            name='Attached',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=160, verbose_name='what it is')),
                ('name', models.CharField(max_length=120)),
                ('kept_as', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('size', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('taken_off', models.TextField(blank=True, verbose_name='why it was taken off')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='children.child')),
                ('meeting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='meetings.meeting')),
                ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='meetings.paper')),
            ],
            options={
                'ordering': ('id',),
                'constraints': [models.CheckConstraint(condition=models.Q(('meeting__isnull', True), ('paper__isnull', True), _connector='XOR'), name='file_of_one_or_the_other')],
            },
        ),
        migrations.AlterField(
            model_name='letter',
            name='child',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='children.child'),
        ),
        migrations.AlterField(
            model_name='casenote', name='taken_back', field=models.TextField(blank=True, verbose_name='why it was taken back'),
        ),
        migrations.AlterField(model_name='invitee', name='withheld_why', field=models.TextField(blank=True)),
        migrations.AlterField(model_name='invitee', name='sent_how', field=models.CharField(blank=True, max_length=320)),
        migrations.AddField(model_name='appraisal', name='version', field=models.PositiveIntegerField(default=1)),
    ]
