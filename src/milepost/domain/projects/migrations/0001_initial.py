import django.core.validators
import django.db.models.deletion
import milepost.domain.common.fields
import milepost.engine.effort
import milepost.engine.network.model
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('common', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('guid', models.CharField(blank=True, max_length=36)),
                ('tier', models.CharField(choices=[('small', 'Small'), ('medium', 'Medium'), ('large', 'Large')], default='medium', max_length=6)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('approved', 'Approved'), ('planning', 'Planning'), ('procurement', 'Procurement'), ('in_progress', 'In progress'), ('on_hold', 'On hold'), ('closing', 'Closing'), ('closed', 'Closed'), ('canceled', 'Canceled')], default='proposed', max_length=12)),
                ('type', models.CharField(choices=[('hardware_refresh', 'Hardware refresh'), ('new_facility', 'System for a new facility'), ('infrastructure', 'Infrastructure upgrade'), ('application', 'Application implementation'), ('gis', 'GIS'), ('security', 'Security'), ('other', 'Other')], default='other', max_length=16)),
                ('is_restricted', models.BooleanField(default=False, verbose_name='restricted')),
                ('hold_reason', models.TextField(blank=True)),
                ('hold_review_on', models.DateField(blank=True, null=True, verbose_name='hold review')),
                ('held_state', models.CharField(blank=True, choices=[('proposed', 'Proposed'), ('approved', 'Approved'), ('planning', 'Planning'), ('procurement', 'Procurement'), ('in_progress', 'In progress'), ('on_hold', 'On hold'), ('closing', 'Closing'), ('closed', 'Closed'), ('canceled', 'Canceled')], max_length=12)),
                ('purpose', models.TextField(blank=True)),
                ('scope_in', models.TextField(blank=True, verbose_name='in scope')),
                ('scope_out', models.TextField(blank=True, verbose_name='out of scope')),
                ('assumptions', models.TextField(blank=True)),
                ('constraints', models.TextField(blank=True)),
                ('success_criteria', models.TextField(blank=True)),
                ('systems', models.TextField(blank=True, verbose_name='systems touched')),
                ('start', milepost.domain.common.fields.LocalMinuteField()),
                ('required_finish', milepost.domain.common.fields.LocalMinuteField(blank=True, null=True)),
                ('follows_people', models.BooleanField(default=False, verbose_name="scheduled by people's calendars")),
                ('status_date', milepost.domain.common.fields.LocalMinuteField(blank=True, null=True)),
                ('minutes_per_day', models.PositiveIntegerField(default=480)),
                ('minutes_per_week', models.PositiveIntegerField(default=2400)),
                ('days_per_month', models.PositiveIntegerField(default=20)),
                ('critical_slack_minutes', models.IntegerField(default=0, verbose_name='critical float')),
                ('revision', models.PositiveIntegerField(default=0)),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='people.workingcalendar')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='people.department')),
                ('manager', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='managed', to='people.person')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.PositiveIntegerField()),
                ('guid', models.CharField(blank=True, max_length=36)),
                ('position', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=255)),
                ('is_milestone', models.BooleanField(default=False, verbose_name='milestone')),
                ('duration_minutes', models.PositiveIntegerField(default=480, verbose_name='duration')),
                ('duration_unit', models.CharField(choices=[('m', 'm'), ('h', 'h'), ('d', 'd'), ('w', 'w'), ('mo', 'mo'), ('em', 'em'), ('eh', 'eh'), ('ed', 'ed'), ('ew', 'ew'), ('emo', 'emo')], default='d', max_length=3)),
                ('is_estimated', models.BooleanField(default=False, verbose_name='estimated')),
                ('type', models.PositiveSmallIntegerField(choices=[(0, 'Fixed units'), (1, 'Fixed duration'), (2, 'Fixed work')], default=milepost.engine.effort.TaskType['FIXED_UNITS'])),
                ('is_effort_driven', models.BooleanField(default=False, verbose_name='effort-driven')),
                ('pauses', models.JSONField(blank=True, null=True, verbose_name='splits')),
                ('ignores_people', models.BooleanField(default=False, verbose_name='ignores resource calendars')),
                ('constraint', models.PositiveSmallIntegerField(choices=[(0, 'As soon as possible'), (1, 'As late as possible'), (2, 'Must start on'), (3, 'Must finish on'), (4, 'Start no earlier than'), (5, 'Start no later than'), (6, 'Finish no earlier than'), (7, 'Finish no later than')], default=0)),
                ('constraint_at', milepost.domain.common.fields.LocalMinuteField(blank=True, null=True, verbose_name='constraint date')),
                ('deadline', milepost.domain.common.fields.LocalMinuteField(blank=True, null=True)),
                ('percent_complete', models.FloatField(default=0)),
                ('actual_start', milepost.domain.common.fields.LocalMinuteField(blank=True, null=True)),
                ('actual_finish', milepost.domain.common.fields.LocalMinuteField(blank=True, null=True)),
                ('remaining_minutes', models.PositiveIntegerField(blank=True, null=True, verbose_name='remaining duration')),
                ('manual_start', milepost.domain.common.fields.LocalMinuteField(blank=True, null=True)),
                ('manual_finish', milepost.domain.common.fields.LocalMinuteField(blank=True, null=True)),
                ('leveling_delay_minutes', models.PositiveIntegerField(default=0, verbose_name='leveling delay')),
                ('is_active', models.BooleanField(default=True, verbose_name='part of the plan')),
                ('priority', models.PositiveSmallIntegerField(default=500)),
                ('notes', models.TextField(blank=True)),
                ('responsible_name', models.CharField(blank=True, max_length=200)),
                ('is_from_file', models.BooleanField(default=False)),
                ('calendar', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='people.workingcalendar')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='children', to='projects.task', verbose_name='summary')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='CommonRisk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('type', models.CharField(blank=True, choices=[('hardware_refresh', 'Hardware refresh'), ('new_facility', 'System for a new facility'), ('infrastructure', 'Infrastructure upgrade'), ('application', 'Application implementation'), ('gis', 'GIS'), ('security', 'Security'), ('other', 'Other')], max_length=16)),
                ('category', models.CharField(blank=True, max_length=80)),
                ('event', models.CharField(max_length=300)),
                ('cause', models.CharField(blank=True, max_length=300)),
                ('effect', models.CharField(blank=True, max_length=300)),
                ('trigger', models.CharField(blank=True, max_length=300)),
                ('probability', models.PositiveSmallIntegerField(choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5')], validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('impact', models.PositiveSmallIntegerField(choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5')], validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('strategy', models.CharField(blank=True, choices=[('avoid', 'Avoid'), ('transfer', 'Transfer'), ('mitigate', 'Mitigate'), ('exploit', 'Exploit'), ('share', 'Share'), ('enhance', 'Enhance'), ('accept', 'Accept'), ('escalate', 'Escalate')], max_length=8)),
                ('response', models.TextField(blank=True)),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['type', 'event'],
                'constraints': [models.UniqueConstraint(fields=('type', 'event'), name='common_risk_once')],
            },
        ),
        migrations.CreateModel(
            name='Deliverable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=300)),
                ('description', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('submitted', 'Handed over'), ('accepted', 'Accepted'), ('conditions', 'Accepted with conditions'), ('rejected', 'Rejected')], default='planned', max_length=10)),
                ('submitted_on', models.DateField(blank=True, null=True, verbose_name='handed over')),
                ('raised_on', models.DateField(verbose_name='raised')),
                ('acceptor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliverables', to='people.person')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='projects.deliverable', verbose_name='part of')),
            ],
            options={
                'ordering': ['project', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Acceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('accepted', 'Accepted'), ('conditions', 'Accepted with conditions'), ('rejected', 'Rejected')], max_length=10)),
                ('words', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('deliverable', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='projects.deliverable')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Dependency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('is_shared', models.BooleanField(default=False, verbose_name='shared with guests')),
                ('direction', models.CharField(choices=[('owed_to_us', 'Owed to us'), ('we_owe', 'We owe')], max_length=10)),
                ('what', models.CharField(max_length=300)),
                ('details', models.TextField(blank=True)),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due')),
                ('dated_at', models.DateTimeField(verbose_name='date set')),
                ('task_uid', models.PositiveIntegerField(blank=True, null=True, verbose_name='task')),
                ('state', models.CharField(choices=[('open', 'Open'), ('met', 'Met'), ('dropped', 'Dropped')], default='open', max_length=7)),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='met')),
                ('outcome', models.TextField(blank=True)),
                ('counterpart', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dependencies_answered', to='people.person')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dependencies', to='people.department')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dependencies', to='people.organization')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dependencies', to='people.person')),
            ],
            options={
                'verbose_name_plural': 'dependencies',
                'ordering': ['number'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DependencyAgreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('we', 'We'), ('they', 'The other side')], max_length=4)),
                ('due_on', models.DateField(verbose_name='date agreed to')),
                ('at', models.DateTimeField()),
                ('on', models.DateField(verbose_name='agreed')),
                ('said_by', models.CharField(blank=True, max_length=200)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('dependency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='projects.dependency')),
            ],
            options={
                'ordering': ['dependency', 'at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Partnership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.department')),
            ],
            options={
                'verbose_name': 'partner department',
            },
        ),
        migrations.CreateModel(
            name='ProjectDates',
            fields=[
                ('project', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='dates', serialize=False, to='projects.project')),
                ('revision', models.PositiveIntegerField()),
                ('start', milepost.domain.common.fields.LocalMinuteField()),
                ('finish', milepost.domain.common.fields.LocalMinuteField()),
                ('percent_complete', models.FloatField()),
                ('task_count', models.PositiveIntegerField()),
                ('critical_count', models.PositiveIntegerField()),
                ('least_slack', models.IntegerField(null=True)),
            ],
            options={
                'verbose_name_plural': 'project dates',
            },
        ),
        migrations.AddField(
            model_name='project',
            name='partners',
            field=models.ManyToManyField(blank=True, related_name='partner_projects', through='projects.Partnership', to='people.department'),
        ),
        migrations.AddField(
            model_name='project',
            name='sponsor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sponsored', to='people.person'),
        ),
        migrations.AddField(
            model_name='partnership',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partnerships', to='projects.project'),
        ),
        migrations.CreateModel(
            name='Objective',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=300)),
                ('measure', models.CharField(blank=True, max_length=300)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objectives', to='projects.project')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('is_shared', models.BooleanField(default=False, verbose_name='shared with guests')),
                ('kind', models.CharField(choices=[('keep', 'Went well: do it again'), ('change', 'Do it otherwise next time')], default='change', max_length=6)),
                ('category', models.CharField(blank=True, max_length=80)),
                ('happened', models.CharField(max_length=500, verbose_name='what happened')),
                ('advice', models.CharField(max_length=500, verbose_name='what to do next time')),
                ('recorded_on', models.DateField(verbose_name='recorded')),
                ('state', models.CharField(choices=[('offered', 'Offered'), ('withdrawn', 'Withdrawn')], default='offered', max_length=9)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lessons', to='people.person')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lessons', to='projects.project')),
            ],
            options={
                'ordering': ['number'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DurationEstimate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.PositiveIntegerField(verbose_name='task')),
                ('low_minutes', models.PositiveIntegerField(verbose_name='low')),
                ('likely_minutes', models.PositiveIntegerField(verbose_name='likely')),
                ('high_minutes', models.PositiveIntegerField(verbose_name='high')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duration_estimates', to='projects.project')),
            ],
            options={
                'ordering': ['uid'],
            },
        ),
        migrations.AddField(
            model_name='dependency',
            name='other_project',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dependencies_on_it', to='projects.project'),
        ),
        migrations.AddField(
            model_name='dependency',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dependencies', to='projects.project'),
        ),
        migrations.AddField(
            model_name='deliverable',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliverables', to='projects.project'),
        ),
        migrations.CreateModel(
            name='Baseline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=120)),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('start', milepost.domain.common.fields.LocalMinuteField()),
                ('finish', milepost.domain.common.fields.LocalMinuteField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='baselines', to='projects.project')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='ProjectCalendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.IntegerField()),
                ('calendar', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='owner', to='people.workingcalendar')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='own_calendars', to='projects.project')),
            ],
        ),
        migrations.CreateModel(
            name='ProjectRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('administrator', 'Administrator'), ('portfolio_manager', 'Portfolio manager'), ('project_manager', 'Project manager'), ('technical_lead', 'Technical lead'), ('business_lead', 'Business lead'), ('team_member', 'Team member'), ('supervisor', 'Supervisor'), ('finance_analyst', 'Finance analyst'), ('buyer', 'Buyer'), ('security_reviewer', 'Security reviewer'), ('sponsor', 'Sponsor'), ('executive', 'Executive'), ('records_officer', 'Records officer'), ('auditor', 'Auditor'), ('guest', 'Guest')], max_length=20)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='project_roles', to='people.person')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='projects.project')),
            ],
            options={
                'ordering': ['project', 'role'],
            },
        ),
        migrations.CreateModel(
            name='ProjectSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('approved', 'Approved'), ('planning', 'Planning'), ('procurement', 'Procurement'), ('in_progress', 'In progress'), ('on_hold', 'On hold'), ('closing', 'Closing'), ('closed', 'Closed'), ('canceled', 'Canceled')], max_length=12)),
                ('status', models.CharField(choices=[('on_track', 'On track'), ('at_risk', 'At risk'), ('off_track', 'Off track'), ('on_hold', 'On hold'), ('not_rated', 'Not rated')], max_length=9)),
                ('finish', milepost.domain.common.fields.LocalMinuteField(null=True)),
                ('finish_days', models.FloatField(null=True)),
                ('milestones', models.JSONField(default=dict)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='snapshots', to='projects.project')),
            ],
            options={
                'ordering': ['project', 'on'],
            },
        ),
        migrations.CreateModel(
            name='Requirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('text', models.CharField(max_length=500, verbose_name='requirement')),
                ('source', models.CharField(blank=True, max_length=300)),
                ('priority', models.CharField(choices=[('must', 'Must have'), ('should', 'Should have'), ('could', 'Could have'), ('wont', 'Not this time')], default='must', max_length=6)),
                ('acceptance_criteria', models.TextField(blank=True, verbose_name='accepted when')),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('agreed', 'Agreed'), ('dropped', 'Dropped')], default='proposed', max_length=8)),
                ('outcome', models.TextField(blank=True)),
                ('raised_on', models.DateField(verbose_name='raised')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requirements', to='projects.project')),
            ],
            options={
                'ordering': ['project', 'number'],
            },
        ),
        migrations.CreateModel(
            name='DeliverableRequirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deliverable', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requirement_ties', to='projects.deliverable')),
                ('requirement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliverable_ties', to='projects.requirement')),
            ],
        ),
        migrations.AddField(
            model_name='deliverable',
            name='requirements',
            field=models.ManyToManyField(related_name='deliverables', through='projects.DeliverableRequirement', to='projects.requirement'),
        ),
        migrations.CreateModel(
            name='Risk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('is_shared', models.BooleanField(default=False, verbose_name='shared with guests')),
                ('kind', models.CharField(choices=[('threat', 'Threat'), ('opportunity', 'Opportunity')], default='threat', max_length=11)),
                ('category', models.CharField(blank=True, max_length=80)),
                ('event', models.CharField(max_length=300)),
                ('cause', models.CharField(blank=True, max_length=300)),
                ('effect', models.CharField(blank=True, max_length=300)),
                ('trigger', models.CharField(blank=True, max_length=300)),
                ('proximity_on', models.DateField(blank=True, null=True, verbose_name='proximity')),
                ('probability', models.PositiveSmallIntegerField(choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5')], validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('impact', models.PositiveSmallIntegerField(choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5')], validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('schedule_impact', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5')], null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='impact on the schedule')),
                ('cost_impact', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5')], null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='impact on cost')),
                ('scope_impact', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5')], null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='impact on scope or quality')),
                ('cost_if_happens', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))])),
                ('strategy', models.CharField(blank=True, choices=[('avoid', 'Avoid'), ('transfer', 'Transfer'), ('mitigate', 'Mitigate'), ('exploit', 'Exploit'), ('share', 'Share'), ('enhance', 'Enhance'), ('accept', 'Accept'), ('escalate', 'Escalate')], max_length=8)),
                ('response', models.TextField(blank=True)),
                ('residual_probability', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5')], null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='probability after the response')),
                ('residual_impact', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5')], null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='impact after the response')),
                ('state', models.CharField(choices=[('open', 'Open'), ('happened', 'Happened'), ('closed', 'Closed')], default='open', max_length=8)),
                ('escalated_on', models.DateField(blank=True, null=True, verbose_name='escalated')),
                ('escalation_reason', models.TextField(blank=True)),
                ('is_parallel', models.BooleanField(default=False, verbose_name='works beside other risks')),
                ('reviewed_on', models.DateField(blank=True, null=True, verbose_name='reviewed')),
                ('escalated_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='escalated_risks', to='people.person')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='risks', to='people.person')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='risks', to='projects.project')),
            ],
            options={
                'ordering': ['number'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ResponseAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300)),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due')),
                ('cost', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))])),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='response_actions', to='people.person')),
                ('risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='response_actions', to='projects.risk')),
            ],
            options={
                'ordering': ['risk', 'due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Issue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('is_shared', models.BooleanField(default=False, verbose_name='shared with guests')),
                ('title', models.CharField(max_length=300)),
                ('description', models.TextField(blank=True)),
                ('severity', models.PositiveSmallIntegerField(choices=[(1, 'Low'), (2, 'Medium'), (3, 'High'), (4, 'Critical')], default=2)),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due')),
                ('opened_on', models.DateField(verbose_name='opened')),
                ('resolved_on', models.DateField(blank=True, null=True, verbose_name='resolved')),
                ('resolution', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('open', 'Open'), ('resolved', 'Resolved')], default='open', max_length=8)),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='people.organization')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='people.person')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='projects.project')),
                ('risk', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='issue', to='projects.risk')),
            ],
            options={
                'ordering': ['number'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Assumption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('is_shared', models.BooleanField(default=False, verbose_name='shared with guests')),
                ('statement', models.CharField(max_length=300)),
                ('basis', models.TextField(blank=True)),
                ('consequence', models.CharField(blank=True, max_length=300, verbose_name='if it is wrong')),
                ('category', models.CharField(blank=True, max_length=80)),
                ('validate_by', models.DateField(blank=True, null=True, verbose_name='validate by')),
                ('state', models.CharField(choices=[('open', 'To be validated'), ('holds', 'Holds'), ('failed', 'Failed')], default='open', max_length=6)),
                ('validated_on', models.DateField(blank=True, null=True, verbose_name='validated')),
                ('outcome', models.TextField(blank=True)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assumptions', to='people.person')),
                ('issue', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assumption', to='projects.issue')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recorded_assumptions', to='projects.project')),
                ('risk', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assumption', to='projects.risk')),
            ],
            options={
                'ordering': ['number'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RiskEffect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('when', models.CharField(choices=[('now', 'As things are'), ('after', 'After the response')], max_length=5)),
                ('chance_percent', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='chance')),
                ('low_percent', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(1000)], verbose_name='low effect')),
                ('likely_percent', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(1000)], verbose_name='likely effect')),
                ('high_percent', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(1000)], verbose_name='high effect')),
                ('risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='effects', to='projects.risk')),
            ],
            options={
                'ordering': ['risk', 'when'],
            },
        ),
        migrations.CreateModel(
            name='RiskScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('on', models.DateField()),
                ('state', models.CharField(choices=[('open', 'Open'), ('happened', 'Happened'), ('closed', 'Closed')], max_length=8)),
                ('probability', models.PositiveSmallIntegerField(choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5')], validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('impact', models.PositiveSmallIntegerField(choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5')], validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('cost_if_happens', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='projects.risk')),
            ],
            options={
                'ordering': ['risk', 'at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RiskTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.PositiveIntegerField(verbose_name='task')),
                ('risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='touched', to='projects.risk')),
            ],
            options={
                'ordering': ['risk', 'uid'],
            },
        ),
        migrations.CreateModel(
            name='RoundReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('note', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='projects.project')),
            ],
            options={
                'ordering': ['-at'],
                'get_latest_by': 'at',
            },
        ),
        migrations.CreateModel(
            name='ScheduleImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('reading', 'Reading'), ('previewed', 'Ready to confirm'), ('applying', 'Importing'), ('applied', 'Imported'), ('undone', 'Undone'), ('failed', 'Not readable'), ('discarded', 'Discarded')], default='reading', max_length=9)),
                ('preview', models.JSONField(blank=True, null=True)),
                ('problem', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('attachment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.attachment')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('change_set', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.changeset')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.department')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='projects.project')),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='common.jobrun')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ScopeBaseline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('requirements', models.JSONField(blank=True, default=dict)),
                ('deliverables', models.JSONField(blank=True, default=dict)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scope_baselines', to='projects.project')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='StatusRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dimension', models.CharField(choices=[('schedule', 'Schedule'), ('scope', 'Scope'), ('overall', 'Overall')], max_length=8)),
                ('rule_status', models.CharField(choices=[('on_track', 'On track'), ('at_risk', 'At risk'), ('off_track', 'Off track'), ('on_hold', 'On hold'), ('not_rated', 'Not rated')], max_length=9)),
                ('status', models.CharField(choices=[('on_track', 'On track'), ('at_risk', 'At risk'), ('off_track', 'Off track'), ('on_hold', 'On hold'), ('not_rated', 'Not rated')], max_length=9)),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='projects.project')),
            ],
            options={
                'ordering': ['-at'],
                'get_latest_by': 'at',
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('attachment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.attachment')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='projects.project')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='TaskDates',
            fields=[
                ('task', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='dates', serialize=False, to='projects.task')),
                ('start', milepost.domain.common.fields.LocalMinuteField()),
                ('finish', milepost.domain.common.fields.LocalMinuteField()),
                ('early_start', milepost.domain.common.fields.LocalMinuteField()),
                ('early_finish', milepost.domain.common.fields.LocalMinuteField()),
                ('late_start', milepost.domain.common.fields.LocalMinuteField()),
                ('late_finish', milepost.domain.common.fields.LocalMinuteField()),
                ('total_slack', models.IntegerField()),
                ('free_slack', models.IntegerField()),
                ('percent_complete', models.FloatField()),
                ('is_critical', models.BooleanField()),
                ('reason', models.PositiveSmallIntegerField()),
            ],
            options={
                'verbose_name_plural': 'task dates',
            },
        ),
        migrations.AddField(
            model_name='task',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='projects.project'),
        ),
        migrations.AddField(
            model_name='task',
            name='responsible',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='people.person'),
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('type', models.PositiveSmallIntegerField(choices=[(0, 'Finish to finish'), (1, 'Finish to start'), (2, 'Start to finish'), (3, 'Start to start')], default=milepost.engine.network.model.LinkType['FINISH_TO_START'])),
                ('lag', models.FloatField(default=0)),
                ('lag_unit', models.PositiveSmallIntegerField(choices=[(0, 'Working'), (1, 'Elapsed'), (2, 'Percent'), (3, 'Elapsed percent')], default=milepost.engine.network.model.LagUnit['WORKING'])),
                ('lag_shown_in', models.CharField(default='d', max_length=3)),
                ('is_external', models.BooleanField(default=False, verbose_name='from another project')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='projects.project')),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='links_out', to='projects.task')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='links_in', to='projects.task')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='DeliverableTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deliverable', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='task_ties', to='projects.deliverable')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliverable_ties', to='projects.task')),
            ],
        ),
        migrations.AddField(
            model_name='deliverable',
            name='tasks',
            field=models.ManyToManyField(related_name='deliverables', through='projects.DeliverableTask', to='projects.task'),
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('resource', models.CharField(blank=True, max_length=200, verbose_name='role or resource')),
                ('units_percent', models.FloatField(default=100, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(10000)], verbose_name='units')),
                ('work_minutes', models.PositiveIntegerField(blank=True, null=True, verbose_name='work')),
                ('calendar', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.workingcalendar')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='people.person')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='projects.task')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='BaselineTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=255)),
                ('is_summary', models.BooleanField()),
                ('is_milestone', models.BooleanField()),
                ('start', milepost.domain.common.fields.LocalMinuteField()),
                ('finish', milepost.domain.common.fields.LocalMinuteField()),
                ('duration_minutes', models.PositiveIntegerField()),
                ('baseline', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='projects.baseline')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('baseline', 'uid'), name='baseline_task_once')],
            },
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(fields=['state'], name='project_state'),
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.UniqueConstraint(fields=('project', 'department'), name='partner_department_once'),
        ),
        migrations.AddConstraint(
            model_name='lesson',
            constraint=models.UniqueConstraint(fields=('project', 'number'), name='lesson_number_once'),
        ),
        migrations.AddConstraint(
            model_name='durationestimate',
            constraint=models.UniqueConstraint(fields=('project', 'uid'), name='duration_estimate_once'),
        ),
        migrations.AddConstraint(
            model_name='durationestimate',
            constraint=models.CheckConstraint(condition=models.Q(('low_minutes__lte', models.F('likely_minutes')), ('likely_minutes__lte', models.F('high_minutes'))), name='duration_estimate_rises'),
        ),
        migrations.AddIndex(
            model_name='dependency',
            index=models.Index(fields=['state', 'due_on'], name='dependency_due'),
        ),
        migrations.AddIndex(
            model_name='dependency',
            index=models.Index(fields=['organization', 'state'], name='dependency_of_vendor'),
        ),
        migrations.AddConstraint(
            model_name='dependency',
            constraint=models.UniqueConstraint(fields=('project', 'number'), name='dependency_number_once'),
        ),
        migrations.AddConstraint(
            model_name='dependency',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('department__isnull', True), ('organization__isnull', True), ('other_project__isnull', False)), models.Q(('department__isnull', False), ('organization__isnull', True), ('other_project__isnull', True)), models.Q(('department__isnull', True), ('organization__isnull', False), ('other_project__isnull', True)), _connector='OR'), name='dependency_has_one_other_side', violation_error_message='Name one other side: a project, a department, or a vendor or partner.'),
        ),
        migrations.AddConstraint(
            model_name='baseline',
            constraint=models.UniqueConstraint(fields=('project', 'number'), name='baseline_number_once'),
        ),
        migrations.AddConstraint(
            model_name='projectcalendar',
            constraint=models.UniqueConstraint(fields=('project', 'uid'), name='project_calendar_uid_once'),
        ),
        migrations.AddConstraint(
            model_name='projectrole',
            constraint=models.UniqueConstraint(fields=('project', 'person', 'role'), name='project_role_given_once'),
        ),
        migrations.AddIndex(
            model_name='projectsnapshot',
            index=models.Index(fields=['on'], name='snapshot_on'),
        ),
        migrations.AddConstraint(
            model_name='projectsnapshot',
            constraint=models.UniqueConstraint(fields=('project', 'on'), name='snapshot_of_a_day_once'),
        ),
        migrations.AddConstraint(
            model_name='requirement',
            constraint=models.UniqueConstraint(fields=('project', 'number'), name='requirement_number_once'),
        ),
        migrations.AddConstraint(
            model_name='deliverablerequirement',
            constraint=models.UniqueConstraint(fields=('deliverable', 'requirement'), name='requirement_met_once'),
        ),
        migrations.AddIndex(
            model_name='risk',
            index=models.Index(fields=['project', 'state', 'probability', 'impact'], name='risk_in_register'),
        ),
        migrations.AddIndex(
            model_name='risk',
            index=models.Index(fields=['owner', 'state'], name='risk_of_owner'),
        ),
        migrations.AddConstraint(
            model_name='risk',
            constraint=models.UniqueConstraint(fields=('project', 'number'), name='risk_number_once'),
        ),
        migrations.AddIndex(
            model_name='responseaction',
            index=models.Index(fields=['owner', 'done_on'], name='response_action_of_owner'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['state', 'due_on'], name='issue_due'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.UniqueConstraint(fields=('project', 'number'), name='issue_number_once'),
        ),
        migrations.AddIndex(
            model_name='assumption',
            index=models.Index(fields=['owner', 'state'], name='assumption_of_owner'),
        ),
        migrations.AddConstraint(
            model_name='assumption',
            constraint=models.UniqueConstraint(fields=('project', 'number'), name='assumption_number_once'),
        ),
        migrations.AddConstraint(
            model_name='riskeffect',
            constraint=models.UniqueConstraint(fields=('risk', 'when'), name='risk_effect_once'),
        ),
        migrations.AddConstraint(
            model_name='riskeffect',
            constraint=models.CheckConstraint(condition=models.Q(('low_percent__lte', models.F('likely_percent')), ('likely_percent__lte', models.F('high_percent'))), name='risk_effect_rises'),
        ),
        migrations.AddIndex(
            model_name='riskscore',
            index=models.Index(fields=['risk', 'on'], name='risk_score_on'),
        ),
        migrations.AddConstraint(
            model_name='risktask',
            constraint=models.UniqueConstraint(fields=('risk', 'uid'), name='risk_task_once'),
        ),
        migrations.AddIndex(
            model_name='roundreview',
            index=models.Index(fields=['project', '-at'], name='review_latest'),
        ),
        migrations.AddConstraint(
            model_name='scopebaseline',
            constraint=models.UniqueConstraint(fields=('project', 'number'), name='scope_baseline_number_once'),
        ),
        migrations.AddField(
            model_name='taskdates',
            name='driver',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='projects.link'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['project', 'position'], name='task_in_order'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['project', 'parent', 'position'], name='task_in_outline'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['responsible', 'project'], name='task_of_responsible'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.UniqueConstraint(fields=('project', 'uid'), name='task_uid_once'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='task_not_its_own_parent'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(('percent_complete__range', (0, 100))), name='task_percent_complete_in_range'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(('constraint__lt', 2), ('constraint_at__isnull', False), _connector='OR'), name='task_constraint_has_its_date'),
        ),
        migrations.AddIndex(
            model_name='link',
            index=models.Index(condition=models.Q(('is_external', True)), fields=['project'], name='link_external'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.UniqueConstraint(fields=('predecessor', 'successor', 'type'), name='link_of_a_type_once'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='link_not_to_itself'),
        ),
        migrations.AddConstraint(
            model_name='deliverabletask',
            constraint=models.UniqueConstraint(fields=('deliverable', 'task'), name='deliverable_made_by_a_task_once'),
        ),
        migrations.AddConstraint(
            model_name='deliverable',
            constraint=models.UniqueConstraint(fields=('project', 'number'), name='deliverable_number_once'),
        ),
        migrations.AddConstraint(
            model_name='deliverable',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='deliverable_not_its_own_part'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(fields=('task', 'person'), name='assignment_of_a_person_once'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(condition=models.Q(('person', None)), fields=('task', 'resource'), name='assignment_of_a_resource_once'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(('person', None), ('resource', ''), _connector='XOR'), name='assignment_names_one'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(('units_percent__range', (0, 10000))), name='assignment_units_in_range'),
        ),
    ]
