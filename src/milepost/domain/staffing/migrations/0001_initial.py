import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
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
        migrations.AddIndex(
            model_name='checkin',
            index=models.Index(fields=['person', 'week'], name='check_in_of_a_week'),
        ),
        migrations.AddConstraint(
            model_name='checkinline',
            constraint=models.UniqueConstraint(fields=('check_in', 'task'), name='check_in_line_of_a_task_once'),
        ),
        migrations.AddConstraint(
            model_name='levelingscenario',
            constraint=models.UniqueConstraint(fields=('name',), name='leveling_scenario_name_once', violation_error_message='Another scenario has this name.'),
        ),
        migrations.AddConstraint(
            model_name='operationsload',
            constraint=models.CheckConstraint(condition=models.Q(('department', None), ('person', None), _connector='XOR'), name='operations_load_of_one'),
        ),
        migrations.AddConstraint(
            model_name='operationsload',
            constraint=models.CheckConstraint(condition=models.Q(('last', None), ('last__gte', models.F('first')), _connector='OR'), name='operations_load_ends_after_it_starts', violation_error_message='The last day comes before the first.'),
        ),
        migrations.AddConstraint(
            model_name='operationsload',
            constraint=models.CheckConstraint(condition=models.Q(('share_percent__lte', 100)), name='operations_load_is_a_share'),
        ),
        migrations.AddConstraint(
            model_name='operationsload',
            constraint=models.UniqueConstraint(fields=('department', 'first'), name='operations_load_of_a_department_once'),
        ),
        migrations.AddConstraint(
            model_name='operationsload',
            constraint=models.UniqueConstraint(fields=('person', 'first'), name='operations_load_of_a_person_once'),
        ),
        migrations.AddConstraint(
            model_name='personskill',
            constraint=models.UniqueConstraint(fields=('person', 'skill'), name='skill_of_a_person_once'),
        ),
        migrations.AddConstraint(
            model_name='roleskill',
            constraint=models.UniqueConstraint(fields=('role', 'skill'), name='skill_of_a_role_once'),
        ),
    ]
