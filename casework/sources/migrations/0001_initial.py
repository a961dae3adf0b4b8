
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import django_countries.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='name')),
                ('short_name', models.CharField(blank=True, max_length=60, verbose_name='short name')),
                ('kind', models.CharField(blank=True, choices=[('government', 'government body'), ('intergovernmental', 'intergovernmental body'), ('legislature', 'legislature or its commission'), ('media', 'media'), ('ngo', 'non-governmental organisation'), ('academic', 'academic institution'), ('other', 'other')], max_length=30, verbose_name='kind')),
                ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country')),
            ],
            options={
                'verbose_name': 'organisation',
                'verbose_name_plural': 'organisations',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('victim_testimony', 'testimony of a victim'), ('witness_testimony', 'testimony of a witness'), ('affidavit', 'affidavit'), ('interview', 'interview'), ('court_record', 'court record'), ('official_transcript', 'official transcript'), ('official_press_release', 'official press release'), ('official_statement', 'official statement'), ('law_or_treaty', 'law or treaty'), ('un_document', 'UN document'), ('parliamentary_record', 'parliamentary record'), ('ngo_report', 'NGO report'), ('ngo_press_release', 'NGO press release'), ('newspaper_or_agency', 'newspaper or news agency'), ('radio_tv', 'radio or television'), ('newsletter', 'newsletter'), ('academic', 'academic or conference paper'), ('letter', 'letter'), ('photo', 'photograph'), ('video_audio', 'video or audio recording'), ('medical_record', 'medical record'), ('social_media', 'social media'), ('email_or_call', 'e-mail or call'), ('translation', 'translation'), ('rumour', 'rumour'), ('other', 'other')], max_length=30, verbose_name='kind')),
                ('title', models.CharField(blank=True, max_length=300, verbose_name='title')),
                ('author', models.CharField(blank=True, help_text='As the source writes it.', max_length=200, verbose_name='author or speaker')),
                ('described_as', models.CharField(blank=True, help_text='When it is no public body: “a partner”, “unnamed sources”.', max_length=200, verbose_name='or described as')),
                ('page_updated_on', models.DateField(blank=True, null=True, verbose_name='page last changed on')),
                ('language', models.CharField(blank=True, max_length=20, verbose_name='language')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='address')),
                ('accessed_on', models.DateField(blank=True, null=True, verbose_name='accessed on')),
                ('access_terms', models.CharField(blank=True, help_text='For example: subscription required.', max_length=100, verbose_name='access')),
                ('held', models.CharField(choices=[('held', 'held: we have the text'), ('seen', 'seen, not kept'), ('cited', 'only cited by another; not seen')], default='cited', max_length=10, verbose_name='held or only cited')),
                ('reliability', models.CharField(choices=[('A', 'A · completely reliable'), ('B', 'B · usually reliable'), ('C', 'C · fairly reliable'), ('D', 'D · not usually reliable'), ('E', 'E · unreliable'), ('F', 'F · cannot be judged')], default='F', max_length=1, verbose_name='reliability')),
                ('remark', models.TextField(blank=True, verbose_name='remark')),
                ('reader_keys', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, editable=False, size=None)),
                ('published_words', models.CharField(blank=True, default='', editable=False, max_length=200, verbose_name='published')),
                ('published_edtf', models.CharField(blank=True, default='', editable=False, max_length=60)),
                ('published_earliest', models.DateField(blank=True, editable=False, null=True)),
                ('published_latest', models.DateField(blank=True, editable=False, null=True)),
                ('published_origin', models.CharField(choices=[('stated', 'stated'), ('computed', 'computed'), ('publication_bound', 'publication_bound')], default='stated', editable=False, max_length=20)),
                ('duplicate_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.source', verbose_name='the same text as')),
                ('publisher', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.organisation', verbose_name='publisher')),
                ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Relay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unnamed_upstream', models.CharField(blank=True, help_text='As the text puts it: “unnamed sources”.', max_length=200, verbose_name='or somebody unnamed')),
                ('relation', models.CharField(choices=[('reports', 'reports'), ('quotes', 'quotes'), ('translates', 'translates'), ('republishes', 'republishes'), ('aggregates', 'carries in a collection'), ('summarizes', 'summarises'), ('cites', 'cites'), ('told_by', 'was told by')], default='reports', max_length=20, verbose_name='relation')),
                ('as_stated', models.CharField(blank=True, max_length=300, verbose_name='in the text’s own words')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relays', to='sources.source', verbose_name='text')),
                ('upstream', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.source', verbose_name='goes back to')),
            ],
            options={
                'verbose_name': 'step of a chain',
                'verbose_name_plural': 'chain of relay',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('quotation', models.TextField(blank=True, verbose_name='exact words')),
                ('locator', models.CharField(blank=True, help_text='Page, paragraph, minute.', max_length=120, verbose_name='place in the source')),
                ('translation', models.TextField(blank=True, verbose_name='our translation')),
                ('said_by', models.CharField(blank=True, help_text='Whose statement it is, where that is not the source’s own: “the principal”.', max_length=200, verbose_name='said by')),
                ('hedge', models.CharField(choices=[('stated', 'stated'), ('reportedly', 'reportedly'), ('allegedly', 'allegedly'), ('estimated', 'estimated'), ('believed', 'believed'), ('presumed', 'presumed'), ('rumoured', 'rumoured'), ('opinion', 'opinion'), ('forecast', 'forecast'), ('denied', 'denied')], default='stated', max_length=20, verbose_name='hedge')),
                ('credibility', models.IntegerField(choices=[(1, '1 · confirmed by other sources'), (2, '2 · probably true'), (3, '3 · possibly true'), (4, '4 · doubtful'), (5, '5 · improbable'), (6, '6 · cannot be judged')], default=6, verbose_name='credibility')),
                ('reader_keys', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, editable=False, size=None)),
                ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('hands_on', models.ForeignKey(blank=True, help_text='The step of the source’s chain that this passage repeats. Empty: its own words.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.relay', verbose_name='hands on')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='sources.source', verbose_name='source')),
            ],
            options={
                'verbose_name': 'citation',
                'verbose_name_plural': 'citations',
                'ordering': ['pk'],
            },
        ),
        migrations.AddIndex(
            model_name='source',
            index=django.contrib.postgres.indexes.GinIndex(fields=['reader_keys'], name='source_readers'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('author', ''), ('described_as', ''), ('publisher', None), ('title', ''), _negated=True), name='source_is_told_apart', violation_error_message='Say what the source is: a title, a publisher, an author or a description.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('duplicate_of', models.F('id')), _negated=True), name='source_is_no_copy_of_itself', violation_error_message='A source cannot be the same text as itself.'),
        ),
        migrations.AddConstraint(
            model_name='relay',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('unnamed_upstream', ''), ('upstream__isnull', False)), models.Q(('upstream__isnull', True), models.Q(('unnamed_upstream', ''), _negated=True)), _connector='OR'), name='relay_has_one_upstream', violation_error_message='Give the source that the text goes back to, or say how it describes an unnamed one; not both.'),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=django.contrib.postgres.indexes.GinIndex(fields=['reader_keys'], name='citation_readers'),
        ),
    ]
