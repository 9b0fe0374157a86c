"""What follows from the story by HubSpot's rules, worked out from the dealer's notes alone."""

import datetime
from decimal import Decimal

from .scenario import STAGES
from .story import at, net

CONTACTING = ("calls", "emails", "meetings")
ACTIVITIES = (*CONTACTING, "notes", "tasks")
PAYMENTS_A_YEAR = {"monthly": 12, "annually": 1}


def values(dealer, stages):
    """All that is expected: record, property, value."""
    rules = {
        "companies": lambda company: of_company(dealer, company),
        "contacts": of_contact,
        "deals": lambda deal: of_deal(deal, stages),
        "line_items": of_line_item,
        "quotes": lambda quote: {"hs_quote_amount": sum(map(net, quote.all("line_items")))},
        "tickets": of_ticket,
        "cars": of_car,
    }
    for kind, rule in rules.items():
        for record in dealer.of(kind):
            yield from ((record, name, value) for name, value in rule(record).items())


def of_company(dealer, company):
    parent = company.values.get("parent")
    people = company.all("contacts")
    return {
        "hs_merged_object_ids": company.values.get("hs_merged_object_ids"),
        "hs_parent_company_id": parent and parent.id,
        "hs_num_child_companies": sum(each.values.get("parent") is company for each in dealer.of("companies")),
        "num_associated_contacts": len(people),
        "first_contact_createdate": min(contact.created for contact in people),
        "hs_num_open_deals": sum(outcome(deal) is None for deal in company.all("deals")),
        **of_customer(company),
        **of_activities(company),
    }


def of_contact(contact):
    return {
        "hs_merged_object_ids": contact.values.get("hs_merged_object_ids"),
        "email": contact.values["email"],
        "hs_additional_emails": contact.values.get("hs_additional_emails"),
        "associatedcompanyid": contact.all("companies")[0].id,
        **of_customer(contact),
        **of_activities(contact),
        "cars: Drives": ";".join(car.id for car in contact.all("cars")),
    }


def of_customer(record):
    """What their deals tell of contacts and companies; the last one that was won is the recent one."""
    deals = record.all("deals")
    won = sorted((deal for deal in deals if outcome(deal) == "Signed"), key=lambda deal: deal.values["closedate"])
    return {
        "num_associated_deals": len(deals),
        "total_revenue": sum(deal.number("amount") for deal in won),
        "recent_deal_amount": won[-1].number("amount") if won else None,
        "recent_deal_close_date": won[-1].values["closedate"] if won else None,
        "first_deal_created_date": min((deal.created for deal in deals), default=None),
    }


def of_activities(record):
    """What their activities tell of contacts, companies, deals and tickets."""
    activities = record.all(*ACTIVITIES)
    past = [each for each in activities if each.values["hs_timestamp"] <= at(0)]
    future = [each for each in activities if each not in past]
    moments = lambda some, kinds=ACTIVITIES: [each.values["hs_timestamp"] for each in some if each.kind in kinds]
    return {
        "num_notes": len(activities),
        "num_contacted_notes": len(moments(activities, CONTACTING)),
        "notes_last_updated": max(moments(past), default=None),
        "notes_last_contacted": max(moments(past, CONTACTING), default=None),
        "notes_next_activity_date": min(moments(future), default=None),
    }


def of_deal(deal, stages):
    amount = deal.number("amount")
    closes = datetime.datetime.fromisoformat(deal.values["closedate"].replace("Z", "+00:00"))
    stage = [*deal.stages][-1]
    probability = Decimal(STAGES[stage][0])
    items = [of_line_item(item) for item in deal.all("line_items")]
    return {
        "hs_primary_associated_company": deal.all("companies")[0].id,
        "num_associated_contacts": len(deal.all("contacts")),
        "hs_num_of_associated_line_items": len(items),
        **{name: sum(item[name] for item in items) for name in ("hs_acv", "hs_arr", "hs_mrr", "hs_tcv")},
        "amount_in_home_currency": amount,
        "hs_deal_stage_probability": probability,
        "hs_projected_amount": amount * probability,
        "hs_closed_amount": amount if stage == "Signed" else 0,
        "hs_is_closed": str(outcome(deal) is not None).lower(),
        "hs_is_closed_won": str(stage == "Signed").lower(),
        "days_to_close": max((closes - deal.created).days, 0),
        "price_per_car": (amount / deal.number("fleet_size")).quantize(Decimal("0.01")),
        **{f"hs_v2_date_entered_{stages[label]}": moment for label, moment in deal.stages.items()},
        **of_activities(deal),
    }


def outcome(deal):
    """The stage in which a deal ended, if it has."""
    return next((label for label in deal.stages if STAGES[label][1]), None)


def of_line_item(item):
    """One payment is the amount; those of a year and of the whole term are worth more if it recurs."""
    amount, margin = net(item), net(item) - item.number("hs_cost_of_goods_sold") * item.number("quantity")
    payments = PAYMENTS_A_YEAR.get(item.values.get("recurringbillingfrequency"), 0)
    yearly, years = amount * payments, 0
    if payments:
        years = Decimal(item.values["hs_recurring_billing_period"].strip("PM")) / 12
    return {
        "name": item.values["name"],
        "price": item.number("price"),
        "amount": amount,
        "hs_margin": margin,
        "hs_arr": yearly,
        "hs_mrr": yearly / 12,
        "hs_acv": yearly or amount,
        "hs_tcv": yearly * years or amount,
    }


def of_ticket(ticket):
    company = ticket.all("companies")[0]
    return {
        "hs_num_associated_companies": 1,
        "hs_primary_company_id": company.id,
        "hs_primary_company_name": company.values["name"],
        "hs_is_closed": str(ticket.values["hs_pipeline_stage"] == "4").lower(),
        **of_activities(ticket),
    }


def of_car(car):
    rate = car.number("daily_rate")
    return {"weekly_rate": rate * 7 - max(rate, Decimal(100)) / 2}
