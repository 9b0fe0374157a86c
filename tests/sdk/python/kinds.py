"""The object types under test, each with what a suite must know of it, and one way to call any of them."""

import dataclasses
import functools
import importlib
from typing import Callable

from hubspot.crm import properties

from harness import connect, unique

# The custom property by which records of every type can be found and upserted.
KEY = "sdk_key"
# The group that the suites' own properties are in.
GROUP = "sdk_group"


@dataclasses.dataclass(frozen=True)
class Kind:
    """One object type."""

    name: str  # as in the path, and of the SDK's client
    type_id: str
    singular: str  # as in messages: `CONTACT`
    example: Callable[[], dict]  # properties of a new record
    change: dict  # properties to update
    blank: str  # a property that the example leaves empty
    defaults: set  # what a read returns when nothing is asked for
    created: str = "createdate"
    modified: str = "hs_lastmodifieddate"
    package: str = ""  # the SDK's package, where it is not `hubspot.crm.<name>`
    generic: str = ""  # the name by which the generic API is called; empty for the type's own client

    @property
    def always(self):
        """The properties that every read returns."""
        return {self.created, self.modified, "hs_object_id"}


KINDS = [
    Kind(
        name="contacts",
        type_id="0-1",
        singular="CONTACT",
        example=lambda: {"email": f"{unique('ada')}@example.com", "firstname": "Ada", "lastname": "Lovelace"},
        change={"firstname": "Augusta", "jobtitle": "Countess"},
        blank="phone",
        defaults={"createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"},
        modified="lastmodifieddate",
    ),
    Kind(
        name="companies",
        type_id="0-2",
        singular="COMPANY",
        example=lambda: {"name": unique("Analytical Engines"), "domain": f"{unique('engines')}.example.com"},
        change={"city": "London"},
        blank="phone",
        defaults={"createdate", "domain", "hs_lastmodifieddate", "hs_object_id", "name"},
    ),
    Kind(
        name="deals",
        type_id="0-3",
        singular="DEAL",
        example=lambda: {
            "dealname": unique("Engine"),
            "pipeline": "default",
            "dealstage": "appointmentscheduled",
            "amount": "1500",
        },
        change={"amount": "2500"},
        blank="description",
        defaults={
            "amount",
            "closedate",
            "createdate",
            "dealname",
            "dealstage",
            "hs_lastmodifieddate",
            "hs_object_id",
            "pipeline",
        },
    ),
    Kind(
        name="tickets",
        type_id="0-5",
        singular="TICKET",
        example=lambda: {"subject": unique("Broken"), "hs_pipeline": "0", "hs_pipeline_stage": "1"},
        change={"hs_ticket_priority": "HIGH"},
        blank="content",
        defaults={
            "content",
            "createdate",
            "hs_lastmodifieddate",
            "hs_object_id",
            "hs_pipeline",
            "hs_pipeline_stage",
            "hs_ticket_category",
            "hs_ticket_priority",
            "subject",
        },
    ),
    Kind(
        name="products",
        type_id="0-7",
        singular="PRODUCT",
        example=lambda: {"name": unique("Gear"), "price": "10"},
        change={"description": "Made of brass"},
        blank="hs_sku",
        defaults={"createdate", "description", "hs_lastmodifieddate", "hs_object_id", "name", "price"},
    ),
    Kind(
        name="line_items",
        type_id="0-8",
        singular="LINE_ITEM",
        example=lambda: {"name": unique("Gears"), "quantity": "2", "price": "5"},
        change={"quantity": "3"},
        blank="hs_sku",
        defaults={"amount", "createdate", "hs_lastmodifieddate", "hs_object_id", "price", "quantity"},
    ),
    Kind(
        name="quotes",
        type_id="0-14",
        singular="QUOTE",
        example=lambda: {"hs_title": unique("Offer"), "hs_expiration_date": "2030-01-31"},
        change={"hs_title": "A better offer"},
        blank="hs_terms",
        defaults={
            "hs_createdate",
            "hs_expiration_date",
            "hs_lastmodifieddate",
            "hs_object_id",
            "hs_public_url_key",
            "hs_status",
            "hs_title",
        },
        created="hs_createdate",
    ),
    Kind(
        name="notes",
        type_id="0-46",
        singular="NOTE",
        example=lambda: {"hs_timestamp": "2026-01-02T03:04:05Z", "hs_note_body": unique("Remember")},
        change={"hs_note_body": "Forget it"},
        blank="hubspot_owner_id",
        defaults={"hs_createdate", "hs_lastmodifieddate", "hs_object_id"},
        created="hs_createdate",
        package="objects.notes",
    ),
]

# The generic API takes a type in any of its names.
GENERIC = [
    dataclasses.replace(kind, generic=name, package="objects")
    for kind, name in [
        (KINDS[0], "contacts"),
        (KINDS[1], "company"),
        (KINDS[2], "0-3"),
        (KINDS[3], "TICKET"),
    ]
]


class Calls:
    """The calls of one type's client, or of the generic one with the type filled in: both then look the same."""

    def __init__(self, kind, client=None):
        client = client or connect()
        package = kind.package or kind.name
        discovery = client.crm
        for name in package.split("."):
            discovery = getattr(discovery, name)
        self.models = importlib.import_module(f"hubspot.crm.{package}")
        first = [kind.generic] if kind.generic else []
        basic, batch = discovery.basic_api, discovery.batch_api
        self.create = functools.partial(basic.create_with_http_info, *first)
        self.read = functools.partial(basic.get_by_id, *first)
        self.page = functools.partial(basic.get_page, *first)
        self.update = functools.partial(basic.update, *first)
        self.archive = functools.partial(basic.archive_with_http_info, *first)
        # The engagements' clients cannot get all; the generic one can.
        own = getattr(discovery, "get_all", None)
        self.all = own if own and not first else functools.partial(client.crm.objects.get_all, kind.generic or kind.name)
        self.batch_create = functools.partial(batch.create_with_http_info, *first)
        self.batch_read = functools.partial(batch.read_with_http_info, *first)
        self.batch_update = functools.partial(batch.update_with_http_info, *first)
        self.batch_upsert = functools.partial(batch.upsert_with_http_info, *first)
        self.batch_archive = functools.partial(batch.archive_with_http_info, *first)
        self.search = functools.partial(discovery.search_api.do_search, *first)

    def new(self, properties):
        """Creates a record."""
        return self.create(self.models.SimplePublicObjectInputForCreate(properties=properties))[0]

    def change(self, record_id, properties, **options):
        """Updates a record."""
        return self.update(record_id, self.models.SimplePublicObjectInput(properties=properties), **options)

    def new_batch(self, inputs):
        """Creates records; each input is a dict in the SDK's own words."""
        inputs = [self.models.SimplePublicObjectBatchInputForCreate(**each) for each in inputs]
        return self.batch_create(self.models.BatchInputSimplePublicObjectBatchInputForCreate(inputs=inputs))

    def read_batch(self, ids, properties=(), history=(), id_property=None):
        """Reads records."""
        inputs = [self.models.SimplePublicObjectId(id=each) for each in ids]
        return self.batch_read(
            self.models.BatchReadInputSimplePublicObjectId(
                inputs=inputs,
                properties=list(properties),
                properties_with_history=list(history),
                id_property=id_property,
            )
        )

    def change_batch(self, inputs):
        """Updates records."""
        inputs = [self.models.SimplePublicObjectBatchInput(**each) for each in inputs]
        return self.batch_update(self.models.BatchInputSimplePublicObjectBatchInput(inputs=inputs))

    def upsert_batch(self, inputs):
        """Creates or updates records."""
        inputs = [self.models.SimplePublicObjectBatchInputUpsert(**each) for each in inputs]
        return self.batch_upsert(self.models.BatchInputSimplePublicObjectBatchInputUpsert(inputs=inputs))

    def remove_batch(self, ids):
        """Archives records."""
        inputs = [self.models.SimplePublicObjectId(id=each) for each in ids]
        return self.batch_archive(self.models.BatchInputSimplePublicObjectId(inputs=inputs))


@functools.cache
def have_key(name):
    """Makes sure that a type has the unique custom property."""
    client = connect().crm.properties
    wanted = [
        (client.groups_api.create, properties.PropertyGroupCreate(name=GROUP, label="SDK tests")),
        (
            client.core_api.create,
            properties.PropertyCreate(
                name=KEY, label="Key", type="string", field_type="text", group_name=GROUP, has_unique_value=True
            ),
        ),
    ]
    for create, definition in wanted:
        try:
            create(name, definition)
        except properties.ApiException as error:
            # Another suite or an earlier run has made it.
            if error.status != 409:
                raise


def for_each_kind(kinds=None):
    """Makes one test case per object type out of a class with a `kind`."""

    def spread(template):
        module = importlib.import_module(template.__module__)
        for kind in kinds or KINDS + GENERIC:
            title = f"{template.__name__}_{kind.name}" + (f"_as_{kind.generic}" if kind.generic else "")
            setattr(module, title, type(title, (template,), {"kind": kind, "__module__": template.__module__}))
        # The template itself is no test.
        return None

    return spread
