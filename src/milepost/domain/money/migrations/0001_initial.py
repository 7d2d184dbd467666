import decimal
import django.core.validators
import django.db.models.deletion
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
            name='Budget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budgets', to='projects.project')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='BudgetItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.PositiveIntegerField(verbose_name='task')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='money.budget')),
            ],
            options={
                'ordering': ['budget', 'uid'],
            },
        ),
        migrations.CreateModel(
            name='ExpenditureImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('previewed', 'Waits to be confirmed'), ('posted', 'Posted'), ('discarded', 'Put aside')], default='previewed', max_length=9)),
                ('control_total', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('at', models.DateTimeField()),
                ('attachment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.attachment')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expenditure_imports', to='projects.project')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Expenditure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.PositiveIntegerField(blank=True, null=True, verbose_name='task')),
                ('document', models.CharField(max_length=60)),
                ('line', models.PositiveIntegerField(default=1)),
                ('on', models.DateField(verbose_name='date')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('description', models.CharField(blank=True, max_length=200)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expenditures', to='projects.project')),
                ('brought_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='expenditures', to='money.expenditureimport')),
            ],
            options={
                'ordering': ['-on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='SpendingLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('council', 'Council authorization'), ('contract', 'Contract, not to exceed'), ('contingency', 'Contingency')], max_length=11)),
                ('name', models.CharField(max_length=200)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('used', models.DecimalField(decimal_places=2, default=decimal.Decimal, max_digits=14, verbose_name='used so far')),
                ('source', models.CharField(max_length=300)),
                ('set_on', models.DateField(verbose_name='set')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spending_limits', to='projects.project')),
            ],
            options={
                'ordering': ['project', 'kind', 'name'],
            },
        ),
        migrations.CreateModel(
            name='WorkPackage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.PositiveIntegerField(verbose_name='task')),
                ('method', models.CharField(choices=[('0/100', '0/100'), ('50/50', '50/50'), ('weighted milestones', 'Weighted milestones'), ('percent complete', 'Percent complete'), ('physical percent', 'Physical percent'), ('level of effort', 'Level of effort')], default='percent complete', max_length=20, verbose_name='measurement method')),
                ('physical_percent', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='physical percent complete')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='work_packages', to='projects.project')),
            ],
            options={
                'ordering': ['project', 'uid'],
            },
        ),
        migrations.AddConstraint(
            model_name='budget',
            constraint=models.UniqueConstraint(fields=('project', 'number'), name='budget_number_once'),
        ),
        migrations.AddConstraint(
            model_name='budgetitem',
            constraint=models.UniqueConstraint(fields=('budget', 'uid'), name='budget_item_once'),
        ),
        migrations.AddIndex(
            model_name='expenditure',
            index=models.Index(fields=['project', 'on'], name='expenditure_of_project'),
        ),
        migrations.AddConstraint(
            model_name='expenditure',
            constraint=models.UniqueConstraint(fields=('document', 'line'), name='expenditure_once'),
        ),
        migrations.AddConstraint(
            model_name='spendinglimit',
            constraint=models.UniqueConstraint(fields=('project', 'kind', 'name'), name='spending_limit_once'),
        ),
        migrations.AddConstraint(
            model_name='spendinglimit',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='spending_limit_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='workpackage',
            constraint=models.UniqueConstraint(fields=('project', 'uid'), name='work_package_once'),
        ),
    ]
