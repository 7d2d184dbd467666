import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
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
    ]
