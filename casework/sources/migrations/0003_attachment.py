"""Evidence files; a row is written once and stays."""

import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models

from casework.access.triggers import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('sources', '0002_append_only'),
        ('audit', '0002_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('shows', models.CharField(blank=True, help_text='For example: page 1 of 2.', max_length=200, verbose_name='what it shows')),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('jpeg', 'JPEG image'), ('png', 'PNG image'), ('tiff', 'TIFF image'), ('webp', 'WebP image'), ('text', 'plain text')], max_length=10, verbose_name='kind')),
                ('original_name', models.CharField(max_length=200, verbose_name='name of the file')),
                ('size', models.PositiveBigIntegerField(verbose_name='bytes')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the original')),
                ('copy_size', models.PositiveBigIntegerField(verbose_name='bytes of the copy')),
                ('copy_sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the copy')),
                ('stored_as', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='sources.source', verbose_name='source')),
            ],
            options={
                'verbose_name': 'evidence file',
                'verbose_name_plural': 'evidence files',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('source', 'sha256'), name='one_file_once_per_source')],
            },
        ),
        migrations.RunSQL(*append_only("sources_attachment")),
    ]
