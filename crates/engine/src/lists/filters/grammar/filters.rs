//! The filters.

use super::operations::OPERATIONS;
use super::refinements::REFINEMENTS;
use super::{Family, Field, Holds, Shape, optional, required};

const IN_LIST: &[&str] = &["IN_LIST", "NOT_IN_LIST"];
const FILLED_OUT: &[&str] = &["FILLED_OUT", "NOT_FILLED_OUT"];
const PRUNING: Field = optional("pruningRefineBy", Holds::Thing(&REFINEMENTS));
const COALESCING: Field = optional("coalescingRefineBy", Holds::Thing(&REFINEMENTS));

/// Questions about one thing that a record has or did.
pub(super) static FILTERS: Family = Family {
    name: "filter",
    tag: "filterType",
    shapes: &[
        Shape {
            name: "PROPERTY",
            operators: &[],
            fields: &[required("property", Holds::Text), required("operation", Holds::Thing(&OPERATIONS))],
        },
        Shape {
            name: "IN_LIST",
            operators: IN_LIST,
            fields: &[required("listId", Holds::Text), optional("metadata", Holds::Anything)],
        },
        Shape {
            name: "ASSOCIATION",
            operators: IN_LIST,
            fields: &[
                required("listId", Holds::Text),
                required("associationTypeId", Holds::Int),
                required("associationCategory", Holds::Text),
                optional("toObjectType", Holds::Text),
                optional("toObjectTypeId", Holds::Text),
                COALESCING,
            ],
        },
        Shape {
            name: "PROPERTY_ASSOCIATION",
            operators: IN_LIST,
            fields: &[
                required("listId", Holds::Text),
                required("propertyWithObjectId", Holds::Text),
                optional("toObjectTypeId", Holds::Text),
                COALESCING,
            ],
        },
        Shape {
            name: "NUM_ASSOCIATIONS",
            operators: &[],
            fields: &[
                required("associationTypeId", Holds::Int),
                required("associationCategory", Holds::Text),
                required("coalescingRefineBy", Holds::Thing(&REFINEMENTS)),
            ],
        },
        Shape {
            name: "CONSTANT",
            operators: &[],
            fields: &[required("shouldAccept", Holds::Flag), optional("source", Holds::Text)],
        },
        // What follows asks for things that do not exist yet.
        Shape {
            name: "ADS_SEARCH",
            operators: &["CONTAINS", "IS_EQUAL_TO", "ENDS_WITH", "STARTS_WITH", "IS_KNOWN"],
            fields: &[
                required("adNetwork", Holds::Text),
                required("entityType", Holds::Text),
                required("searchTermType", Holds::Text),
                required("searchTerms", Holds::Texts),
            ],
        },
        Shape {
            name: "ADS_TIME",
            operators: &[],
            fields: &[required("pruningRefineBy", Holds::Thing(&REFINEMENTS))],
        },
        Shape { name: "CAMPAIGN_INFLUENCED", operators: &[], fields: &[required("campaignId", Holds::Text)] },
        Shape {
            name: "COMMUNICATION_SUBSCRIPTION",
            operators: &[],
            fields: &[
                required("subscriptionType", Holds::Text),
                required("subscriptionIds", Holds::Texts),
                required("channel", Holds::Text),
                required("acceptedOptStates", Holds::Texts),
                optional("businessUnitId", Holds::Text),
            ],
        },
        Shape {
            name: "CTA",
            operators: &[
                "HAS_CLICKED_CTA",
                "HAS_NOT_CLICKED_CTA",
                "HAS_OPENED_CTA",
                "HAS_NOT_OPENED_CTA",
                "HAS_CLICKED_CTA_PLACEMENT",
                "HAS_NOT_CLICKED_CTA_PLACEMENT",
                "HAS_OPENED_CTA_PLACEMENT",
                "HAS_NOT_OPENED_CTA_PLACEMENT",
            ],
            fields: &[required("ctaName", Holds::Text), PRUNING, COALESCING],
        },
        Shape {
            name: "EMAIL_EVENT",
            operators: &[
                "BOUNCED",
                "LINK_CLICKED",
                "MARKED_SPAM",
                "OPENED",
                "OPENED_BUT_LINK_NOT_CLICKED",
                "OPENED_BUT_NOT_REPLIED",
                "RECEIVED",
                "RECEIVED_BUT_NOT_OPENED",
                "REPLIED",
                "SENT",
                "SENT_BUT_LINK_NOT_CLICKED",
                "SENT_BUT_NOT_RECEIVED",
                "UNSUBSCRIBED",
            ],
            fields: &[
                required("appId", Holds::Text),
                required("emailId", Holds::Text),
                required("level", Holds::Text),
                optional("clickUrl", Holds::Text),
                PRUNING,
            ],
        },
        Shape {
            name: "EMAIL_SUBSCRIPTION",
            operators: &[],
            fields: &[
                required("subscriptionIds", Holds::Texts),
                required("acceptedStatuses", Holds::Texts),
                optional("subscriptionType", Holds::Text),
            ],
        },
        Shape {
            name: "EVENT",
            operators: &["HAS_EVENT", "NOT_HAS_EVENT"],
            fields: &[required("eventId", Holds::Text), PRUNING, COALESCING],
        },
        Shape {
            name: "FORM_SUBMISSION",
            operators: FILLED_OUT,
            fields: &[optional("formId", Holds::Text), PRUNING, COALESCING],
        },
        Shape {
            name: "FORM_SUBMISSION_ON_PAGE",
            operators: FILLED_OUT,
            fields: &[optional("formId", Holds::Text), required("pageId", Holds::Text), PRUNING, COALESCING],
        },
        Shape {
            name: "INTEGRATION_EVENT",
            operators: &[],
            fields: &[required("eventTypeId", Holds::Int), required("filterLines", Holds::Anything)],
        },
        Shape {
            name: "PAGE_VIEW",
            operators: &[
                "HAS_PAGEVIEW_EQ",
                "HAS_PAGEVIEW_CONTAINS",
                "HAS_PAGEVIEW_MATCHES_REGEX",
                "NOT_HAS_PAGEVIEW_EQ",
                "NOT_HAS_PAGEVIEW_CONTAINS",
            ],
            fields: &[
                required("pageUrl", Holds::Text),
                optional("enableTracking", Holds::Flag),
                PRUNING,
                COALESCING,
            ],
        },
        Shape {
            name: "PRIVACY",
            operators: &["PRIVACY_CONSENT_GRANTED", "PRIVACY_CONSENT_NOT_GRANTED"],
            fields: &[required("privacyName", Holds::Text)],
        },
        Shape {
            name: "SURVEY_MONKEY",
            operators: &["HAS_RESPONDED_TO_SURVEY", "HAS_NOT_RESPONDED_TO_SURVEY"],
            fields: &[required("surveyId", Holds::Text)],
        },
        Shape {
            name: "SURVEY_MONKEY_VALUE",
            operators: &["HAS_ANSWERED_SURVEY_QUESTION_WITH_VALUE"],
            fields: &[
                required("surveyId", Holds::Text),
                required("surveyQuestion", Holds::Text),
                optional("surveyAnswerRowId", Holds::Text),
                optional("surveyAnswerColId", Holds::Text),
                required("valueComparison", Holds::Thing(&OPERATIONS)),
            ],
        },
        Shape {
            name: "UNIFIED_EVENTS",
            operators: &[],
            fields: &[
                optional("eventTypeId", Holds::Text),
                required("filterLines", Holds::Anything),
                PRUNING,
                COALESCING,
            ],
        },
        Shape {
            name: "WEBINAR",
            operators: &[
                "HAS_WEBINAR_REGISTRATION",
                "NOT_HAS_WEBINAR_REGISTRATION",
                "HAS_WEBINAR_ATTENDANCE",
                "NOT_HAS_WEBINAR_ATTENDANCE",
            ],
            fields: &[optional("webinarId", Holds::Text)],
        },
    ],
};
