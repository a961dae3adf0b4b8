"""The vocabularies of advocacy (HURIDOCS micro-thesauri 20, 27, 28 and 45; grades of the Human
Rights Committee's follow-up procedure, CCPR/C/128/3; outcome relations are our own).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActionKind(models.TextChoices):
    LETTER = "letter", _("letter")
    OPEN_LETTER = "open_letter", _("open letter")
    URGENT_ACTION = "urgent_action", _("urgent action")
    PETITION = "petition", _("petition")
    DEMARCHE_CONFIDENTIAL = "demarche_confidential", _("confidential démarche")
    MEETING = "meeting", _("meeting")
    PRISONER_LIST = "prisoner_list", _("prisoner list")
    HEARING_CONVENED = "hearing_convened", _("hearing")
    ORAL_TESTIMONY = "oral_testimony", _("oral testimony")
    STATEMENT_FOR_RECORD = "statement_for_record", _("statement for the record")
    APPEAL_PUBLIC = "appeal_public", _("public appeal")
    PRESS_RELEASE = "press_release", _("press release")
    PRESS_CONFERENCE = "press_conference", _("press conference")
    REPORT = "report", _("report")
    CONFERENCE_PAPER = "conference_paper", _("conference paper or lecture")
    UN_URGENT_APPEAL_REQUEST = "un_urgent_appeal_request", _("request for a UN urgent appeal")
    UN_ALLEGATION_REQUEST = "un_allegation_request", _("request for a UN allegation letter")
    WGAD_CASE = "wgad_case", _("case before the Working Group on Arbitrary Detention")
    WGEID_CASE = "wgeid_case", _("case before the Working Group on Enforced Disappearances")
    TREATY_BODY_COMMUNICATION = "treaty_body_communication", _("communication to a treaty body")
    UPR_SUBMISSION = "upr_submission", _("submission to the Universal Periodic Review")
    UN_RESOLUTION = "un_resolution", _("UN resolution")
    UN_MANDATE_STATEMENT = "un_mandate_statement", _("statement of a UN mandate holder")
    NOTIFICATION = "notification", _("notification")
    NEGOTIATION = "negotiation", _("negotiation")
    DEMAND_INVESTIGATION = "demand_investigation", _("demand for an investigation")
    REFERRAL = "referral", _("referral")
    LEGAL_AID = "legal_aid", _("legal aid")
    MEDICAL_AID = "medical_aid", _("medical aid")
    FINANCIAL_AID = "financial_aid", _("financial aid")
    OTHER = "other", _("other")


class OurRole(models.TextChoices):
    LED = "led", _("led by us")
    JOINED = "joined", _("joined by us")
    SUPPORTED = "supported", _("supported by us")
    OBSERVED = "observed_third_party", _("by others; we observed it")


class ActionStatus(models.TextChoices):
    IDEA = "idea", _("idea")
    DRAFTING = "drafting", _("being drafted")
    CONSENT_CHECK = "consent_check", _("consent being checked")
    APPROVED = "approved", _("approved")
    SENT_OR_HELD = "sent_or_held", _("sent or held")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    AWAITING_RESPONSE = "awaiting_response", _("awaiting a reply")
    RESPONDED = "responded", _("replied to")
    FOLLOW_UP = "follow_up", _("being followed up")
    CONCLUDED = "concluded", _("concluded")
    CANCELLED = "cancelled", _("cancelled")
    BLOCKED = "blocked", _("blocked")


class PartyRole(models.TextChoices):
    SENDER = "sender", _("sender")
    SIGNATORY = "signatory", _("signatory")
    ADDRESSEE = "addressee", _("addressee")
    COPY = "cc", _("copied in")
    CONVENER = "convener", _("convener")
    CHAIR = "chair", _("chair")
    WITNESS = "witness", _("witness")
    SUBMITTER = "submitter", _("submitter")
    SPEAKER = "speaker", _("speaker")
    INTERPRETER = "interpreter", _("interpreter")


class AskKind(models.TextChoices):
    RELEASE = "release", _("release")
    NON_REFOULEMENT = "non_refoulement", _("no forced return")
    EXIT = "exit", _("permission to leave")
    ACCESS = "access", _("access")
    INFORMATION = "information", _("information")
    INVESTIGATE = "investigate", _("investigation")
    LAW = "law", _("law or policy")
    OTHER = "other", _("other")


class AskStatus(models.TextChoices):
    OPEN = "open", _("open")
    MET = "met", _("met")
    PARTLY = "partly", _("partly met")
    REFUSED = "refused", _("refused")
    OVERTAKEN = "overtaken", _("overtaken by events")
    UNKNOWN = "unknown", _("not known")


class ReplyKind(models.TextChoices):
    NONE_AS_OF = "none_as_of", _("none as of that day")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    TOKEN = "token", _("token or positional")
    ASKED_FOR_INFORMATION = "asked_for_information", _("asked for information")
    INFORMATION_GIVEN = "information_given", _("information given")
    COMMITMENT = "commitment", _("commitment")
    MEASURE_TAKEN = "measure_taken", _("measure taken")
    PARTIAL_MEASURE = "partial_measure", _("partial measure")
    ALTERNATIVE_EXPLANATION = "alternative_explanation", _("alternative explanation")
    DENIED_FACTS = "denied_facts", _("facts denied")
    DENIED_RESPONSIBILITY = "denied_responsibility", _("responsibility denied")
    HOSTILE = "hostile", _("hostile")
    CONDITIONAL_DEMAND = "conditional_demand", _("conditional demand")
    OBSTRUCTION_OR_REPRISAL = "obstruction_or_reprisal", _("obstruction or reprisal")


class Grade(models.TextChoices):
    A = "A", _("A · largely satisfactory")
    B = "B", _("B · partially satisfactory")
    C = "C", _("C · not satisfactory")
    D = "D", _("D · no cooperation")
    E = "E", _("E · contrary to what was asked, or rejected")


class OutcomeRelation(models.TextChoices):
    """What is known of the relation between an action and what happened. Never “caused by”."""

    UNKNOWN = "unknown", _("not known whether they are related")
    SEQUENCE_ONLY = "sequence_only", _("one followed the other, no more is known")
    CONTRIBUTION_SUGGESTED = "contribution_suggested", _("a contribution is suggested")
    CONTRIBUTION_CLAIMED = (
        "contribution_claimed_by_actor",
        _("a contribution is claimed by who acted"),
    )
    CONTRIBUTION_ACKNOWLEDGED = (
        "contribution_acknowledged_by_decision_maker",
        _("a contribution is acknowledged by who decided"),
    )
    CORROBORATED = "corroborated", _("a contribution is corroborated")
    RIVAL_EXPLANATION = "rival_explanation", _("another explanation is given")
    CONTRADICTED = "contradicted", _("a relation is contradicted")
    ADVERSE_EFFECT_ALLEGED = "adverse_effect_alleged", _("harm from it is alleged")
