import decimal
import django.core.validators
import django.db.models.deletion
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
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('spends_on', models.CharField(blank=True, choices=[('operating', 'Operating'), ('capital', 'Capital')], max_length=9, verbose_name='class')),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='CostForecast',
            fields=[
                ('project', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='cost_forecast', serialize=False, to='projects.project')),
                ('as_of', models.DateField()),
                ('mark', models.CharField(max_length=120)),
                ('first_budget', models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ('budget', models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ('expended', models.DecimalField(decimal_places=2, max_digits=14)),
                ('encumbered', models.DecimalField(decimal_places=2, max_digits=14)),
                ('to_complete', models.DecimalField(decimal_places=2, max_digits=14)),
            ],
            options={
                'ordering': ['project'],
            },
        ),
        migrations.CreateModel(
            name='Fund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('type', models.CharField(blank=True, choices=[('general', 'General'), ('special_revenue', 'Special revenue'), ('debt_service', 'Debt service'), ('capital_projects', 'Capital projects'), ('enterprise', 'Enterprise'), ('internal_service', 'Internal service'), ('fiduciary', 'Fiduciary')], max_length=16)),
                ('lapses', models.BooleanField(default=True, verbose_name='appropriations lapse at year end')),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='LedgerEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('appropriated', 'Appropriated'), ('pre_encumbered', 'Pre-encumbered'), ('encumbered', 'Encumbered'), ('expended', 'Expended'), ('received', 'Received')], max_length=14)),
                ('kind', models.CharField(choices=[('adopted', 'Adopted budget'), ('amendment', 'Budget amendment'), ('supplemental', 'Supplemental appropriation'), ('transfer', 'Administrative transfer'), ('carry_forward', 'Carry-forward'), ('lapse', 'Lapse'), ('requisition', 'Requisition'), ('order', 'Purchase order'), ('payment', 'Payment'), ('p_card', 'P-card charge'), ('journal', 'Journal entry'), ('reimbursement', 'Grant reimbursement'), ('cost_share', 'Partner cost share')], max_length=13)),
                ('document', models.CharField(max_length=60)),
                ('line', models.PositiveIntegerField(default=1)),
                ('version', models.PositiveSmallIntegerField(default=0)),
                ('on', models.DateField(verbose_name='date')),
                ('fiscal_year', models.PositiveSmallIntegerField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('vendor', models.CharField(blank=True, max_length=160)),
                ('description', models.CharField(blank=True, max_length=200)),
                ('authority', models.CharField(blank=True, max_length=120, verbose_name='ordinance or resolution')),
                ('project_code', models.CharField(blank=True, max_length=60, verbose_name="the ledger's project")),
                ('flags', models.JSONField(blank=True, default=list)),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='money.account')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'verbose_name_plural': 'ledger entries',
                'ordering': ['-on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='LedgerSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
                ('profile', models.CharField(choices=[('payments', 'Payments register: every line is money expended'), ('orders', 'Open purchase orders: what stands encumbered today'), ('requisitions', 'Open requisitions: what stands pre-encumbered today'), ('budget', 'Budget report, year to date: what the books are reconciled with')], max_length=12)),
                ('columns', models.JSONField(default=dict)),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
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
                'constraints': [models.UniqueConstraint(fields=('project', 'number'), name='budget_number_once')],
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
                'constraints': [models.UniqueConstraint(fields=('budget', 'uid'), name='budget_item_once')],
            },
        ),
        migrations.CreateModel(
            name='BudgetReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fiscal_year', models.PositiveSmallIntegerField()),
                ('through', models.DateField()),
                ('rejects', models.JSONField(blank=True, default=list)),
                ('at', models.DateTimeField()),
                ('attachment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.attachment')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='money.ledgersource')),
            ],
            options={
                'ordering': ['-through', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='BudgetReportLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField()),
                ('fund', models.CharField(blank=True, max_length=20)),
                ('cost_center', models.CharField(blank=True, max_length=20)),
                ('account', models.CharField(blank=True, max_length=20)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('original', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('adjustments', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('revised', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('expended', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('encumbered', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('available', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='money.budgetreport')),
            ],
            options={
                'ordering': ['report', 'row'],
            },
        ),
        migrations.CreateModel(
            name='BudgetVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('stage', models.CharField(choices=[('requested', 'Requested'), ('recommended', 'Recommended'), ('adopted', 'Adopted'), ('amended', 'Amended')], max_length=11)),
                ('authority', models.CharField(blank=True, max_length=120, verbose_name='ordinance or resolution')),
                ('reason', models.TextField(blank=True)),
                ('on', models.DateField(verbose_name='decided on')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_versions', to='projects.project')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('project', 'number'), name='budget_version_number_once')],
            },
        ),
        migrations.CreateModel(
            name='CapitalItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160, unique=True)),
                ('need', models.TextField()),
                ('is_mandated', models.BooleanField(default=False, verbose_name='required by law')),
                ('priority', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('state', models.CharField(choices=[('requested', 'Requested'), ('recommended', 'Recommended'), ('adopted', 'Adopted'), ('dropped', 'Dropped')], default='requested', max_length=11)),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='capital_items', to='people.department')),
                ('project', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='capital_item', to='projects.project')),
            ],
            options={
                'ordering': ['department', 'priority', 'name'],
            },
        ),
        migrations.CreateModel(
            name='ChangeOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('reason', models.TextField()),
                ('state', models.CharField(choices=[('proposed', 'Waits for approval'), ('council', 'Needs council'), ('approved', 'Approved'), ('refused', 'Refused')], default='proposed', max_length=8)),
                ('at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decision', models.CharField(blank=True, max_length=300, verbose_name='why so decided')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['order', 'number'],
            },
        ),
        migrations.CreateModel(
            name='CostCenter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('program', models.CharField(blank=True, max_length=80)),
                ('is_active', models.BooleanField(default=True)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cost_centers', to='people.department')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='FiscalYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True)),
                ('closed_months', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(12)])),
            ],
            options={
                'ordering': ['year'],
                'constraints': [models.CheckConstraint(condition=models.Q(('closed_months__range', (0, 12))), name='fiscal_year_has_twelve_months')],
            },
        ),
        migrations.CreateModel(
            name='ForecastOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(blank=True, null=True)),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('release', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14, verbose_name='planned release')),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forecast_overrides', to='money.account')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forecast_overrides', to='projects.project')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forecast_overrides', to='money.fund')),
            ],
            options={
                'ordering': ['project', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ForecastCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('fiscal_year', models.PositiveSmallIntegerField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='money.account')),
                ('forecast', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='money.costforecast')),
                ('fund', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='money.fund')),
            ],
            options={
                'ordering': ['forecast', 'month', 'pk'],
                'indexes': [models.Index(fields=['fiscal_year', 'fund'], name='forecast_by_year_and_fund')],
            },
        ),
        migrations.CreateModel(
            name='CarryForward',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fiscal_year', models.PositiveSmallIntegerField()),
                ('unspent', models.DecimalField(decimal_places=2, max_digits=14)),
                ('encumbered', models.DecimalField(decimal_places=2, max_digits=14)),
                ('requested', models.DecimalField(decimal_places=2, max_digits=14)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='why')),
                ('state', models.CharField(choices=[('requested', 'Requested'), ('approved', 'Approved')], default='requested', max_length=9)),
                ('authority', models.CharField(blank=True, max_length=120, verbose_name='ordinance or resolution')),
                ('at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='money.account')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carry_forwards', to='projects.project')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='money.fund')),
            ],
            options={
                'ordering': ['fiscal_year', 'project', 'fund', 'account'],
                'constraints': [models.UniqueConstraint(fields=('project', 'fiscal_year', 'fund', 'account'), name='carry_forward_once'), models.CheckConstraint(condition=models.Q(('requested__gte', 0), ('requested__lte', models.F('unspent'))), name='carry_forward_within_unspent')],
            },
        ),
        migrations.CreateModel(
            name='FundingSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True)),
                ('kind', models.CharField(choices=[('grant', 'Grant'), ('bond', 'Bond'), ('partner', 'Partner share'), ('fees', 'Fees'), ('balance', 'Fund balance')], max_length=7)),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='award')),
                ('match_percent', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='match')),
                ('spend_by', models.DateField(blank=True, null=True)),
                ('eligible_costs', models.TextField(blank=True)),
                ('authority', models.CharField(blank=True, max_length=120, verbose_name='ordinance, resolution or award')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='money.fund')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('match_percent', None), ('match_percent__lte', 100), _connector='OR'), name='match_is_a_share')],
            },
        ),
        migrations.CreateModel(
            name='CapitalAmount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fiscal_year', models.PositiveSmallIntegerField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amounts', to='money.capitalitem')),
                ('fund', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='capital_amounts', to='money.fund')),
                ('funding_source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='capital_amounts', to='money.fundingsource')),
            ],
            options={
                'ordering': ['item', 'fiscal_year', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='capital_amount_above_zero')],
            },
        ),
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('base', 'Planned cost'), ('contingency', 'Contingency'), ('reserve', 'Management reserve')], default='base', max_length=11)),
                ('fiscal_year', models.PositiveSmallIntegerField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_lines', to='money.account')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='money.budgetversion')),
                ('cost_center', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='budget_lines', to='money.costcenter')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_lines', to='money.fund')),
                ('funding_source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='budget_lines', to='money.fundingsource')),
            ],
            options={
                'ordering': ['fiscal_year', 'fund__code', 'account__code', 'purpose', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('version', 'fiscal_year', 'fund', 'account', 'cost_center', 'funding_source', 'purpose'), name='budget_line_once'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='budget_line_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='LedgerCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(choices=[('project_code', 'Project code'), ('document', 'Purchase order'), ('cost_center', 'Cost center')], default='project_code', max_length=12)),
                ('value', models.CharField(max_length=60)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ledger_codes', to='projects.project')),
            ],
            options={
                'ordering': ['field', 'value'],
                'constraints': [models.UniqueConstraint(fields=('field', 'value'), name='ledger_code_once')],
            },
        ),
        migrations.CreateModel(
            name='UnmatchedLine',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='unmatched', serialize=False, to='money.ledgerentry')),
                ('on', models.DateField(verbose_name='date')),
            ],
            options={
                'ordering': ['-on', '-entry'],
            },
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='cost_center',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='money.costcenter'),
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='fund',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='money.fund'),
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='funding_source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='money.fundingsource'),
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='reverses',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='money.ledgerentry'),
        ),
        migrations.CreateModel(
            name='Invoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('work', 'Goods or services'), ('retainage', 'Retainage released')], default='work', max_length=9)),
                ('number', models.CharField(max_length=60)),
                ('on', models.DateField(verbose_name='invoiced on')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due')),
                ('retained', models.DecimalField(decimal_places=2, default=decimal.Decimal, max_digits=14, verbose_name='retainage')),
                ('state', models.CharField(choices=[('entered', 'Waits for review'), ('disputed', 'Disputed'), ('approved', 'Approved, payment expected'), ('paid', 'Paid')], default='entered', max_length=8)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='why so decided')),
                ('at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('payment', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pays', to='money.ledgerentry')),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Allocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.PositiveIntegerField(blank=True, null=True, verbose_name='task')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='projects.project')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='money.ledgerentry')),
            ],
            options={
                'ordering': ['entry', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('entry', 'project', 'uid'), name='allocation_once')],
            },
        ),
        migrations.CreateModel(
            name='LedgerImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('reading', 'Is being read'), ('previewed', 'Waits to be confirmed'), ('posted', 'Posted'), ('discarded', 'Put aside'), ('failed', 'Could not be read')], default='previewed', max_length=9)),
                ('control_total', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('summary', models.JSONField(blank=True, default=dict)),
                ('at', models.DateTimeField()),
                ('attachment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.attachment')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='common.jobrun')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ledger_imports', to='projects.project')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='money.ledgersource')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('reading', 'previewed'))), fields=('source',), name='one_file_of_a_source_waits'), models.CheckConstraint(condition=models.Q(('source', None), ('project', None), _connector='XOR'), name='ledger_import_of_one')],
            },
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='brought_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='money.ledgerimport'),
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='money.ledgersource'),
        ),
        migrations.CreateModel(
            name='LedgerTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('appropriated', 'Appropriated'), ('pre_encumbered', 'Pre-encumbered'), ('encumbered', 'Encumbered'), ('expended', 'Expended'), ('received', 'Received')], max_length=14)),
                ('fiscal_year', models.PositiveSmallIntegerField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=16)),
                ('lines', models.PositiveIntegerField()),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='money.account')),
                ('brought_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='totals', to='money.ledgerimport')),
                ('cost_center', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='money.costcenter')),
                ('fund', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='money.fund')),
            ],
            options={
                'ordering': ['brought_by', 'pk'],
                'indexes': [models.Index(fields=['fiscal_year', 'fund'], name='ledger_total_by_year')],
            },
        ),
        migrations.CreateModel(
            name='OperatingImpact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fiscal_year', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('licenses', 'Licenses and subscriptions'), ('staff', 'Staff'), ('support', 'Support and maintenance'), ('other', 'Power, space and other')], max_length=8)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('positions', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='positions (FTE)')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='impacts', to='money.capitalitem')),
            ],
            options={
                'ordering': ['item', 'fiscal_year', 'kind'],
                'constraints': [models.UniqueConstraint(fields=('item', 'fiscal_year', 'kind'), name='operating_impact_once')],
            },
        ),
        migrations.CreateModel(
            name='OrderLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(default=1, verbose_name='line')),
                ('description', models.CharField(blank=True, max_length=200)),
                ('fiscal_year', models.PositiveSmallIntegerField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='money.account')),
                ('cost_center', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='money.costcenter')),
                ('fund', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='money.fund')),
            ],
            options={
                'ordering': ['order', 'number'],
            },
        ),
        migrations.CreateModel(
            name='InvoiceLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='money.invoice')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoiced', to='money.orderline')),
            ],
            options={
                'ordering': ['invoice', 'line'],
                'constraints': [models.UniqueConstraint(fields=('invoice', 'line'), name='invoice_line_once')],
            },
        ),
        migrations.CreateModel(
            name='ChangeOrderLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='money.changeorder')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='money.orderline')),
            ],
            options={
                'ordering': ['change', 'line'],
                'constraints': [models.UniqueConstraint(fields=('change', 'line'), name='change_order_line_once')],
            },
        ),
        migrations.CreateModel(
            name='PeriodClose',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.PositiveSmallIntegerField()),
                ('act', models.CharField(choices=[('closed', 'Closed'), ('opened', 'Opened again')], default='closed', max_length=6)),
                ('findings', models.JSONField(blank=True, default=list)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='why')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('fiscal_year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closes', to='money.fiscalyear')),
            ],
            options={
                'ordering': ['fiscal_year', 'month', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('month__range', (1, 12))), name='period_close_names_a_month')],
            },
        ),
        migrations.CreateModel(
            name='PlannedPurchase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160)),
                ('vendor', models.CharField(blank=True, max_length=160)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('uid', models.PositiveIntegerField(blank=True, null=True, verbose_name='task')),
                ('on', models.DateField(blank=True, null=True, verbose_name='paid on')),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('ordered', 'Ordered'), ('dropped', 'Dropped')], default='planned', max_length=7)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned_purchases', to='money.account')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned_purchases', to='money.fund')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned_purchases', to='projects.project')),
            ],
            options={
                'ordering': ['project', 'on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='planned_purchase_costs'), models.CheckConstraint(condition=models.Q(('uid', None), ('on', None), _connector='XOR'), name='planned_purchase_has_one_day')],
            },
        ),
        migrations.CreateModel(
            name='PurchaseOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, max_length=60)),
                ('vendor', models.CharField(blank=True, max_length=160)),
                ('title', models.CharField(max_length=200)),
                ('on', models.DateField(verbose_name='ordered on')),
                ('retainage_percent', models.DecimalField(decimal_places=2, default=0, max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(50)])),
                ('state', models.CharField(choices=[('expected', 'Expected'), ('open', 'In the ledger'), ('closed', 'Closed')], default='expected', max_length=8)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='projects.project')),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='orderline',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='money.purchaseorder'),
        ),
        migrations.AddField(
            model_name='invoice',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='money.purchaseorder'),
        ),
        migrations.AddField(
            model_name='changeorder',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='money.purchaseorder'),
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='received on')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='what')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('deliverable', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='projects.deliverable')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='money.orderline')),
            ],
            options={
                'ordering': ['-on', '-pk'],
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
                'constraints': [models.UniqueConstraint(fields=('project', 'kind', 'name'), name='spending_limit_once'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='spending_limit_not_negative')],
            },
        ),
        migrations.AddField(
            model_name='purchaseorder',
            name='ceiling',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='money.spendinglimit'),
        ),
        migrations.CreateModel(
            name='SubscriptionContract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160)),
                ('vendor', models.CharField(max_length=160)),
                ('starts_on', models.DateField(verbose_name='commencement')),
                ('noncancelable_months', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(600)], verbose_name='months that cannot be canceled')),
                ('payment', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))])),
                ('payments_per_year', models.PositiveSmallIntegerField(choices=[(1, 'Yearly'), (2, 'Twice a year'), (4, 'Quarterly'), (12, 'Monthly')], default=1, verbose_name='payments')),
                ('is_advance', models.BooleanField(default=True, verbose_name='paid in advance')),
                ('escalator_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5, verbose_name='yearly increase, percent')),
                ('paid_before', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14, verbose_name='paid before commencement')),
                ('incentives', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14, verbose_name='incentives received')),
                ('rate_percent', models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True, verbose_name="vendor's rate, percent")),
                ('useful_life_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('state', models.CharField(choices=[('described', 'Being described'), ('sent', 'With Finance'), ('measured', 'Measured')], default='described', max_length=9)),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='subscriptions', to='money.account')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='subscriptions', to='money.fund')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='subscriptions', to='projects.project')),
            ],
            options={
                'ordering': ['project', 'name'],
                'constraints': [models.UniqueConstraint(fields=('project', 'name'), name='subscription_named_once'), models.CheckConstraint(condition=models.Q(('noncancelable_months__range', (1, 600))), name='subscription_has_a_term'), models.CheckConstraint(condition=models.Q(('payment__gt', 0)), name='subscription_is_paid_for')],
            },
        ),
        migrations.CreateModel(
            name='SubscriptionCost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('preliminary', 'Preliminary project'), ('implementation', 'Initial implementation'), ('operation', 'Operation and further implementation'), ('training', 'Training')], max_length=14)),
                ('name', models.CharField(max_length=160)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='costs', to='money.subscriptioncontract')),
            ],
            options={
                'ordering': ['contract', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SubscriptionOption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('months', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(600)])),
                ('holder', models.CharField(choices=[('city', 'The city alone'), ('vendor', 'The vendor alone'), ('both', 'Both must agree, or either may end it')], default='city', max_length=6, verbose_name='decided by')),
                ('is_certain', models.BooleanField(default=False, verbose_name='reasonably certain')),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='options', to='money.subscriptioncontract')),
            ],
            options={
                'ordering': ['contract', 'number'],
                'constraints': [models.UniqueConstraint(fields=('contract', 'number'), name='subscription_option_once')],
            },
        ),
        migrations.CreateModel(
            name='SubscriptionRemeasurement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('on', models.DateField(verbose_name='from')),
                ('months', models.PositiveSmallIntegerField(verbose_name='months from then on')),
                ('payment', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))])),
                ('escalator_percent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5)),
                ('rate_percent', models.DecimalField(decimal_places=3, max_digits=6, verbose_name='rate, percent')),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remeasurements', to='money.subscriptioncontract')),
            ],
            options={
                'ordering': ['contract', 'number'],
                'constraints': [models.UniqueConstraint(fields=('contract', 'number'), name='remeasurement_once')],
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
                'constraints': [models.UniqueConstraint(fields=('project', 'uid'), name='work_package_once')],
            },
        ),
        migrations.AddField(
            model_name='unmatchedline',
            name='brought_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='money.ledgerimport'),
        ),
        migrations.AddIndex(
            model_name='ledgerentry',
            index=models.Index(fields=['fiscal_year', 'fund', 'state'], name='ledger_by_year_and_fund'),
        ),
        migrations.AddIndex(
            model_name='ledgerentry',
            index=models.Index(fields=['fiscal_year', 'brought_by', 'amount'], name='ledger_sums_of_a_year'),
        ),
        migrations.AddIndex(
            model_name='ledgerentry',
            index=models.Index(fields=['-on', 'id'], name='ledger_latest_first'),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.UniqueConstraint(fields=('source', 'document', 'line', 'version', 'state'), name='ledger_line_of_a_source_once'),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.UniqueConstraint(condition=models.Q(('source', None)), fields=('document', 'line', 'version', 'state'), name='ledger_line_once'),
        ),
        migrations.AddConstraint(
            model_name='orderline',
            constraint=models.UniqueConstraint(fields=('order', 'number'), name='order_line_once'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.UniqueConstraint(fields=('order', 'number'), name='invoice_number_once'),
        ),
        migrations.AddConstraint(
            model_name='changeorder',
            constraint=models.UniqueConstraint(fields=('order', 'number'), name='change_order_number_once'),
        ),
        migrations.AddConstraint(
            model_name='purchaseorder',
            constraint=models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('number',), name='order_number_once'),
        ),
        migrations.AddIndex(
            model_name='unmatchedline',
            index=models.Index(fields=['-on', '-entry', 'brought_by'], name='unmatched_latest_first'),
        ),
    ]
