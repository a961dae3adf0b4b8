
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('sources', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('letter', 'letter'), ('open_letter', 'open letter'), ('urgent_action', 'urgent action'), ('petition', 'petition'), ('demarche_confidential', 'confidential démarche'), ('meeting', 'meeting'), ('prisoner_list', 'prisoner list'), ('hearing_convened', 'hearing'), ('oral_testimony', 'oral testimony'), ('statement_for_record', 'statement for the record'), ('appeal_public', 'public appeal'), ('press_release', 'press release'), ('press_conference', 'press conference'), ('report', 'report'), ('conference_paper', 'conference paper or lecture'), ('un_urgent_appeal_request', 'request for a UN urgent appeal'), ('un_allegation_request', 'request for a UN allegation letter'), ('wgad_case', 'case before the Working Group on Arbitrary Detention'), ('wgeid_case', 'case before the Working Group on Enforced Disappearances'), ('treaty_body_communication', 'communication to a treaty body'), ('upr_submission', 'submission to the Universal Periodic Review'), ('un_resolution', 'UN resolution'), ('un_mandate_statement', 'statement of a UN mandate holder'), ('notification', 'notification'), ('negotiation', 'negotiation'), ('demand_investigation', 'demand for an investigation'), ('referral', 'referral'), ('legal_aid', 'legal aid'), ('medical_aid', 'medical aid'), ('financial_aid', 'financial aid'), ('other', 'other')], max_length=40, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='starts at')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='ends at')),
                ('time_zone', models.CharField(blank=True, help_text='For example America/New_York.', max_length=60, verbose_name='time zone')),
                ('clock_as_stated', models.CharField(blank=True, help_text='Where the source gives no zone: “10:30 AM to 12:00 PM”.', max_length=60, verbose_name='clock time as stated')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('our_role', models.CharField(choices=[('led', 'led by us'), ('joined', 'joined by us'), ('supported', 'supported by us'), ('observed_third_party', 'by others; we observed it')], default='observed_third_party', max_length=30, verbose_name='our role')),
                ('status', models.CharField(choices=[('idea', 'idea'), ('drafting', 'being drafted'), ('consent_check', 'consent being checked'), ('approved', 'approved'), ('sent_or_held', 'sent or held'), ('acknowledged', 'acknowledged'), ('awaiting_response', 'awaiting a reply'), ('responded', 'replied to'), ('follow_up', 'being followed up'), ('concluded', 'concluded'), ('cancelled', 'cancelled'), ('blocked', 'blocked')], default='sent_or_held', max_length=30, verbose_name='status')),
                ('is_quiet', models.BooleanField(default=False, help_text='Quiet diplomacy: never in a public dossier.', verbose_name='quiet')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('reader_keys', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, editable=False, size=None)),
                ('happened_words', models.CharField(blank=True, default='', editable=False, max_length=200, verbose_name='when')),
                ('happened_edtf', models.CharField(blank=True, default='', editable=False, max_length=60)),
                ('happened_earliest', models.DateField(blank=True, editable=False, null=True)),
                ('happened_latest', models.DateField(blank=True, editable=False, null=True)),
                ('happened_origin', models.CharField(choices=[('stated', 'stated'), ('computed', 'computed'), ('publication_bound', 'publication_bound')], default='stated', editable=False, max_length=20)),
                ('citations', models.ManyToManyField(blank=True, related_name='+', to='sources.citation')),
                ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'action',
                'verbose_name_plural': 'actions',
                'ordering': ['happened_earliest', 'happened_latest', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ActionCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='action_cases', to='advocacy.action')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case', verbose_name='case file')),
            ],
            options={
                'verbose_name': 'case file of the action',
                'verbose_name_plural': 'case files of the action',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Ask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=400, verbose_name='what is asked')),
                ('kind', models.CharField(choices=[('release', 'release'), ('non_refoulement', 'no forced return'), ('exit', 'permission to leave'), ('access', 'access'), ('information', 'information'), ('investigate', 'investigation'), ('law', 'law or policy'), ('other', 'other')], default='other', max_length=20, verbose_name='kind')),
                ('of_whom', models.CharField(blank=True, max_length=200, verbose_name='of whom')),
                ('status', models.CharField(choices=[('open', 'open'), ('met', 'met'), ('partly', 'partly met'), ('refused', 'refused'), ('overtaken', 'overtaken by events'), ('unknown', 'not known')], default='unknown', max_length=20, verbose_name='status')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='advocacy.action')),
                ('citations', models.ManyToManyField(blank=True, related_name='+', to='sources.citation')),
            ],
            options={
                'verbose_name': 'ask',
                'verbose_name_plural': 'asks',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'office',
                'verbose_name_plural': 'offices',
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='ActionParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('sender', 'sender'), ('signatory', 'signatory'), ('addressee', 'addressee'), ('cc', 'copied in'), ('convener', 'convener'), ('chair', 'chair'), ('witness', 'witness'), ('submitter', 'submitter'), ('speaker', 'speaker'), ('interpreter', 'interpreter')], max_length=20, verbose_name='role')),
                ('described_as', models.CharField(help_text='“U.S. legislators”, “U.N. Secretary-General Ban Ki-moon”.', max_length=200, verbose_name='as the source puts it')),
                ('qualifier', models.CharField(blank=True, choices=[('exact', 'exactly'), ('about', 'about'), ('at_least', 'at least'), ('at_most', 'at most'), ('more_than', 'more than'), ('less_than', 'less than'), ('between', 'between … and …'), ('several', 'several'), ('unspecified_plural', 'some, not counted')], max_length=20, verbose_name='how many')),
                ('count', models.PositiveIntegerField(blank=True, null=True, verbose_name='number')),
                ('is_remote', models.BooleanField(default=False, verbose_name='took part remotely')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='advocacy.action')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.organisation', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.person', verbose_name='person')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='advocacy.office', verbose_name='office')),
            ],
            options={
                'verbose_name': 'party',
                'verbose_name_plural': 'parties',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='OutcomeLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('relation', models.CharField(choices=[('unknown', 'not known whether they are related'), ('sequence_only', 'one followed the other, no more is known'), ('contribution_suggested', 'a contribution is suggested'), ('contribution_claimed_by_actor', 'a contribution is claimed by who acted'), ('contribution_acknowledged_by_decision_maker', 'a contribution is acknowledged by who decided'), ('corroborated', 'a contribution is corroborated'), ('rival_explanation', 'another explanation is given'), ('contradicted', 'a relation is contradicted'), ('adverse_effect_alleged', 'harm from it is alleged')], default='unknown', max_length=50, verbose_name='relation')),
                ('asserted_by', models.CharField(blank=True, max_length=200, verbose_name='asserted by')),
                ('reasoning', models.TextField(blank=True, verbose_name='in words')),
                ('action', models.ForeignKey(blank=True, help_text='Empty for an explanation that needs none of the actions here.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='outcome_links', to='advocacy.action', verbose_name='action')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case', verbose_name='case file')),
                ('citations', models.ManyToManyField(blank=True, related_name='+', to='sources.citation')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.statusentry', verbose_name='what happened')),
                ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'what followed',
                'verbose_name_plural': 'what followed, and what is known of the relation',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('kind', models.CharField(choices=[('none_as_of', 'none as of that day'), ('acknowledged', 'acknowledged'), ('token', 'token or positional'), ('asked_for_information', 'asked for information'), ('information_given', 'information given'), ('commitment', 'commitment'), ('measure_taken', 'measure taken'), ('partial_measure', 'partial measure'), ('alternative_explanation', 'alternative explanation'), ('denied_facts', 'facts denied'), ('denied_responsibility', 'responsibility denied'), ('hostile', 'hostile'), ('conditional_demand', 'conditional demand'), ('obstruction_or_reprisal', 'obstruction or reprisal')], max_length=30, verbose_name='kind')),
                ('grade', models.CharField(blank=True, choices=[('A', 'A · largely satisfactory'), ('B', 'B · partially satisfactory'), ('C', 'C · not satisfactory'), ('D', 'D · no cooperation'), ('E', 'E · contrary to what was asked, or rejected')], max_length=1, verbose_name='grade')),
                ('from_whom', models.CharField(max_length=200, verbose_name='from whom')),
                ('on_behalf_of', models.CharField(blank=True, max_length=200, verbose_name='on behalf of')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('is_adverse', models.BooleanField(default=False, verbose_name='adverse')),
                ('received_words', models.CharField(blank=True, default='', editable=False, max_length=200, verbose_name='when')),
                ('received_edtf', models.CharField(blank=True, default='', editable=False, max_length=60)),
                ('received_earliest', models.DateField(blank=True, editable=False, null=True)),
                ('received_latest', models.DateField(blank=True, editable=False, null=True)),
                ('received_origin', models.CharField(choices=[('stated', 'stated'), ('computed', 'computed'), ('publication_bound', 'publication_bound')], default='stated', editable=False, max_length=20)),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='advocacy.action')),
                ('citations', models.ManyToManyField(blank=True, related_name='+', to='sources.citation')),
                ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'reply',
                'verbose_name_plural': 'replies',
                'ordering': ['received_earliest', 'received_latest', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='action',
            index=django.contrib.postgres.indexes.GinIndex(fields=['reader_keys'], name='action_readers'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at')), ('ends_at', None), ('starts_at', None), _connector='OR'), name='action_ends_after_it_starts', violation_error_message='It ends before it starts. Check the hours.'),
        ),
        migrations.AddConstraint(
            model_name='actioncase',
            constraint=models.UniqueConstraint(fields=('action', 'case'), name='a_case_once_per_action'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'none_as_of'), _negated=True), ('received_latest__isnull', False), _connector='OR'), name='no_reply_as_of_a_day', violation_error_message='“No reply” needs the day up to which none had come.'),
        ),
    ]
