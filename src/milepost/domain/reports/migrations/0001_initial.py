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
            name='CouncilCommunication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('finished', 'In the packet')], default='draft', max_length=8)),
                ('meeting_on', models.DateField(verbose_name='meeting date')),
                ('agenda_item', models.CharField(blank=True, max_length=20)),
                ('location', models.CharField(choices=[('consent', 'Consent calendar'), ('presentation', 'Presentation'), ('hearing', 'Public hearing'), ('action', 'Action item'), ('study', 'Study session')], default='consent', max_length=12, verbose_name='agenda location')),
                ('goals', models.CharField(blank=True, max_length=300, verbose_name='goal(s)')),
                ('legal_review', models.CharField(blank=True, max_length=200)),
                ('reading', models.CharField(blank=True, choices=[('', 'Not an ordinance'), ('first', 'First reading'), ('second', 'Second reading')], default='', max_length=6)),
                ('subject', models.CharField(max_length=300)),
                ('recommended_by', models.CharField(blank=True, max_length=200)),
                ('approved_by', models.CharField(blank=True, max_length=200)),
                ('introduced_by', models.CharField(blank=True, max_length=200, verbose_name='ordinance previously introduced by')),
                ('presenters', models.CharField(blank=True, max_length=300, verbose_name='presenter(s)')),
                ('synopsis', models.TextField(blank=True)),
                ('recommendation', models.TextField(blank=True)),
                ('implications', models.TextField(blank=True, verbose_name='budget/staff implications')),
                ('alternatives', models.TextField(blank=True)),
                ('analysis', models.TextField(blank=True)),
                ('next_steps', models.TextField(blank=True)),
                ('history', models.TextField(blank=True)),
                ('facts', models.JSONField()),
                ('created_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='council_communications', to='projects.project')),
            ],
            options={
                'verbose_name': 'council communication',
                'ordering': ['-meeting_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Distribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reader', models.CharField(choices=[('manager', 'Project manager'), ('director', 'Director'), ('council', 'Council'), ('public', 'Public')], max_length=8, verbose_name='for whom it is written')),
                ('cadence', models.CharField(choices=[('weekly', 'Every week'), ('fortnightly', 'Every two weeks'), ('monthly', 'Every month'), ('quarterly', 'Every quarter')], max_length=11, verbose_name='how often')),
                ('next_on', models.DateField(verbose_name='next sending')),
                ('state', models.CharField(choices=[('active', 'Active'), ('paused', 'Paused'), ('ended', 'Ended')], default='active', max_length=6)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='distributions_owned', to='people.person')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='distributions', to='projects.project')),
            ],
            options={
                'ordering': ['next_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shows_money', models.BooleanField(default=True, verbose_name='with budget and spending')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('project', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='publication', to='projects.project')),
            ],
            options={
                'ordering': ['project'],
            },
        ),
        migrations.CreateModel(
            name='StatusReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period_start', models.DateField()),
                ('period_finish', models.DateField()),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published')], default='draft', max_length=9)),
                ('schedule_status', models.CharField(choices=[('on_track', 'On track'), ('at_risk', 'At risk'), ('off_track', 'Off track'), ('on_hold', 'On hold'), ('not_rated', 'Not rated')], max_length=9)),
                ('scope_status', models.CharField(choices=[('on_track', 'On track'), ('at_risk', 'At risk'), ('off_track', 'Off track'), ('on_hold', 'On hold'), ('not_rated', 'Not rated')], max_length=9)),
                ('overall_status', models.CharField(choices=[('on_track', 'On track'), ('at_risk', 'At risk'), ('off_track', 'Off track'), ('on_hold', 'On hold'), ('not_rated', 'Not rated')], max_length=9)),
                ('summary', models.TextField(blank=True)),
                ('done', models.TextField(blank=True)),
                ('next', models.TextField(blank=True)),
                ('decisions', models.TextField(blank=True)),
                ('director', models.TextField(blank=True)),
                ('council', models.TextField(blank=True)),
                ('public', models.TextField(blank=True)),
                ('sentences', models.JSONField(default=dict)),
                ('facts', models.JSONField()),
                ('created_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('pdf', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.attachment')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='status_reports', to='projects.project')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['-period_finish', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('period_finish__gte', models.F('period_start'))), name='report_period_in_order'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('project',), name='one_draft_report_per_project')],
            },
        ),
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(verbose_name='due')),
                ('at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('under_way', 'Under way'), ('sent', 'Sent'), ('nothing_new', 'Nothing new'), ('failed', 'Failed')], max_length=11)),
                ('told', models.JSONField(blank=True, default=list)),
                ('words', models.CharField(blank=True, max_length=500)),
                ('distribution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sendings', to='reports.distribution')),
                ('report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.statusreport')),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Recipient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('distribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recipients', to='reports.distribution')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['person__name'],
                'constraints': [models.UniqueConstraint(fields=('distribution', 'person'), name='recipient_once_per_distribution')],
            },
        ),
    ]
