import django.db.models.deletion
import milepost.domain.common.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('projects', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('purpose', models.TextField(blank=True)),
                ('place', models.CharField(blank=True, max_length=300)),
                ('starts', milepost.domain.common.fields.LocalMinuteField()),
                ('duration_minutes', models.PositiveSmallIntegerField(default=60)),
                ('quorum', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('notice_hours', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='notice, hours')),
                ('uid', models.CharField(max_length=80, unique=True)),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('occurrence', milepost.domain.common.fields.LocalMinuteField(blank=True, null=True)),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('under_way', 'Under way'), ('held', 'Held'), ('canceled', 'Canceled')], default='planned', max_length=9)),
                ('invited_at', models.DateTimeField(blank=True, null=True)),
                ('agenda_posted_at', models.DateTimeField(blank=True, null=True)),
                ('minutes_sent_at', models.DateTimeField(blank=True, null=True)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.department')),
                ('facilitator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('note_taker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='note taker')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_set', to='projects.project')),
            ],
            options={
                'ordering': ['-starts', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('text', models.CharField(max_length=1000)),
                ('reason', models.TextField(blank=True)),
                ('decided_on', models.DateField(verbose_name='decided')),
                ('decided_by', models.CharField(max_length=200)),
                ('votes_for', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('votes_against', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('votes_abstained', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='projects.project')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='governance.decision')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='governance.meeting')),
            ],
            options={
                'ordering': ['-decided_on', '-number'],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('detail', models.CharField(blank=True, max_length=300)),
                ('kind', models.CharField(choices=[('discussion', 'Discussion'), ('decision', 'Decision'), ('information', 'Information')], default='discussion', max_length=11)),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('source', models.CharField(blank=True, max_length=80)),
                ('presenter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agenda_items', to='people.person')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agenda_items', to='governance.meeting')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ActionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('title', models.CharField(max_length=300)),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due')),
                ('state', models.CharField(choices=[('open', 'Open'), ('done', 'Done'), ('dropped', 'Dropped')], default='open', max_length=7)),
                ('outcome', models.CharField(blank=True, max_length=500)),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ended')),
                ('raised_on', models.DateField(verbose_name='raised')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='action_items', to='people.person')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='action_items', to='projects.project')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='action_items', to='governance.meeting')),
            ],
            options={
                'ordering': ['due_on', 'number'],
            },
        ),
        migrations.CreateModel(
            name='MeetingSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('purpose', models.TextField(blank=True)),
                ('place', models.CharField(blank=True, max_length=300)),
                ('starts', milepost.domain.common.fields.LocalMinuteField()),
                ('duration_minutes', models.PositiveSmallIntegerField(default=60)),
                ('quorum', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('notice_hours', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='notice, hours')),
                ('uid', models.CharField(max_length=80, unique=True)),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('frequency', models.CharField(choices=[('weekly', 'Every so many weeks'), ('monthly', 'Every so many months, on the same weekday')], default='weekly', max_length=7)),
                ('interval', models.PositiveSmallIntegerField(default=1)),
                ('until', models.DateField(blank=True, null=True)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.department')),
                ('facilitator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('note_taker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='note taker')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_set', to='projects.project')),
            ],
            options={
                'verbose_name_plural': 'meeting series',
                'ordering': ['title'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='meeting',
            name='series',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='governance.meetingseries'),
        ),
        migrations.CreateModel(
            name='MinuteEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('note', 'Note'), ('decision', 'Decision'), ('action', 'Action item'), ('risk', 'Risk')], default='note', max_length=8)),
                ('text', models.CharField(max_length=2000)),
                ('at', models.DateTimeField()),
                ('action_item', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='governance.actionitem')),
                ('agenda_item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='minute_entries', to='governance.agendaitem')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('decision', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='governance.decision')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='minute_entries', to='governance.meeting')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project')),
                ('risk', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.risk')),
            ],
            options={
                'verbose_name_plural': 'minute entries',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='SeriesMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='governance.meetingseries')),
            ],
            options={
                'ordering': ['person__name'],
            },
        ),
        migrations.AddField(
            model_name='meetingseries',
            name='members',
            field=models.ManyToManyField(related_name='meeting_series', through='governance.SeriesMember', to='people.person'),
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('invited', 'Invited'), ('present', 'Present'), ('excused', 'Excused'), ('absent', 'Absent')], default='invited', max_length=7)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='people.person')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='governance.meeting')),
            ],
            options={
                'ordering': ['person__name'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='attends_once')],
            },
        ),
        migrations.AddIndex(
            model_name='actionitem',
            index=models.Index(fields=['state', 'due_on'], name='action_item_due'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['starts'], name='meeting_starts'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('department', None), ('project', None)), models.Q(('organization', None), ('project', None)), models.Q(('department', None), ('organization', None)), _connector='OR'), name='meeting_belongs_to_one', violation_error_message='A meeting belongs to one project, department or organization at most.'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('duration_minutes__gte', 5), ('duration_minutes__lte', 1440)), name='meeting_lasts_within_a_day', violation_error_message='A meeting lasts between five minutes and a day.'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(fields=('series', 'occurrence'), name='one_meeting_for_an_occurrence'),
        ),
        migrations.AddConstraint(
            model_name='seriesmember',
            constraint=models.UniqueConstraint(fields=('series', 'person'), name='series_member_once'),
        ),
        migrations.AddConstraint(
            model_name='meetingseries',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('department', None), ('project', None)), models.Q(('organization', None), ('project', None)), models.Q(('department', None), ('organization', None)), _connector='OR'), name='meetingseries_belongs_to_one', violation_error_message='A meeting belongs to one project, department or organization at most.'),
        ),
        migrations.AddConstraint(
            model_name='meetingseries',
            constraint=models.CheckConstraint(condition=models.Q(('duration_minutes__gte', 5), ('duration_minutes__lte', 1440)), name='meetingseries_lasts_within_a_day', violation_error_message='A meeting lasts between five minutes and a day.'),
        ),
        migrations.AddConstraint(
            model_name='meetingseries',
            constraint=models.CheckConstraint(condition=models.Q(('interval__gte', 1), ('interval__lte', 12)), name='series_interval_within_a_year'),
        ),
    ]
