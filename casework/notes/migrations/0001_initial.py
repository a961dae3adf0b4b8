
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('contact', 'contact'), ('analysis', 'analysis'), ('security', 'security'), ('legal', 'legal')], default='analysis', max_length=20, verbose_name='kind')),
                ('level', models.CharField(choices=[('case_team', 'case team'), ('managers', 'managers of the case'), ('named', 'named people only')], default='case_team', max_length=20, verbose_name='who reads it')),
                ('named_readers', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), blank=True, default=list, size=None, verbose_name='named readers')),
                ('text', models.TextField(verbose_name='text')),
                ('written_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='written at')),
                ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('author', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='cases.case', verbose_name='case file')),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('level', 'named'), _negated=True), models.Q(('named_readers', []), _negated=True), _connector='OR'), name='named_note_names_its_readers', violation_error_message='Choose at least one colleague who may read it.')],
            },
        ),
    ]
