"""The vocabularies of a case file. Codes are stable strings and never carry doubt: certainty is
a field of its own (Certainty), beside the value.

Situation and workflow follow HURIDOCS micro-thesauri 25 and 43 and the Congressional-Executive
Commission on China's prisoner database; legal stages add the asylum procedure of UNHCR.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseKind(models.TextChoices):
    INDIVIDUAL = "individual", _("individual")
    GROUP = "group", _("group")
    INCIDENT = "incident", _("incident")
    COHORT = "cohort", _("cohort")
    THEME = "theme", _("theme")


class Workflow(models.TextChoices):
    INTAKE = "intake", _("intake")
    ASSESSING = "assessing", _("being assessed")
    ACTIVE = "active", _("active")
    MONITORING = "monitoring", _("monitoring")
    DORMANT = "dormant", _("dormant")
    CLOSED = "closed", _("closed")
    DECLINED = "declined", _("declined")


class Priority(models.TextChoices):
    URGENT = "urgent", _("urgent")
    HIGH = "high", _("high")
    NORMAL = "normal", _("normal")
    LOW = "low", _("low")


class Publicity(models.TextChoices):
    UNDECIDED = "undecided", _("undecided")
    NO_PUBLICITY = "no_publicity", _("no publicity")
    QUIET_ONLY = "quiet_only", _("quiet diplomacy only")
    PUBLIC_WITHOUT_IDENTITY = "public_without_identity", _("public, without identity")
    PUBLIC_NAMED = "public_named", _("public, named")


class Sight(models.TextChoices):
    TEAMS = "teams", _("the teams of the case")
    NAMED = "named", _("named people only")
    ALL_STAFF = "all_staff", _("all staff on cases")


class Axis(models.TextChoices):
    """Separate questions, never one “status”: the person's situation, the law, our own work."""

    SITUATION = "situation", _("situation")
    LEGAL_STAGE = "legal_stage", _("legal stage")
    EVENT = "event", _("event")
    WORKFLOW = "workflow", _("our work")


class Situation(models.TextChoices):
    AT_RISK = "at_risk", _("at risk")
    IN_FLIGHT = "in_flight", _("in hiding or moving")
    SHELTERED = "sheltered", _("sheltered")
    SHELTERED_EXIT_REFUSED = "sheltered_exit_refused", _("sheltered, exit refused")
    EXIT_AUTHORIZED = "exit_authorized", _("exit authorised")
    DEPARTED = "departed", _("departed")
    THIRD_COUNTRY = "third_country", _("arrived in a third country")
    RESETTLED = "resettled", _("resettled")
    TURNED_AWAY = "turned_away", _("turned away")
    DETAINED = "detained", _("detained")
    DETAINED_ACKNOWLEDGED = "detained_acknowledged", _("detained, acknowledged")
    DETAINED_UNACKNOWLEDGED = "detained_unacknowledged", _("detained, not acknowledged")
    SERVING_SENTENCE = "serving_sentence", _("serving a sentence")
    RESTRICTED_NONCUSTODIAL = "restricted_noncustodial", _("restricted, not in custody")
    RELEASED = "released", _("released")
    ESCAPED = "escaped", _("escaped")
    RETURNED_REFOULED = "returned_refouled", _("returned to the state of feared persecution")
    DEPORTED_OTHER = "deported_other", _("deported elsewhere")
    MISSING_ENFORCED_DISAPPEARANCE = (
        "missing_enforced_disappearance",
        _("missing, enforced disappearance alleged"),
    )
    FATE_UNKNOWN = "fate_unknown", _("fate unknown")
    DIED_IN_CUSTODY = "died_in_custody", _("died in custody")
    EXECUTED = "executed", _("executed")
    DIED_OTHER = "died_other", _("died")
    UNKNOWN = "unknown", _("unknown")


class LegalStage(models.TextChoices):
    SUMMONED = "summoned", _("summoned")
    ADMINISTRATIVE_DETENTION = "administrative_detention", _("administrative detention")
    CRIMINAL_DETENTION = "criminal_detention", _("criminal detention")
    RSDL = "rsdl", _("residential surveillance at a designated location")
    LIUZHI = "liuzhi", _("liuzhi (custody by a supervisory commission)")
    BAIL_PENDING = "bail_pending", _("bail pending trial")
    FORMAL_ARREST = "formal_arrest", _("formal arrest")
    PROSECUTION_REVIEW = "prosecution_review", _("review for prosecution")
    INDICTED = "indicted", _("indicted")
    TRIAL = "trial", _("trial")
    SENTENCED = "sentenced", _("sentenced")
    APPEAL = "appeal", _("appeal")
    FINAL = "final", _("final judgment")
    SENTENCE_CHANGED = "sentence_changed", _("sentence changed")
    PAROLE = "parole", _("parole")
    MEDICAL_PAROLE = "medical_parole", _("medical parole")
    RELEASED_END_OF_TERM = "released_end_of_term", _("released at end of term")
    RELEASED_OTHER = "released_other", _("released otherwise")
    ACQUITTED = "acquitted", _("acquitted")
    WITHDRAWN = "withdrawn", _("charges withdrawn")
    RSD_NO_ACCESS = "rsd_no_access", _("no access to refugee status determination")
    RSD_PENDING = "rsd_pending", _("refugee status determination pending")
    RSD_RECOGNIZED_UNHCR = "rsd_recognized_unhcr", _("recognised as refugee by UNHCR")
    RSD_REFUSED = "rsd_refused", _("refugee status refused")
    EXIT_REQUESTED = "exit_requested", _("exit requested")
    EXIT_REFUSED = "exit_refused", _("exit refused")
    EXIT_GRANTED = "exit_granted", _("exit granted")
    ASYLUM_PENDING_THIRD = "asylum_pending_third", _("asylum sought in a third country")
    ASYLUM_GRANTED_THIRD = "asylum_granted_third", _("asylum granted in a third country")
    APPREHENDED = "apprehended", _("apprehended")
    REMOVAL_DETENTION = "removal_detention", _("detained for removal")
    REMOVAL_ORDERED = "removal_ordered", _("removal ordered")
    HANDED_OVER = "handed_over", _("handed over")
    RETURNED = "returned", _("returned")
    NONE_KNOWN = "none_known", _("none known")


class Certainty(models.TextChoices):
    """How sure we are that it is so; what the source itself says of its sureness is the hedge."""

    KNOWN = "known", _("known")
    BELIEVED = "believed", _("believed")
    ALLEGED = "alleged", _("alleged")
    DISPUTED = "disputed", _("disputed")
    UNKNOWN = "unknown", _("unknown")


class ChangeReason(models.TextChoices):
    NEW_INFORMATION = "new_information", _("new information")
    CORRECTION = "correction", _("correction of an earlier entry")
    RETRACTION = "retraction", _("an earlier entry is withdrawn")


class Decision(models.TextChoices):
    """Steps of a review. The latest one says where an entry stands."""

    CONFIRMED = "confirmed", _("confirmed")
    RETURNED = "returned", _("sent back with a question")
    ANSWERED = "answered", _("question answered")
    REJECTED = "rejected", _("rejected")


class Qualifier(models.TextChoices):
    """How a source puts a number."""

    EXACT = "exact", _("exactly")
    ABOUT = "about", _("about")
    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")
    MORE_THAN = "more_than", _("more than")
    LESS_THAN = "less_than", _("less than")
    BETWEEN = "between", _("between … and …")
    SEVERAL = "several", _("several")
    UNSPECIFIED_PLURAL = "unspecified_plural", _("some, not counted")


class Unit(models.TextChoices):
    PERSONS = "persons", _("people")
    HOUSEHOLDS = "households", _("households")
    USD = "usd", _("US dollars")
    YEARS = "years", _("years")


class PersonRole(models.TextChoices):
    VICTIM = "victim", _("affected person")
    FAMILY = "family", _("family")
    WITNESS = "witness", _("witness")
    ALLEGED_PERPETRATOR = "alleged_perpetrator", _("alleged perpetrator")
    AUTHORITY = "authority", _("representative of an authority")
    LAWYER = "lawyer", _("lawyer")
    FACILITATOR = "facilitator", _("helper")
    SPEAKER = "speaker", _("speaker")
    BYSTANDER_FORCED = "bystander_forced", _("forced to be present")


class Sex(models.TextChoices):
    FEMALE = "female", _("female")
    MALE = "male", _("male")
    OTHER = "other", _("other")


class NameKind(models.TextChoices):
    MAIN = "main", _("main name")
    ALTERNATE = "alternate", _("other name")
    NICKNAME = "nickname", _("nickname or what the group is called")
    PEN_NAME = "pen_name", _("pen name")
    BIRTH_NAME = "birth_name", _("name at birth")
    RELIGIOUS_NAME = "religious_name", _("religious name")
    PSEUDONYM = "pseudonym", _("pseudonym")


class NameOrder(models.TextChoices):
    FAMILY_FIRST = "family_first", _("family name first")
    FAMILY_LAST = "family_last", _("family name last")
    SINGLE = "single", _("one name only")
    UNKNOWN = "unknown", _("not known")


class KinshipKind(models.TextChoices):
    PARENT_OF = "parent_of", _("parent of")
    SPOUSE_OF = "spouse_of", _("spouse of")
    SIBLING_OF = "sibling_of", _("sibling of")
    GUARDIAN_OF = "guardian_of", _("guardian of")
    RELATIVE_OF = "relative_of", _("relative of")


class Position(models.TextChoices):
    UNDETERMINED = "undetermined", _("undetermined")
    CONTESTED = "contested", _("contested")
    ADOPTED = "adopted", _("we adopt one answer")


class Stance(models.TextChoices):
    SUPPORTS = "supports", _("says yes")
    CONTRADICTS = "contradicts", _("says no")
    QUALIFIES = "qualifies", _("qualifies")
    SILENT = "silent", _("is silent where it should speak")
