import django.core.validators
import django.db.models.deletion
import milepost.domain.people.models.calendar
import milepost.domain.people.models.city
import milepost.domain.people.models.saved_view
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('common', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Equipment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True)),
                ('kind', models.CharField(choices=[('room', 'Room'), ('lab', 'Lab'), ('vehicle', 'Vehicle'), ('device', 'Device'), ('agenda', 'Agenda slots')], default='room', max_length=8)),
                ('description', models.CharField(blank=True, max_length=500)),
                ('capacity', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000)], verbose_name='units at once')),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'verbose_name_plural': 'equipment',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160, unique=True)),
                ('kind', models.CharField(choices=[('vendor', 'Vendor'), ('partner', 'Partner agency')], max_length=8)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True)),
                ('address', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Department',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('code', models.CharField(max_length=20, unique=True)),
                ('is_active', models.BooleanField(default=True)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='divisions', to='people.department')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='department_not_its_own_parent')],
            },
        ),
        migrations.CreateModel(
            name='EquipmentCapacity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField(verbose_name='from')),
                ('capacity', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000)], verbose_name='units at once')),
                ('equipment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='capacities', to='people.equipment')),
            ],
            options={
                'ordering': ['first'],
                'constraints': [models.UniqueConstraint(fields=('equipment', 'first'), name='equipment_capacity_of_a_day_once'), models.CheckConstraint(condition=models.Q(('capacity__range', (1, 1000))), name='equipment_capacity_is_there')],
            },
        ),
        migrations.CreateModel(
            name='EquipmentClosing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField(verbose_name='first day')),
                ('last', models.DateField(verbose_name='last day')),
                ('reason', models.CharField(blank=True, max_length=120)),
                ('equipment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closings', to='people.equipment')),
            ],
            options={
                'ordering': ['first', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='equipment_closing_ends_after_it_starts', violation_error_message='The last day comes before the first.')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('job_title', models.CharField(blank=True, max_length=120)),
                ('is_active', models.BooleanField(default=True)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='people.department')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='people.organization')),
                ('supervisor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports_of', to='people.person')),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='person', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='people.site')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.AddField(
            model_name='equipment',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='equipment', to='people.person'),
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('delegate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stands_in_for', to='people.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='people.person')),
            ],
            options={
                'ordering': ['-first', '-pk'],
                'indexes': [models.Index(fields=['delegate', 'last'], name='delegation_of_a_delegate')],
                'constraints': [models.CheckConstraint(condition=models.Q(('person', models.F('delegate')), _negated=True), name='delegation_between_two_people'), models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='delegation_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calendar_feeds', to='people.person')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('person',), name='calendar_feed_of_a_person_once')],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField()),
                ('last', models.DateField(blank=True, null=True)),
                ('share_percent', models.PositiveSmallIntegerField(default=100, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='share of time')),
                ('kind', models.CharField(choices=[('leave', 'Leave'), ('training', 'Training'), ('part_time', 'Part time'), ('on_call', 'On call'), ('other', 'Other')], default='leave', max_length=10, verbose_name='reason')),
                ('note', models.CharField(blank=True, max_length=200)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='people.person')),
            ],
            options={
                'ordering': ['first', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last', None), ('last__gte', models.F('first')), _connector='OR'), name='absence_ends_after_it_starts', violation_error_message='The last day comes before the first.'), models.CheckConstraint(condition=models.Q(('share_percent__range', (1, 100))), name='absence_takes_a_share', violation_error_message='A share of the time lies between 1 and 100 percent.')],
            },
        ),
        migrations.CreateModel(
            name='RoleAssignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('administrator', 'Administrator'), ('portfolio_manager', 'Portfolio manager'), ('project_manager', 'Project manager'), ('technical_lead', 'Technical lead'), ('business_lead', 'Business lead'), ('team_member', 'Team member'), ('supervisor', 'Supervisor'), ('finance_analyst', 'Finance analyst'), ('buyer', 'Buyer'), ('security_reviewer', 'Security reviewer'), ('sponsor', 'Sponsor'), ('executive', 'Executive'), ('records_officer', 'Records officer'), ('auditor', 'Auditor'), ('guest', 'Guest')], max_length=20)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.department')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='role_assignments', to='people.person')),
            ],
            options={
                'ordering': ['person', 'role'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('department', None)), fields=('person', 'role'), name='city_role_given_once'), models.UniqueConstraint(fields=('person', 'role', 'department'), name='department_role_given_once')],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.SlugField(max_length=80)),
                ('name', models.CharField(max_length=80)),
                ('query', models.TextField(blank=True, max_length=4000, validators=[milepost.domain.people.models.saved_view.check_query])),
                ('reach', models.CharField(choices=[('own', 'Only me'), ('department', 'A department'), ('city', 'The whole city')], default='own', max_length=10)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.department')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='saved_views', to='people.person')),
            ],
            options={
                'ordering': ['name', 'id'],
                'indexes': [models.Index(fields=['page', 'reach'], name='view_of_page')],
                'constraints': [models.UniqueConstraint(fields=('owner', 'page', 'name'), name='view_named_once', violation_error_message='You have a view of this name already.'), models.CheckConstraint(condition=models.Q(models.Q(('department__isnull', False), ('reach', 'department')), models.Q(models.Q(('reach', 'department'), _negated=True), ('department', None)), _connector='OR'), name='view_shared_with_the_department_named', violation_error_message='Name the department to share the view with.')],
            },
        ),
        migrations.CreateModel(
            name='DefaultView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.SlugField(max_length=80)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='default_views', to='people.person')),
                ('view', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='defaults', to='people.savedview')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'page'), name='default_view_once')],
            },
        ),
        migrations.AddField(
            model_name='equipment',
            name='site',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='equipment', to='people.site'),
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='people.person')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken_over', to='people.person')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('person', models.F('successor')), _negated=True), name='succession_between_two_people')],
            },
        ),
        migrations.CreateModel(
            name='SuccessionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=300)),
                ('detail', models.CharField(blank=True, max_length=300)),
                ('project_id', models.BigIntegerField(blank=True, null=True)),
                ('is_asked', models.BooleanField(verbose_name='acceptance is asked')),
                ('succession', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='people.succession')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='WorkingCalendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('week', models.JSONField(default=milepost.domain.people.models.calendar.standard_week, validators=[milepost.domain.people.models.calendar.check_week])),
                ('is_city_wide', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_city_wide', True)), fields=('name',), name='city_calendar_name_once')],
            },
        ),
        migrations.AddField(
            model_name='person',
            name='calendar',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='people.workingcalendar'),
        ),
        migrations.AddField(
            model_name='equipment',
            name='calendar',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='equipment', to='people.workingcalendar'),
        ),
        migrations.CreateModel(
            name='City',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('time_zone', models.CharField(default='America/Denver', max_length=64, validators=[milepost.domain.people.models.city.check_time_zone])),
                ('fiscal_year_start_month', models.PositiveSmallIntegerField(default=1)),
                ('accessibility_email', models.EmailField(blank=True, max_length=254)),
                ('accessibility_phone', models.CharField(blank=True, max_length=40)),
                ('setup_marks', models.JSONField(blank=True, default=dict)),
                ('is_set_up', models.BooleanField(default=False)),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.workingcalendar')),
            ],
            options={
                'verbose_name_plural': 'cities',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='one_city'), models.CheckConstraint(condition=models.Q(('fiscal_year_start_month__range', (1, 12))), name='fiscal_year_starts_in_a_month')],
            },
        ),
        migrations.CreateModel(
            name='CalendarException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=120)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('shifts', models.JSONField(blank=True, default=list, validators=[milepost.domain.people.models.calendar.check_shifts])),
                ('recurrence', models.CharField(choices=[('once', 'Once'), ('yearly_date', 'Yearly, on the date'), ('yearly_weekday', 'Yearly, on the weekday')], default='once', max_length=14)),
                ('until', models.DateField(blank=True, null=True)),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exceptions', to='people.workingcalendar')),
            ],
            options={
                'ordering': ['first', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='exception_ends_after_it_starts', violation_error_message='The last day comes before the first.')],
            },
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('supervisor', models.F('id')), _negated=True), name='person_not_own_supervisor'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('department', None), ('organization', None), _connector='OR'), name='person_in_the_city_or_outside_it', violation_error_message='A person works for the city or for an organization, not for both.'),
        ),
        migrations.AddConstraint(
            model_name='equipment',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__range', (1, 1000))), name='equipment_has_capacity'),
        ),
    ]
