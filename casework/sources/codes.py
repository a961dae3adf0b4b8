"""The vocabularies of sources. Codes are stable strings; the standard's own code stands beside.

HURIDOCS micro-thesaurus 16 (type of source material), the Admiralty code for reliability and
credibility; the rest is our own.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceKind(models.TextChoices):
    VICTIM_TESTIMONY = "victim_testimony", _("testimony of a victim")
    WITNESS_TESTIMONY = "witness_testimony", _("testimony of a witness")
    AFFIDAVIT = "affidavit", _("affidavit")
    INTERVIEW = "interview", _("interview")
    COURT_RECORD = "court_record", _("court record")
    OFFICIAL_TRANSCRIPT = "official_transcript", _("official transcript")
    OFFICIAL_PRESS_RELEASE = "official_press_release", _("official press release")
    OFFICIAL_STATEMENT = "official_statement", _("official statement")
    LAW_OR_TREATY = "law_or_treaty", _("law or treaty")
    UN_DOCUMENT = "un_document", _("UN document")
    PARLIAMENTARY_RECORD = "parliamentary_record", _("parliamentary record")
    NGO_REPORT = "ngo_report", _("NGO report")
    NGO_PRESS_RELEASE = "ngo_press_release", _("NGO press release")
    NEWSPAPER_OR_AGENCY = "newspaper_or_agency", _("newspaper or news agency")
    RADIO_TV = "radio_tv", _("radio or television")
    NEWSLETTER = "newsletter", _("newsletter")
    ACADEMIC = "academic", _("academic or conference paper")
    LETTER = "letter", _("letter")
    PHOTO = "photo", _("photograph")
    VIDEO_AUDIO = "video_audio", _("video or audio recording")
    MEDICAL_RECORD = "medical_record", _("medical record")
    SOCIAL_MEDIA = "social_media", _("social media")
    EMAIL_OR_CALL = "email_or_call", _("e-mail or call")
    TRANSLATION = "translation", _("translation")
    RUMOUR = "rumour", _("rumour")
    OTHER = "other", _("other")


class Held(models.TextChoices):
    HELD = "held", _("held: we have the text")
    SEEN = "seen", _("seen, not kept")
    CITED = "cited", _("only cited by another; not seen")


class Reliability(models.TextChoices):
    """Admiralty code, letter. F is “no basis”, not the bottom."""

    A = "A", _("A · completely reliable")
    B = "B", _("B · usually reliable")
    C = "C", _("C · fairly reliable")
    D = "D", _("D · not usually reliable")
    E = "E", _("E · unreliable")
    F = "F", _("F · cannot be judged")


class Credibility(models.IntegerChoices):
    """Admiralty code, number. 6 is “no basis”, not the bottom."""

    CONFIRMED = 1, _("1 · confirmed by other sources")
    PROBABLE = 2, _("2 · probably true")
    POSSIBLE = 3, _("3 · possibly true")
    DOUBTFUL = 4, _("4 · doubtful")
    IMPROBABLE = 5, _("5 · improbable")
    UNKNOWN = 6, _("6 · cannot be judged")


class RelayKind(models.TextChoices):
    """What a text does with the one that it hands on."""

    REPORTS = "reports", _("reports")
    QUOTES = "quotes", _("quotes")
    TRANSLATES = "translates", _("translates")
    REPUBLISHES = "republishes", _("republishes")
    AGGREGATES = "aggregates", _("carries in a collection")
    SUMMARIZES = "summarizes", _("summarises")
    CITES = "cites", _("cites")
    TOLD_BY = "told_by", _("was told by")


class Hedge(models.TextChoices):
    """How the source itself puts it; every renderer keeps it."""

    STATED = "stated", _("stated")
    REPORTEDLY = "reportedly", _("reportedly")
    ALLEGEDLY = "allegedly", _("allegedly")
    ESTIMATED = "estimated", _("estimated")
    BELIEVED = "believed", _("believed")
    PRESUMED = "presumed", _("presumed")
    RUMOURED = "rumoured", _("rumoured")
    OPINION = "opinion", _("opinion")
    FORECAST = "forecast", _("forecast")
    DENIED = "denied", _("denied")


class MissingReason(models.TextChoices):
    """Why a value is absent. Empty: nobody has recorded why."""

    UNKNOWN_TO_SOURCE = "unknown_to_source", _("unknown to the source")
    NOT_STATED = "not_stated", _("not stated by the source")
    NOT_ASKED = "not_asked", _("not asked")
    WITHHELD_BY_SOURCE = "withheld_by_source", _("withheld by the source")
    WITHHELD_BY_US = "withheld_by_us", _("withheld by us")
    NOT_APPLICABLE = "not_applicable", _("does not apply")
    REFUSED = "refused", _("asked, answer refused")
    ILLEGIBLE = "illegible", _("illegible")
