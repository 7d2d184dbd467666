import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import milepost.domain.common.fields
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('common', '0001_initial'),
        ('people', '0001_initial'),
        ('projects', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AppliedLeveling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('is_undone', models.BooleanField(default=False, verbose_name='undone')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='applications', to='common.run')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('week', models.DateField()),
                ('note', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='check_ins', to='people.person')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['person', 'week'], name='check_in_of_a_week')],
            },
        ),
        migrations.CreateModel(
            name='CheckInLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('percent_complete', models.FloatField(validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)])),
                ('left_minutes', models.PositiveIntegerField(blank=True, null=True, verbose_name='work left')),
                ('check_in', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='staffing.checkin')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='check_in_lines', to='projects.task')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('check_in', 'task'), name='check_in_line_of_a_task_once')],
            },
        ),
        migrations.CreateModel(
            name='Clearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('description', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='clearance_name_once', violation_error_message='This clearance stands already.')],
            },
        ),
        migrations.CreateModel(
            name='ClearanceNeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clearance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='staffing.clearance')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearance_needs', to='projects.project')),
                ('task', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='clearance_needs', to='projects.task')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('task', None)), fields=('project', 'clearance'), name='clearance_needed_once_by_project', violation_error_message='This is needed already.'), models.UniqueConstraint(condition=models.Q(('task', None), _negated=True), fields=('task', 'clearance'), name='clearance_needed_once_by_task', violation_error_message='This is needed already.')],
            },
        ),
        migrations.CreateModel(
            name='HoursLock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='JobClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('description', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'verbose_name_plural': 'job classes',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='job_class_name_once', violation_error_message='This job class stands already.')],
            },
        ),
        migrations.CreateModel(
            name='JobClassification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField(verbose_name='from')),
                ('job_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='classifications', to='staffing.jobclass')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='job_classifications', to='people.person')),
            ],
            options={
                'ordering': ['first'],
                'constraints': [models.UniqueConstraint(fields=('person', 'first'), name='job_classification_of_a_day_once')],
            },
        ),
        migrations.CreateModel(
            name='LaborRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField(verbose_name='from')),
                ('hourly', models.DecimalField(decimal_places=2, max_digits=8, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='rate per hour')),
                ('source', models.CharField(blank=True, max_length=300)),
                ('job_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rates', to='staffing.jobclass')),
            ],
            options={
                'ordering': ['first'],
                'constraints': [models.UniqueConstraint(fields=('job_class', 'first'), name='labor_rate_of_a_day_once'), models.CheckConstraint(condition=models.Q(('hourly__gt', 0)), name='labor_rate_is_above_zero')],
            },
        ),
        migrations.CreateModel(
            name='LevelingScenario',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='scenario', to='common.run')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(fields=('name',), name='leveling_scenario_name_once', violation_error_message='Another scenario has this name.')],
            },
        ),
        migrations.CreateModel(
            name='OperationsLoad',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField()),
                ('last', models.DateField(blank=True, null=True)),
                ('share_percent', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='share of time')),
                ('note', models.CharField(blank=True, max_length=200)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='operations_loads', to='people.department')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='operations_loads', to='people.person')),
            ],
            options={
                'ordering': ['first', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('department', None), ('person', None), _connector='XOR'), name='operations_load_of_one'), models.CheckConstraint(condition=models.Q(('last', None), ('last__gte', models.F('first')), _connector='OR'), name='operations_load_ends_after_it_starts', violation_error_message='The last day comes before the first.'), models.CheckConstraint(condition=models.Q(('share_percent__lte', 100)), name='operations_load_is_a_share'), models.UniqueConstraint(fields=('department', 'first'), name='operations_load_of_a_department_once'), models.UniqueConstraint(fields=('person', 'first'), name='operations_load_of_a_person_once')],
            },
        ),
        migrations.CreateModel(
            name='PersonClearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('granted_on', models.DateField(verbose_name='granted')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='expires')),
                ('clearance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holders', to='staffing.clearance')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearances', to='people.person')),
            ],
            options={
                'ordering': ['expires_on', 'person__name'],
                'constraints': [models.UniqueConstraint(fields=('person', 'clearance'), name='clearance_of_a_person_once'), models.CheckConstraint(condition=models.Q(('expires_on', None), ('expires_on__gte', models.F('granted_on')), _connector='OR'), name='clearance_expires_after_it_is_granted', violation_error_message='It expires before it is granted.')],
            },
        ),
        migrations.CreateModel(
            name='PostedHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('task_uid', models.PositiveIntegerField(blank=True, null=True)),
                ('code', models.CharField(blank=True, choices=[('operations', 'Operations and support'), ('administration', 'Meetings and administration'), ('training', 'Training'), ('away', 'Away')], max_length=20)),
                ('minutes', models.IntegerField()),
                ('source', models.CharField(choices=[('timesheet', 'Timesheet'), ('import', 'Time system'), ('adjustment', 'Adjustment')], max_length=20)),
                ('document', models.CharField(blank=True, max_length=80)),
                ('line', models.CharField(blank=True, max_length=40)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posted_hours', to='people.person')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posted_hours', to='projects.project')),
            ],
            options={
                'verbose_name_plural': 'posted hours',
                'ordering': ['day', 'pk'],
                'indexes': [models.Index(fields=['person', 'day'], name='posted_hours_of_a_person'), models.Index(fields=['project', 'day'], name='posted_hours_of_a_project'), models.Index(fields=['document', 'line'], name='posted_hours_of_a_line')],
                'constraints': [models.CheckConstraint(condition=models.Q(('project', None), ('code', ''), _connector='XOR'), name='posted_hours_go_to_one'), models.CheckConstraint(condition=models.Q(('minutes', 0), _negated=True), name='posted_hours_are_some')],
            },
        ),
        migrations.CreateModel(
            name='Responsibility',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(choices=[('R', 'Responsible'), ('A', 'Accountable'), ('AR', 'Accountable and responsible'), ('C', 'Consulted'), ('I', 'Informed')], max_length=2)),
                ('state', models.CharField(choices=[('planned', 'Not asked yet'), ('asked', 'Asked'), ('accepted', 'Accepted'), ('condition', 'Accepted with a condition'), ('declined', 'Declined'), ('told', 'Told')], default='planned', max_length=9)),
                ('words', models.TextField(blank=True)),
                ('asked_at', models.DateTimeField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('delegated_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('deliverable', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='responsibilities', to='projects.deliverable')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responsibilities', to='people.person')),
                ('phase', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='responsibilities', to='projects.task')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responsibilities', to='projects.project')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'verbose_name_plural': 'responsibilities',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['person', 'state'], name='responsibility_of_a_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('deliverable', None), ('phase', None), _connector='XOR'), name='responsibility_of_one'), models.UniqueConstraint(fields=('deliverable', 'person'), name='responsibility_deliverable_once'), models.UniqueConstraint(fields=('phase', 'person'), name='responsibility_phase_once'), models.UniqueConstraint(condition=models.Q(('duty__in', ('A', 'AR'))), fields=('deliverable',), name='one_is_accountable_for_a_deliverable'), models.UniqueConstraint(condition=models.Q(('duty__in', ('A', 'AR'))), fields=('phase',), name='one_is_accountable_for_a_phase')],
            },
        ),
        migrations.CreateModel(
            name='Skill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('description', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='skill_name_once', violation_error_message='This skill stands already.')],
            },
        ),
        migrations.CreateModel(
            name='PersonSkill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'Awareness'), (2, 'Working'), (3, 'Practitioner'), (4, 'Expert')], default=2)),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='expires')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='skills', to='people.person')),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holders', to='staffing.skill')),
            ],
            options={
                'ordering': ['-level', 'skill__name'],
                'constraints': [models.UniqueConstraint(fields=('person', 'skill'), name='skill_of_a_person_once')],
            },
        ),
        migrations.CreateModel(
            name='StaffingRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('description', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='staffing_role_name_once', violation_error_message='This role stands already.')],
            },
        ),
        migrations.CreateModel(
            name='RoleSkill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'Awareness'), (2, 'Working'), (3, 'Practitioner'), (4, 'Expert')], default=2)),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needed_by', to='staffing.skill')),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='staffing.staffingrole')),
            ],
            options={
                'ordering': ['skill__name'],
                'constraints': [models.UniqueConstraint(fields=('role', 'skill'), name='skill_of_a_role_once')],
            },
        ),
        migrations.CreateModel(
            name='RoleDemand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField(verbose_name='first month')),
                ('last', models.DateField(verbose_name='last month')),
                ('hours', models.FloatField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10000)], verbose_name='hours a month')),
                ('note', models.CharField(blank=True, max_length=300)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='role_demands', to='projects.project')),
                ('skill', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staffing.skill')),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='demands', to='staffing.staffingrole')),
            ],
            options={
                'ordering': ['first', 'role__name', 'pk'],
                'indexes': [models.Index(fields=['last'], name='role_demand_by_last_month')],
                'constraints': [models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='role_demand_ends_after_it_starts', violation_error_message='The last month comes before the first.'), models.CheckConstraint(condition=models.Q(('first__day', 1), ('last__day', 1)), name='role_demand_of_whole_months', violation_error_message='Name months by their first days.'), models.CheckConstraint(condition=models.Q(('hours__gt', 0)), name='role_demand_asks_for_hours', violation_error_message='Ask for at least one hour.')],
            },
        ),
        migrations.CreateModel(
            name='StaffRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('requested', 'Requested'), ('countered', 'Countered'), ('tentative', 'Tentative'), ('confirmed', 'Confirmed'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn'), ('expired', 'Expired')], default='draft', max_length=9)),
                ('level', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Awareness'), (2, 'Working'), (3, 'Practitioner'), (4, 'Expert')], null=True, verbose_name='least level')),
                ('reason', models.CharField(max_length=1000)),
                ('needed_by', models.DateField(verbose_name='answer needed by')),
                ('revision', models.PositiveIntegerField(default=0)),
                ('waits_since', models.DateTimeField(blank=True, null=True)),
                ('reminded_at', models.DateTimeField(blank=True, null=True)),
                ('escalation_asked_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='staff_requests_asked', to='people.person')),
                ('in_place_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requested_in', to='people.person')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='staff_requests', to='projects.project')),
                ('role', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='staffing.staffingrole')),
                ('skill', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='staffing.skill')),
                ('supervisor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='staff_requests_to_answer', to='people.person')),
            ],
            options={
                'ordering': ['project', 'number'],
                'indexes': [models.Index(fields=['supervisor', 'state'], name='staff_request_to_answer')],
                'constraints': [models.UniqueConstraint(fields=('project', 'number'), name='staff_request_number_once'), models.CheckConstraint(condition=models.Q(('role__isnull', False), ('person__isnull', False), _connector='OR'), name='staff_request_for_somebody', violation_error_message='Name a person, or else the role to be filled.')],
            },
        ),
        migrations.CreateModel(
            name='StaffOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('first', models.DateField(verbose_name='from')),
                ('last', models.DateField(verbose_name='until')),
                ('share_percent', models.FloatField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='share of time')),
                ('hours', models.FloatField(blank=True, null=True)),
                ('makes_room', models.BooleanField(default=False, verbose_name='other work makes room')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='staffing.staffrequest')),
            ],
            options={
                'ordering': ['version'],
                'constraints': [models.UniqueConstraint(fields=('request', 'version'), name='staff_offer_version_once'), models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='staff_offer_ends_after_it_starts', violation_error_message='The last day comes before the first.'), models.CheckConstraint(condition=models.Q(('share_percent__gt', 0), ('share_percent__lte', 100)), name='staff_offer_is_a_share', violation_error_message='Nobody has more than 100% of their time.')],
            },
        ),
        migrations.CreateModel(
            name='RequestEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deed', models.CharField(choices=[('sent', 'Asked'), ('countered', 'Offered instead'), ('held', 'Held tentatively'), ('confirmed', 'Confirmed'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn'), ('expired', 'Expired'), ('reminded', 'Reminded'), ('escalation_asked', 'Asked whether to escalate'), ('escalated', 'Escalated'), ('reopened', 'Reopened')], max_length=16)),
                ('comment', models.CharField(blank=True, max_length=1000)),
                ('at', models.DateTimeField()),
                ('acting_for', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('offer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staffing.staffoffer')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='staffing.staffrequest')),
            ],
            options={
                'verbose_name_plural': 'request entries',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='RequestedTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.PositiveIntegerField(verbose_name='task')),
                ('agreed_first', models.DateField(blank=True, null=True)),
                ('agreed_last', models.DateField(blank=True, null=True)),
                ('held_from', models.DateField(blank=True, null=True)),
                ('free_from', milepost.domain.common.fields.LocalMinuteField(blank=True, null=True)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='staffing.staffrequest')),
            ],
            options={
                'ordering': ['uid'],
                'constraints': [models.UniqueConstraint(fields=('request', 'uid'), name='requested_task_once')],
            },
        ),
        migrations.CreateModel(
            name='Timesheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('week', models.DateField()),
                ('state', models.CharField(choices=[('open', 'Open'), ('submitted', 'Submitted'), ('approved', 'Approved'), ('returned', 'Returned')], default='open', max_length=20)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('decided_for', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='timesheets', to='people.person')),
            ],
            options={
                'ordering': ['-week', 'person__name'],
                'constraints': [models.UniqueConstraint(fields=('person', 'week'), name='timesheet_of_a_week_once')],
            },
        ),
        migrations.CreateModel(
            name='TimesheetEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('task_uid', models.PositiveIntegerField(blank=True, null=True)),
                ('code', models.CharField(blank=True, choices=[('operations', 'Operations and support'), ('administration', 'Meetings and administration'), ('training', 'Training'), ('away', 'Away')], max_length=20)),
                ('minutes', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1500)])),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project')),
                ('timesheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='staffing.timesheet')),
            ],
            options={
                'verbose_name_plural': 'timesheet entries',
                'ordering': ['day', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('project', None), ('code', ''), _connector='XOR'), name='timesheet_entry_goes_to_one'), models.UniqueConstraint(fields=('timesheet', 'day', 'project', 'task_uid'), name='timesheet_entry_of_a_task_once'), models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('timesheet', 'day', 'code'), name='timesheet_entry_of_a_code_once')],
            },
        ),
        migrations.CreateModel(
            name='AppliedChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('change_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.changeset')),
                ('applied', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='staffing.appliedleveling')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('change_set',), name='applied_change_once')],
            },
        ),
    ]
