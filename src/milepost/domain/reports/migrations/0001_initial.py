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
    ]
