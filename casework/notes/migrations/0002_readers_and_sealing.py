"""Notes on a person or an action, sealed texts, and the changes of their readers."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('advocacy', '0002_reader_keys'),
        ('cases', '0002_kept_by_the_database'),
        ('notes', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReadersChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='changed at')),
                ('from_level', models.CharField(choices=[('case_team', 'case team'), ('managers', 'managers of the case'), ('named', 'named people only')], max_length=20, verbose_name='from')),
                ('from_readers', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('to_level', models.CharField(choices=[('case_team', 'case team'), ('managers', 'managers of the case'), ('named', 'named people only')], max_length=20, verbose_name='to')),
                ('to_readers', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
            ],
            options={
                'verbose_name': 'change of a note’s readers',
                'verbose_name_plural': 'changes of a note’s readers',
                'ordering': ['-pk'],
            },
        ),
        migrations.AddField(
            model_name='note',
            name='action',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='advocacy.action', verbose_name='action'),
        ),
        migrations.AddField(
            model_name='note',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.person', verbose_name='person'),
        ),
        migrations.AddField(
            model_name='note',
            name='sealed_text',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='note',
            name='sealing_id',
            field=models.UUIDField(db_default=RandomUUID(), editable=False, unique=True),
        ),
        migrations.AddField(
            model_name='note',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AlterField(
            model_name='note',
            name='text',
            field=models.TextField(blank=True, verbose_name='text'),
        ),
        migrations.AddField(
            model_name='readerschange',
            name='changed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by'),
        ),
        migrations.AddField(
            model_name='readerschange',
            name='note',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readers_changes', to='notes.note', verbose_name='note'),
        ),
    ]
