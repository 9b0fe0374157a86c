"""The dealer: makes records through HubSpot's SDK, and keeps notes of what was done."""

import dataclasses
import datetime
from decimal import Decimal

from hubspot.crm import AssociationType, objects
from hubspot.crm.associations.v4 import AssociationSpec

# What the SDK calls a type in the names of its association types, where that is not the plural without its S.
SINGULAR = {"companies": "COMPANY"}


@dataclasses.dataclass(eq=False)
class Record:
    """A note of a record: what was sent, what it is associated with, and when a deal entered its stages."""

    kind: str
    name: str
    id: str
    values: dict
    created: datetime.datetime
    near: list = dataclasses.field(default_factory=list)
    stages: dict = dataclasses.field(default_factory=dict)

    def all(self, *kinds):
        return [record for record in self.near if record.kind in kinds]

    def number(self, name):
        return Decimal(self.values.get(name) or 0)


class Dealer:
    """Makes records through the SDK, and notes each under its name."""

    def __init__(self, client):
        self.crm = client.crm
        self.records = {}
        self.owner = self.crm.owners.owners_api.get_page(limit=1).results[0].id

    def of(self, kind):
        return [record for record in self.records.values() if record.kind == kind]

    def make(self, kind, name, values, near=()):
        """Creates a record together with its associations to records of HubSpot's own types."""
        near = [self.records[each] for each in near]
        to = [
            objects.PublicAssociationsForObject(
                to=objects.PublicObjectId(id=other.id),
                types=[objects.AssociationSpec("HUBSPOT_DEFINED", type_between(kind, other.kind))],
            )
            for other in near
        ]
        wanted = objects.SimplePublicObjectInputForCreate(properties=values, associations=to)
        made = self.crm.objects.basic_api.create(kind, wanted)
        record = self.records[name] = Record(kind, name, made.id, values, made.created_at)
        for other in near:
            join(record, other)
        return record

    def change(self, record, **values):
        """Updates a record; returns when that was."""
        wanted = objects.SimplePublicObjectInput(properties=values)
        record.values |= values
        return self.crm.objects.basic_api.update(record.kind, record.id, wanted).updated_at

    def label(self, record, other, category, label):
        """Associates two records by the number of a label; hierarchies are not noted as associations."""
        spec = [AssociationSpec(category, label)]
        self.crm.associations.v4.basic_api.create(record.kind, record.id, other.kind, other.id, spec)
        if record.kind != other.kind:
            join(record, other)

    def archive(self, name):
        record = self.records.pop(name)
        self.crm.objects.basic_api.archive(record.kind, record.id)
        part(record)

    def merge(self, models, primary, other):
        """Lets two records become one, with a new id, the values of the first and the associations of both."""
        primary, other = self.records[primary], self.records.pop(other)
        wanted = models.PublicMergeInput(primary_object_id=primary.id, object_id_to_merge=other.id)
        merged = getattr(self.crm, primary.kind).basic_api.merge(wanted)
        primary.values["hs_merged_object_ids"] = f"{primary.id};{other.id}"
        if "email" in other.values:
            primary.values["hs_additional_emails"] = other.values["email"]
        primary.id = merged.id
        for neighbour in other.near:
            join(primary, neighbour)
        part(other)


def join(one, other):
    if other not in one.near:
        one.near.append(other)
        other.near.append(one)


def part(record):
    for other in record.near:
        other.near.remove(record)


def type_between(kind, other):
    """The number of HubSpot's own association type, which the SDK has by name."""
    names = [SINGULAR.get(each, each.upper().removesuffix("S")) for each in (kind, other)]
    return getattr(AssociationType, "_TO_".join(names))
