
import casework.cases.models
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import django_countries.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_cache_table'),
        ('sources', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Issue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('standard_code', models.CharField(blank=True, help_text='HURIDOCS micro-thesaurus 4.', max_length=20, verbose_name='code')),
            ],
            options={
                'verbose_name': 'issue',
                'verbose_name_plural': 'issues',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('reference', models.CharField(default=casework.cases.models.new_reference, editable=False, max_length=20, unique=True, verbose_name='reference')),
                ('kind', models.CharField(choices=[('individual', 'individual'), ('group', 'group'), ('incident', 'incident'), ('cohort', 'cohort'), ('theme', 'theme')], max_length=20, verbose_name='kind')),
                ('public_title', models.CharField(help_text='May leave the house: no protected name.', max_length=200, verbose_name='public title')),
                ('working_title', models.CharField(blank=True, max_length=200, verbose_name='working title')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country of concern')),
                ('workflow', models.CharField(choices=[('intake', 'intake'), ('assessing', 'being assessed'), ('active', 'active'), ('monitoring', 'monitoring'), ('dormant', 'dormant'), ('closed', 'closed'), ('declined', 'declined')], default='intake', editable=False, max_length=20, verbose_name='workflow')),
                ('priority', models.CharField(choices=[('urgent', 'urgent'), ('high', 'high'), ('normal', 'normal'), ('low', 'low')], default='normal', max_length=10, verbose_name='priority')),
                ('publicity', models.CharField(choices=[('undecided', 'undecided'), ('no_publicity', 'no publicity'), ('quiet_only', 'quiet diplomacy only'), ('public_without_identity', 'public, without identity'), ('public_named', 'public, named')], default='undecided', max_length=30, verbose_name='publicity')),
                ('sight', models.CharField(choices=[('teams', 'the teams of the case'), ('named', 'named people only'), ('all_staff', 'all staff on cases')], default='teams', max_length=10, verbose_name='who may see it')),
                ('named_readers', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), blank=True, default=list, size=None, verbose_name='named readers')),
                ('reader_keys', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, editable=False, size=None)),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='last changed at')),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lead')),
                ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('teams', models.ManyToManyField(blank=True, related_name='+', to='accounts.team', verbose_name='teams')),
                ('issues', models.ManyToManyField(blank=True, related_name='+', to='cases.issue', verbose_name='issues')),
            ],
            options={
                'verbose_name': 'case file',
                'verbose_name_plural': 'case files',
                'ordering': ['-changed_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('question', models.CharField(max_length=300, verbose_name='question')),
                ('position', models.CharField(choices=[('undetermined', 'undetermined'), ('contested', 'contested'), ('adopted', 'we adopt one answer')], default='undetermined', max_length=20, verbose_name='our position')),
                ('adopted_answer', models.CharField(blank=True, max_length=300, verbose_name='answer that we adopt')),
                ('reasoning', models.TextField(blank=True, verbose_name='reasoning')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='cases.case', verbose_name='case file')),
                ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'open question',
                'verbose_name_plural': 'what is not known or disputed',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='DisputedClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stance', models.CharField(choices=[('supports', 'says yes'), ('contradicts', 'says no'), ('qualifies', 'qualifies'), ('silent', 'is silent where it should speak')], max_length=20, verbose_name='stance')),
                ('claim', models.CharField(max_length=300, verbose_name='claim')),
                ('citation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.citation')),
                ('dispute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='cases.dispute')),
            ],
            options={
                'verbose_name': 'claim',
                'verbose_name_plural': 'claims',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('is_remainder', models.BooleanField(default=False, help_text='Everybody who is in no other part. Its number is always derived.', verbose_name='what remains')),
                ('counted_apart', models.BooleanField(default=False, help_text='Affected too, but not among the people whom this file counts.', verbose_name='counted apart')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='cases.case', verbose_name='case file')),
                ('parent', models.ForeignKey(blank=True, help_text='Empty: a part of the whole group.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.part', verbose_name='part of')),
            ],
            options={
                'verbose_name': 'part of a group',
                'verbose_name_plural': 'parts of the group',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('measures_group', models.BooleanField(default=True, help_text='Off for figures of context: money, or people beyond this file.', verbose_name='counts the people of this file')),
                ('unit', models.CharField(choices=[('persons', 'people'), ('households', 'households'), ('usd', 'US dollars'), ('years', 'years')], default='persons', max_length=20, verbose_name='unit')),
                ('qualifier', models.CharField(choices=[('exact', 'exactly'), ('about', 'about'), ('at_least', 'at least'), ('at_most', 'at most'), ('more_than', 'more than'), ('less_than', 'less than'), ('between', 'between … and …'), ('several', 'several'), ('unspecified_plural', 'some, not counted')], max_length=20, verbose_name='put as')),
                ('low', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='number, or lower bound')),
                ('high', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='upper bound')),
                ('population', models.CharField(blank=True, help_text='In the source’s own word.', max_length=200, verbose_name='of whom or what')),
                ('area', models.CharField(blank=True, max_length=120, verbose_name='area')),
                ('breakdown', models.JSONField(blank=True, default=dict, help_text='For example {“women”: 13, “men”: 2}.', verbose_name='breakdown')),
                ('estimated_by', models.CharField(blank=True, help_text='Empty: not stated.', max_length=200, verbose_name='estimated by')),
                ('remark', models.TextField(blank=True, verbose_name='remark')),
                ('known_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='known to us on')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='withdrawn on')),
                ('withdrawn_because', models.CharField(blank=True, max_length=300, verbose_name='withdrawn because')),
                ('as_of_words', models.CharField(blank=True, default='', editable=False, max_length=200, verbose_name='as of')),
                ('as_of_edtf', models.CharField(blank=True, default='', editable=False, max_length=60)),
                ('as_of_earliest', models.DateField(blank=True, editable=False, null=True)),
                ('as_of_latest', models.DateField(blank=True, editable=False, null=True)),
                ('as_of_origin', models.CharField(choices=[('stated', 'stated'), ('computed', 'computed'), ('publication_bound', 'publication_bound')], default='stated', editable=False, max_length=20)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='cases.case', verbose_name='case file')),
                ('citations', models.ManyToManyField(blank=True, related_name='+', to='sources.citation')),
                ('estimating_body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.organisation', verbose_name='estimating body')),
                ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('part', models.ForeignKey(blank=True, help_text='Empty: the file as a whole.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.part', verbose_name='part')),
            ],
            options={
                'verbose_name': 'figure',
                'verbose_name_plural': 'figures',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('label', models.CharField(help_text='What colleagues read everywhere: a name, or “Mother, name withheld by the source”.', max_length=200, verbose_name='called')),
                ('name_missing', models.CharField(blank=True, choices=[('unknown_to_source', 'unknown to the source'), ('not_stated', 'not stated'), ('not_asked', 'not asked'), ('withheld_by_source', 'withheld by the source'), ('withheld_by_us', 'withheld by us'), ('not_applicable', 'not applicable'), ('refused', 'refused'), ('illegible', 'illegible')], max_length=30, verbose_name='why there is no name')),
                ('sex', models.CharField(blank=True, choices=[('female', 'female'), ('male', 'male'), ('other', 'other')], max_length=10, verbose_name='sex')),
                ('age_as_stated', models.CharField(blank=True, help_text='For example: seven-year-old.', max_length=120, verbose_name='age as stated')),
                ('is_minor', models.BooleanField(blank=True, null=True, verbose_name='a minor, so a source says')),
                ('nationality', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='nationality')),
                ('occupation', models.CharField(blank=True, max_length=200, verbose_name='occupation')),
                ('is_public_figure', models.BooleanField(default=False, help_text='Office holders and public speakers: all staff on cases see them.', verbose_name='speaks in public office')),
                ('remark', models.TextField(blank=True, verbose_name='remark')),
                ('reader_keys', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, editable=False, size=None)),
                ('born_words', models.CharField(blank=True, default='', editable=False, max_length=200, verbose_name='born')),
                ('born_edtf', models.CharField(blank=True, default='', editable=False, max_length=60)),
                ('born_earliest', models.DateField(blank=True, editable=False, null=True)),
                ('born_latest', models.DateField(blank=True, editable=False, null=True)),
                ('born_origin', models.CharField(choices=[('stated', 'stated'), ('computed', 'computed'), ('publication_bound', 'publication_bound')], default='stated', editable=False, max_length=20)),
                ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('victim', 'affected person'), ('family', 'family'), ('witness', 'witness'), ('alleged_perpetrator', 'alleged perpetrator'), ('authority', 'representative of an authority'), ('lawyer', 'lawyer'), ('facilitator', 'helper'), ('speaker', 'speaker'), ('bystander_forced', 'forced to be present')], default='victim', max_length=30, verbose_name='role')),
                ('certainty', models.CharField(choices=[('known', 'known'), ('believed', 'believed'), ('alleged', 'alleged'), ('disputed', 'disputed'), ('unknown', 'unknown')], default='known', max_length=10, verbose_name='certainty')),
                ('part_certainty', models.CharField(blank=True, choices=[('known', 'known'), ('believed', 'believed'), ('alleged', 'alleged'), ('disputed', 'disputed'), ('unknown', 'unknown')], max_length=10, verbose_name='how surely in that part')),
                ('remark', models.CharField(blank=True, max_length=300, verbose_name='remark')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='cases.case', verbose_name='case file')),
                ('citations', models.ManyToManyField(blank=True, related_name='+', to='sources.citation')),
                ('part', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.part', verbose_name='in which part')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='cases.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'person in the file',
                'verbose_name_plural': 'people in the file',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Kinship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('parent_of', 'parent of'), ('spouse_of', 'spouse of'), ('sibling_of', 'sibling of'), ('guardian_of', 'guardian of'), ('relative_of', 'relative of')], max_length=20, verbose_name='is')),
                ('citations', models.ManyToManyField(blank=True, related_name='+', to='sources.citation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kinships', to='cases.person', verbose_name='person')),
                ('relative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.person', verbose_name='whom')),
            ],
            options={
                'verbose_name': 'kinship',
                'verbose_name_plural': 'kinship',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='PersonName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='name as written')),
                ('kind', models.CharField(choices=[('main', 'main name'), ('alternate', 'other name'), ('nickname', 'nickname or what the group is called'), ('pen_name', 'pen name'), ('birth_name', 'name at birth'), ('religious_name', 'religious name'), ('pseudonym', 'pseudonym')], default='main', max_length=20, verbose_name='kind')),
                ('script', models.CharField(blank=True, help_text='ISO 15924: Latn, Hang, Hani, Arab …', max_length=4, verbose_name='script')),
                ('language', models.CharField(blank=True, max_length=20, verbose_name='language')),
                ('romanisation', models.CharField(blank=True, help_text='System, or “ad hoc”.', max_length=60, verbose_name='romanisation')),
                ('written_order', models.CharField(choices=[('family_first', 'family name first'), ('family_last', 'family name last'), ('single', 'one name only'), ('unknown', 'not known')], default='unknown', max_length=20, verbose_name='written order')),
                ('family_part', models.CharField(blank=True, max_length=100, verbose_name='family part')),
                ('given_part', models.CharField(blank=True, max_length=100, verbose_name='given part')),
                ('attested', models.BooleanField(default=True, help_text='Off: made by us for searching. It is never printed.', verbose_name='a source writes it so')),
                ('citations', models.ManyToManyField(blank=True, related_name='+', to='sources.citation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='cases.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'name',
                'verbose_name_plural': 'names',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='StatusEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('count', models.PositiveIntegerField(blank=True, null=True, verbose_name='how many unnamed people')),
                ('count_qualifier', models.CharField(blank=True, choices=[('exact', 'exactly'), ('about', 'about'), ('at_least', 'at least'), ('at_most', 'at most'), ('more_than', 'more than'), ('less_than', 'less than'), ('between', 'between … and …'), ('several', 'several'), ('unspecified_plural', 'some, not counted')], max_length=20, verbose_name='put as')),
                ('axis', models.CharField(choices=[('situation', 'situation'), ('legal_stage', 'legal stage'), ('event', 'event'), ('workflow', 'our work')], max_length=20, verbose_name='kind')),
                ('value', models.CharField(blank=True, choices=[('at_risk', 'at risk'), ('in_flight', 'in hiding or moving'), ('sheltered', 'sheltered'), ('sheltered_exit_refused', 'sheltered, exit refused'), ('exit_authorized', 'exit authorised'), ('departed', 'departed'), ('third_country', 'arrived in a third country'), ('resettled', 'resettled'), ('turned_away', 'turned away'), ('detained', 'detained'), ('detained_acknowledged', 'detained, acknowledged'), ('detained_unacknowledged', 'detained, not acknowledged'), ('serving_sentence', 'serving a sentence'), ('restricted_noncustodial', 'restricted, not in custody'), ('released', 'released'), ('escaped', 'escaped'), ('returned_refouled', 'returned to the state of feared persecution'), ('deported_other', 'deported elsewhere'), ('missing_enforced_disappearance', 'missing, enforced disappearance alleged'), ('fate_unknown', 'fate unknown'), ('died_in_custody', 'died in custody'), ('executed', 'executed'), ('died_other', 'died'), ('unknown', 'unknown'), ('summoned', 'summoned'), ('administrative_detention', 'administrative detention'), ('criminal_detention', 'criminal detention'), ('rsdl', 'residential surveillance at a designated location'), ('liuzhi', 'liuzhi (custody by a supervisory commission)'), ('bail_pending', 'bail pending trial'), ('formal_arrest', 'formal arrest'), ('prosecution_review', 'review for prosecution'), ('indicted', 'indicted'), ('trial', 'trial'), ('sentenced', 'sentenced'), ('appeal', 'appeal'), ('final', 'final judgment'), ('sentence_changed', 'sentence changed'), ('parole', 'parole'), ('medical_parole', 'medical parole'), ('released_end_of_term', 'released at end of term'), ('released_other', 'released otherwise'), ('acquitted', 'acquitted'), ('withdrawn', 'charges withdrawn'), ('rsd_no_access', 'no access to refugee status determination'), ('rsd_pending', 'refugee status determination pending'), ('rsd_recognized_unhcr', 'recognised as refugee by UNHCR'), ('rsd_refused', 'refugee status refused'), ('exit_requested', 'exit requested'), ('exit_refused', 'exit refused'), ('exit_granted', 'exit granted'), ('asylum_pending_third', 'asylum sought in a third country'), ('asylum_granted_third', 'asylum granted in a third country'), ('apprehended', 'apprehended'), ('removal_detention', 'detained for removal'), ('removal_ordered', 'removal ordered'), ('handed_over', 'handed over'), ('returned', 'returned'), ('none_known', 'none known'), ('intake', 'intake'), ('assessing', 'being assessed'), ('active', 'active'), ('monitoring', 'monitoring'), ('dormant', 'dormant'), ('closed', 'closed'), ('declined', 'declined')], max_length=40, verbose_name='value')),
                ('certainty', models.CharField(choices=[('known', 'known'), ('believed', 'believed'), ('alleged', 'alleged'), ('disputed', 'disputed'), ('unknown', 'unknown')], max_length=10, verbose_name='certainty')),
                ('place', models.CharField(blank=True, help_text='As the source spells it.', max_length=200, verbose_name='place')),
                ('told', models.TextField(blank=True, verbose_name='what we were told')),
                ('known_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='known to us on')),
                ('reason', models.CharField(choices=[('new_information', 'new information'), ('correction', 'correction of an earlier entry'), ('retraction', 'an earlier entry is withdrawn')], default='new_information', max_length=20, verbose_name='why this entry')),
                ('reason_in_words', models.CharField(blank=True, max_length=300, verbose_name='the reason in words')),
                ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('since_words', models.CharField(blank=True, default='', editable=False, max_length=200, verbose_name='when')),
                ('since_edtf', models.CharField(blank=True, default='', editable=False, max_length=60)),
                ('since_earliest', models.DateField(blank=True, editable=False, null=True)),
                ('since_latest', models.DateField(blank=True, editable=False, null=True)),
                ('since_origin', models.CharField(choices=[('stated', 'stated'), ('computed', 'computed'), ('publication_bound', 'publication_bound')], default='stated', editable=False, max_length=20)),
                ('until_words', models.CharField(blank=True, default='', editable=False, max_length=200, verbose_name='until')),
                ('until_edtf', models.CharField(blank=True, default='', editable=False, max_length=60)),
                ('until_earliest', models.DateField(blank=True, editable=False, null=True)),
                ('until_latest', models.DateField(blank=True, editable=False, null=True)),
                ('until_origin', models.CharField(choices=[('stated', 'stated'), ('computed', 'computed'), ('publication_bound', 'publication_bound')], default='stated', editable=False, max_length=20)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='cases.case', verbose_name='case file')),
                ('citations', models.ManyToManyField(blank=True, related_name='+', to='sources.citation')),
                ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.statusentry', verbose_name='corrects')),
                ('part', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.part', verbose_name='part')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.person', verbose_name='person')),
                ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'status entry',
                'verbose_name_plural': 'status history',
                'ordering': ['since_earliest', 'since_latest', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('decision', models.CharField(choices=[('confirmed', 'confirmed'), ('returned', 'sent back with a question'), ('answered', 'question answered'), ('rejected', 'rejected')], max_length=20, verbose_name='decision')),
                ('words', models.TextField(blank=True, verbose_name='in words')),
                ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='cases.statusentry')),
            ],
            options={
                'verbose_name': 'review',
                'verbose_name_plural': 'reviews',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='CaseCitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case', verbose_name='case file')),
                ('citation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.citation', verbose_name='citation')),
            ],
            options={
                'verbose_name': 'passage quoted in the file',
                'verbose_name_plural': 'passages quoted in the file',
                'constraints': [models.UniqueConstraint(fields=('case', 'citation'), name='a_passage_once_per_case')],
            },
        ),
        migrations.CreateModel(
            name='CaseSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_sources', to='cases.case', verbose_name='case file')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.source', verbose_name='source')),
            ],
            options={
                'verbose_name': 'source of the file',
                'verbose_name_plural': 'sources of the file',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('case', 'source'), name='a_source_once_per_case')],
            },
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('position', 'adopted'), _negated=True), models.Q(('adopted_answer', ''), _negated=True), _connector='OR'), name='adopted_position_has_an_answer', violation_error_message='Say which answer we adopt.'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=django.contrib.postgres.indexes.GinIndex(fields=['reader_keys'], name='case_readers'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['-changed_at', '-id'], name='case_latest_first'),
        ),
        migrations.AddConstraint(
            model_name='part',
            constraint=models.UniqueConstraint(condition=models.Q(('is_remainder', True)), fields=('case', 'parent'), name='one_remainder_per_whole', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='part',
            constraint=models.CheckConstraint(condition=models.Q(('counted_apart', True), ('is_remainder', True), _negated=True), name='remainder_is_not_counted_apart', violation_error_message='What remains of the group cannot be counted apart.'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('low__gte', 0), ('low', None), _connector='OR'), name='figure_is_not_negative', violation_error_message='A figure cannot be negative.'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_on', None), models.Q(('withdrawn_because', ''), _negated=True), _connector='OR'), name='withdrawn_figure_says_why', violation_error_message='Say why the figure is withdrawn.'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('high__gte', models.F('low')), ('high', None), ('low', None), _connector='OR'), name='figure_bounds_in_order', violation_error_message='The upper bound is below the lower one.'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('qualifier__in', ['several', 'unspecified_plural']), models.Q(('high__isnull', False), ('low__isnull', False), ('qualifier', 'between')), models.Q(('low__isnull', False), models.Q(('qualifier__in', ['between', 'several', 'unspecified_plural']), _negated=True)), _connector='OR'), name='figure_has_its_numbers', violation_error_message='Give the number; “between” needs both bounds, “several” needs none.'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=django.contrib.postgres.indexes.GinIndex(fields=['reader_keys'], name='person_readers'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.UniqueConstraint(fields=('case', 'person', 'role'), name='one_role_once'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('part__isnull', True), ('part_certainty', '')), models.Q(('part__isnull', False), models.Q(('part_certainty', ''), _negated=True)), _connector='OR'), name='a_part_has_its_certainty', violation_error_message='Say how sure it is that the person is in that part.'),
        ),
        migrations.AddConstraint(
            model_name='kinship',
            constraint=models.CheckConstraint(condition=models.Q(('person', models.F('relative')), _negated=True), name='nobody_is_kin_to_themselves', violation_error_message='A person cannot be their own relative.'),
        ),
        migrations.AddIndex(
            model_name='statusentry',
            index=models.Index(fields=['case', 'axis', 'known_on'], name='cases_statu_case_id_879214_idx'),
        ),
        migrations.AddIndex(
            model_name='statusentry',
            index=models.Index(fields=['axis', 'value', 'case'], name='cases_statu_axis_b1ad32_idx'),
        ),
        migrations.AddConstraint(
            model_name='statusentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('axis', 'event'), ('value', '')), models.Q(('axis', 'situation'), ('value__in', ['at_risk', 'in_flight', 'sheltered', 'sheltered_exit_refused', 'exit_authorized', 'departed', 'third_country', 'resettled', 'turned_away', 'detained', 'detained_acknowledged', 'detained_unacknowledged', 'serving_sentence', 'restricted_noncustodial', 'released', 'escaped', 'returned_refouled', 'deported_other', 'missing_enforced_disappearance', 'fate_unknown', 'died_in_custody', 'executed', 'died_other', 'unknown'])), models.Q(('axis', 'legal_stage'), ('value__in', ['summoned', 'administrative_detention', 'criminal_detention', 'rsdl', 'liuzhi', 'bail_pending', 'formal_arrest', 'prosecution_review', 'indicted', 'trial', 'sentenced', 'appeal', 'final', 'sentence_changed', 'parole', 'medical_parole', 'released_end_of_term', 'released_other', 'acquitted', 'withdrawn', 'rsd_no_access', 'rsd_pending', 'rsd_recognized_unhcr', 'rsd_refused', 'exit_requested', 'exit_refused', 'exit_granted', 'asylum_pending_third', 'asylum_granted_third', 'apprehended', 'removal_detention', 'removal_ordered', 'handed_over', 'returned', 'none_known'])), models.Q(('axis', 'workflow'), ('value__in', ['intake', 'assessing', 'active', 'monitoring', 'dormant', 'closed', 'declined'])), _connector='OR'), name='value_fits_axis', violation_error_message='Choose a value that belongs to this kind of update.'),
        ),
        migrations.AddConstraint(
            model_name='statusentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('axis', 'event'), _negated=True), models.Q(('told', ''), _negated=True), _connector='OR'), name='event_is_told_in_words', violation_error_message='Say in words what happened.'),
        ),
        migrations.AddConstraint(
            model_name='statusentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('count__isnull', True), ('count_qualifier', '')), models.Q(('count__gte', 1), ('person__isnull', True), models.Q(('count_qualifier', ''), _negated=True)), _connector='OR'), name='a_count_is_of_unnamed_people', violation_error_message='A number stands for unnamed people: at least one, without a named person.'),
        ),
        migrations.AddConstraint(
            model_name='statusentry',
            constraint=models.CheckConstraint(condition=models.Q(('person__isnull', True), ('part__isnull', True), _connector='OR'), name='a_person_or_a_part', violation_error_message='Choose a person or a part of the group, not both.'),
        ),
        migrations.AddConstraint(
            model_name='statusentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrects__isnull', True), ('reason', 'new_information')), models.Q(models.Q(('reason', 'new_information'), _negated=True), ('corrects__isnull', False), models.Q(('reason_in_words', ''), _negated=True)), _connector='OR'), name='a_correction_says_what_and_why', violation_error_message='A correction names the entry that it corrects and says why.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('decision', 'confirmed'), models.Q(('words', ''), _negated=True), _connector='OR'), name='a_return_says_why', violation_error_message='Say what is missing or why.'),
        ),
    ]
