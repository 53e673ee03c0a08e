"""The closed vocabularies of the room; the values are what files and the store hold."""

from enum import StrEnum


class Channel(StrEnum):
    """How a customer reached the company."""

    CALL = "call"
    RETURN = "return"
    WEB = "web"
    STORE = "store"
    SOCIAL = "social"
    SURVEY = "survey"
    STAFF = "staff"
    EMAIL = "email"
    LETTER = "letter"
    OTHER = "other"


class Audience(StrEnum):
    """Who speaks."""

    CUSTOMER = "customer"
    SUPPLIER = "supplier"
    PARTNER = "partner"
    STAFF = "staff"


class Nature(StrEnum):
    """What a piece of feedback is; complaints are what the wall counts."""

    COMPLAINT = "complaint"
    PRAISE = "praise"
    SUGGESTION = "suggestion"
    QUESTION = "question"


class Cause(StrEnum):
    """Where a complaint comes from (organisation, employee or customer)."""

    ORGANISATION = "organisation"
    EMPLOYEE = "employee"
    CUSTOMER = "customer"


class TeamStatus(StrEnum):
    """What a fix team's experience is today."""

    BROKEN = "broken"
    RELIABLE = "reliable"
    DIFFERENTIATING = "differentiating"


class GoodDirection(StrEnum):
    """Which way a KPI improves."""

    UP = "up"
    DOWN = "down"


class Layer(StrEnum):
    """The metric layer of a KPI (METHODS 7)."""

    OVERARCHING = "overarching"
    FEATURE = "feature"
    PROCESS = "process"
    OPERATIONAL = "operational"


class Orientation(StrEnum):
    """Whether a KPI measures what the customer gets or what the company does."""

    CUSTOMER = "customer"
    COMPANY = "company"


class SurveyMethod(StrEnum):
    """How a survey is scored (METHODS 2)."""

    NPS = "nps"
    CSAT = "csat"
    CES = "ces"


class ImportKind(StrEnum):
    """What a file brings into the room."""

    FEEDBACK = "feedback"
    RESPONSES = "responses"
    READINGS = "readings"
    EXPOSURE = "exposure"
    STAGES = "stages"
    TOUCHPOINTS = "touchpoints"
    KPIS = "kpis"
    TEAMS = "teams"
