import django.db.models.deletion
import milepost.domain.common.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('money', '0001_initial'),
        ('people', '0001_initial'),
        ('projects', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChangeRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('type', models.CharField(choices=[('scope', 'Scope'), ('schedule', 'Schedule'), ('cost', 'Cost'), ('quality', 'Quality'), ('contract', 'Contract')], default='scope', max_length=8)),
                ('reason', models.TextField()),
                ('options', models.TextField(blank=True, verbose_name='options considered')),
                ('raised_on', models.DateField(verbose_name='raised')),
                ('decide_by', models.DateField(blank=True, null=True, verbose_name='decision wanted by')),
                ('commands', models.JSONField(blank=True, default=list, verbose_name='schedule edits')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('assessed', 'Impact assessed'), ('in_decision', 'In decision'), ('approved', 'Approved'), ('applied', 'Applied'), ('rejected', 'Rejected'), ('withdrawn', 'Withdrawn')], default='draft', max_length=11)),
                ('draws_on', models.CharField(blank=True, choices=[('float', 'Float'), ('contingency', 'Contingency'), ('baseline', 'A new baseline')], max_length=11, verbose_name='draws on')),
                ('outcome', models.TextField(blank=True)),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ended')),
                ('baseline', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='change_request', to='projects.baseline')),
                ('budget', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='change_request', to='money.budget')),
                ('issue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='change_requests', to='projects.issue')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='change_requests', to='projects.project')),
                ('requester', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='change_requests', to='people.person')),
                ('risk', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.risk')),
            ],
            options={
                'ordering': ['project', 'number'],
            },
        ),
        migrations.CreateModel(
            name='ChangeImpact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('revision', models.PositiveIntegerField()),
                ('asked', models.CharField(max_length=64)),
                ('days_later', models.IntegerField()),
                ('cost', models.DecimalField(decimal_places=2, max_digits=14)),
                ('result', models.JSONField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('change_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='impacts', to='governance.changerequest')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ChangeCost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.PositiveIntegerField(verbose_name='task')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('limit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='change_costs', to='money.spendinglimit', verbose_name='contract')),
                ('change_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='costs', to='governance.changerequest')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ChangeStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('level', models.CharField(choices=[('manager', 'Project manager'), ('sponsor', 'Sponsor'), ('committee', 'Steering committee'), ('council', 'Council')], max_length=9)),
                ('because', models.CharField(max_length=300)),
                ('state', models.CharField(choices=[('waiting', 'Waits'), ('approved', 'Approved'), ('conditions', 'Approved with conditions'), ('rejected', 'Rejected')], default='waiting', max_length=10)),
                ('conditions', models.TextField(blank=True)),
                ('conditions_met_on', models.DateField(blank=True, null=True, verbose_name='conditions met')),
                ('change_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='governance.changerequest')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='change_steps', to='people.person')),
            ],
            options={
                'ordering': ['change_request', 'position'],
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
            ],
            options={
                'ordering': ['-decided_on', '-number'],
            },
        ),
        migrations.CreateModel(
            name='GoLive',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200, verbose_name='What goes live')),
                ('starts', milepost.domain.common.fields.LocalMinuteField(verbose_name='Cutover starts')),
                ('service_back_by', milepost.domain.common.fields.LocalMinuteField(blank=True, null=True, verbose_name='Service back by')),
                ('latest_back_out', milepost.domain.common.fields.LocalMinuteField(blank=True, null=True, verbose_name='Latest back-out')),
                ('state', models.CharField(choices=[('preparing', 'Preparing'), ('go', 'Go'), ('live', 'Live, in hypercare'), ('stable', 'Live'), ('backed_out', 'Backed out'), ('canceled', 'Canceled')], default='preparing', max_length=10)),
                ('bridge', models.CharField(blank=True, max_length=300, verbose_name='Conference bridge')),
                ('hypercare_until', models.DateField(blank=True, null=True, verbose_name='Hypercare until')),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='Cutover lead')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='go_lives', to='projects.project')),
            ],
            options={
                'ordering': ['-starts', '-number'],
            },
        ),
        migrations.CreateModel(
            name='GoDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('go', 'Go'), ('conditions', 'Go with conditions'), ('no_go', 'No-go')], max_length=10, verbose_name='Decision')),
                ('words', models.TextField(blank=True, verbose_name='Reasons and conditions')),
                ('open_items', models.JSONField(blank=True, default=list)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='go_decision', to='governance.decision')),
                ('go_live', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='go_decisions', to='governance.golive')),
            ],
            options={
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='CutoverRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('rehearsal', 'Rehearsal'), ('cutover', 'Cutover')], max_length=9)),
                ('state', models.CharField(choices=[('under_way', 'Under way'), ('backing_out', 'Backing out'), ('done', 'Done'), ('backed_out', 'Backed out'), ('stopped', 'Stopped')], default='under_way', max_length=11)),
                ('planned_start', models.DateTimeField()),
                ('latest_back_out', models.DateTimeField(blank=True, null=True)),
                ('service_back_by', models.DateTimeField(blank=True, null=True)),
                ('began_at', models.DateTimeField()),
                ('back_out_at', models.DateTimeField(blank=True, null=True)),
                ('back_out_reason', models.CharField(blank=True, max_length=500)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('back_out_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('began_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('go_live', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='governance.golive')),
            ],
            options={
                'ordering': ['-began_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='CallTreeEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=120, verbose_name='Name')),
                ('role', models.CharField(max_length=120, verbose_name='Called for')),
                ('phone', models.CharField(max_length=40, verbose_name='Phone')),
                ('called_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='governance.calltreeentry', verbose_name='Called by')),
                ('go_live', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='call_tree', to='governance.golive')),
            ],
            options={
                'verbose_name_plural': 'call tree entries',
                'ordering': ['position', 'id'],
            },
        ),
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
        migrations.AddField(
            model_name='decision',
            name='meeting',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='governance.meeting'),
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
            name='ReadinessItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('category', models.CharField(max_length=60, verbose_name='Category')),
                ('title', models.CharField(max_length=300, verbose_name='What must be so')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='Due')),
                ('is_required', models.BooleanField(default=True, verbose_name='Required for a go')),
                ('state', models.CharField(choices=[('open', 'Open'), ('done', 'Done'), ('not_needed', 'Not needed')], default='open', max_length=10)),
                ('evidence', models.CharField(blank=True, max_length=1000, verbose_name='Evidence')),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('go_live', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readiness_items', to='governance.golive')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='Owner')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RunbookStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('work', 'Step'), ('decision', 'Go/no-go point'), ('back_out', 'Back-out step')], default='work', max_length=8, verbose_name='Kind')),
                ('title', models.CharField(max_length=200, verbose_name='Step')),
                ('instructions', models.TextField(blank=True, verbose_name='How')),
                ('offset_minutes', models.PositiveIntegerField(default=0, verbose_name='Minutes after the start')),
                ('duration_minutes', models.PositiveSmallIntegerField(default=15, verbose_name='Minutes it takes')),
                ('go_live', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runbook_steps', to='governance.golive')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='Owner')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RunStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('work', 'Step'), ('decision', 'Go/no-go point'), ('back_out', 'Back-out step')], max_length=8)),
                ('title', models.CharField(max_length=200)),
                ('instructions', models.TextField(blank=True)),
                ('offset_minutes', models.PositiveIntegerField()),
                ('duration_minutes', models.PositiveSmallIntegerField()),
                ('waits_for', models.JSONField(blank=True, default=list)),
                ('state', models.CharField(choices=[('waiting', 'Not started'), ('under_way', 'Under way'), ('done', 'Done'), ('failed', 'Failed'), ('skipped', 'Skipped'), ('dropped', 'Not run')], default='waiting', max_length=9)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='governance.cutoverrun')),
            ],
            options={
                'ordering': ['number'],
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
            name='SignOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('approved', 'Approved'), ('conditions', 'Approved with conditions'), ('rejected', 'Rejected'), ('withdrawn', 'Sign-off withdrawn'), ('reopened', 'Asked again, the figures are worse')], max_length=10)),
                ('words', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('decision', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sign_off', to='governance.decision')),
                ('impact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_offs', to='governance.changeimpact')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_offs', to='governance.changestep')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='StepWait',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waits', to='governance.runbookstep')),
                ('waits_for', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awaited_by', to='governance.runbookstep')),
            ],
            options={
                'ordering': ['waits_for__position'],
            },
        ),
        migrations.AddIndex(
            model_name='changerequest',
            index=models.Index(fields=['state', 'decide_by'], name='change_request_state'),
        ),
        migrations.AddConstraint(
            model_name='changerequest',
            constraint=models.UniqueConstraint(fields=('project', 'number'), name='change_request_number_once'),
        ),
        migrations.AddConstraint(
            model_name='changestep',
            constraint=models.UniqueConstraint(fields=('change_request', 'level'), name='change_step_of_a_level_once'),
        ),
        migrations.AddConstraint(
            model_name='golive',
            constraint=models.UniqueConstraint(fields=('project', 'number'), name='go_live_number_once'),
        ),
        migrations.AddConstraint(
            model_name='cutoverrun',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['under_way', 'backing_out'])), fields=('go_live',), name='one_run_of_a_cutover_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('meeting', 'person'), name='attends_once'),
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
            model_name='runbookstep',
            constraint=models.CheckConstraint(condition=models.Q(('duration_minutes__lte', 10080), ('offset_minutes__lte', 20160)), name='runbook_step_within_two_weeks', violation_error_message='A cutover takes two weeks at most.'),
        ),
        migrations.AddConstraint(
            model_name='runstep',
            constraint=models.UniqueConstraint(fields=('run', 'number'), name='run_step_number_once'),
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
        migrations.AddConstraint(
            model_name='stepwait',
            constraint=models.UniqueConstraint(fields=('step', 'waits_for'), name='step_waits_once'),
        ),
    ]
