"""What the dealer adds to an empty CRM; all of it is made once and found by later runs."""

from hubspot.crm import pipelines, properties, schemas
from hubspot.crm.associations.v4.schema import PublicAssociationDefinitionCreateRequest

from .scenario import STAGES

TEXT = {"type": "string", "field_type": "text"}
NUMBER = {"type": "number", "field_type": "number"}
CALCULATED = {"type": "number", "field_type": "calculation_equation"}


def pipeline(crm):
    """The dealer's pipeline of deals: its id, and those of its stages by their labels."""
    api = crm.pipelines.pipelines_api
    found = next((each for each in api.get_all("deals").results if each.label == "Fleet sales"), None)
    if not found:
        stages = [
            pipelines.PipelineStageInput(
                label=label, display_order=at, metadata={"probability": probability, "isClosed": str(closed).lower()}
            )
            for at, (label, (probability, closed)) in enumerate(STAGES.items())
        ]
        found = api.create("deals", pipelines.PipelineInput(label="Fleet sales", display_order=1, stages=stages))
    return found.id, {stage.label: stage.id for stage in found.stages}


def deals(crm):
    """How many cars a deal is about, and what follows for the price of one."""
    fleet_size = {"name": "fleet_size", "label": "Fleet size", "group_name": "dealinformation"}
    price_per_car = {"name": "price_per_car", "label": "Price per car", "group_name": "dealinformation"}
    formula = "if fleet_size > 0 then round_nearest(amount / fleet_size, 2) else amount endif"
    add_property(crm, "deals", **fleet_size, **NUMBER)
    add_property(crm, "deals", **price_per_car, **CALCULATED, calculation_formula=formula)


def cars(crm):
    """The object type `cars`; those who rent one for a week pay half of the dearest day less."""
    own = schemas.ObjectTypePropertyCreate
    wanted = schemas.ObjectSchemaEgg(
        name="cars",
        labels=schemas.ObjectTypeDefinitionLabels(singular="Car", plural="Cars"),
        properties=[
            own(name="vin", label="VIN", has_unique_value=True, **TEXT),
            own(name="model", label="Model", **TEXT),
            own(name="daily_rate", label="Daily rate", show_currency_symbol=True, **NUMBER),
        ],
        required_properties=["vin"],
        searchable_properties=["vin", "model"],
        primary_display_property="model",
        secondary_display_properties=["vin"],
        associated_objects=["CONTACT", "COMPANY"],
    )
    unless_there(crm.schemas.core_api.create, wanted)
    weekly_rate = {"name": "weekly_rate", "label": "Weekly rate", "group_name": "cars_information"}
    formula = "daily_rate * 7 - max(daily_rate, 100) * 0.5"
    add_property(crm, "cars", **weekly_rate, **CALCULATED, calculation_formula=formula)


def drives(crm):
    """The number of the label by which a contact drives a car; the car is driven by the contact."""
    api = crm.associations.v4.schema.definitions_api
    labels = api.get_all("contacts", "cars").results
    if not any(each.label == "Drives" for each in labels):
        wanted = PublicAssociationDefinitionCreateRequest(name="drives", label="Drives", inverse_label="Driven by")
        labels = api.create("contacts", "cars", wanted).results
    return next(each.type_id for each in labels if each.label == "Drives")


def add_property(crm, kind, **definition):
    unless_there(crm.properties.core_api.create, kind, properties.PropertyCreate(**definition))


def unless_there(create, *parameters):
    try:
        create(*parameters)
    except (properties.ApiException, schemas.ApiException) as error:
        if error.status != 409:
            raise
