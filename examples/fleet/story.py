"""What happens: customers come, deals move, cars are lent, and somebody tidies up."""

import datetime
import uuid

from hubspot.crm import companies, contacts

from .scenario import ACTIVITIES, CARS, COMPANIES, CONTACTS, DEALS, PRODUCTS, TICKETS

NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
# Differs between runs, whose records lie side by side.
RUN = uuid.uuid4().hex[:6]

# HubSpot's own association type: this company is a child of that one.
CHILD_TO_PARENT = 14
# Of HubSpot's own ticket pipeline.
NEW_TICKET = "1"
# The property of an activity that says what it is about.
SUBJECT = {
    "calls": "hs_call_title",
    "emails": "hs_email_subject",
    "meetings": "hs_meeting_title",
    "notes": "hs_note_body",
    "tasks": "hs_task_subject",
}


def at(days):
    """A moment so many days from now."""
    return (NOW + datetime.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def win_customers(dealer):
    """Makes companies with their parents, and their people."""
    for name, (city, parent) in COMPANIES.items():
        values = {"name": f"{name} {RUN}", "city": city, "domain": domain(name), "hubspot_owner_id": dealer.owner}
        company = dealer.make("companies", name, values)
        if parent:
            company.values["parent"] = dealer.records[parent]
            dealer.label(company, dealer.records[parent], "HUBSPOT_DEFINED", CHILD_TO_PARENT)
    for name, (job, company) in CONTACTS.items():
        first, last = name.split(" ")
        values = {"firstname": first, "lastname": last, "jobtitle": job, "hubspot_owner_id": dealer.owner}
        values["email"] = f"{first}.{last}@{domain(company)}".lower()
        dealer.make("contacts", name, values, [company])


def domain(company):
    return f"{company.lower().replace(' ', '-')}-{RUN}.example.com"


def sell(dealer, pipeline, stages):
    """Makes deals of products, and moves each from stage to stage until where it ends."""
    for name, (price, cost, frequency, term) in PRODUCTS.items():
        values = {"name": f"{name} {RUN}", "price": price, "hs_cost_of_goods_sold": cost}
        if frequency:
            values |= {"recurringbillingfrequency": frequency, "hs_recurring_billing_period": term}
        dealer.make("products", name, values)
    for name, (company, people, cars, lines, days, path) in DEALS.items():
        values = {"dealname": f"{name} {RUN}", "pipeline": pipeline, "dealstage": stages["Inquiry"]}
        values |= {"fleet_size": str(cars), "hubspot_owner_id": dealer.owner, "closedate": at(days)}
        deal = dealer.make("deals", name, values, [company, *people])
        deal.stages["Inquiry"] = deal.created
        add_lines(dealer, name, lines)
        dealer.change(deal, amount=str(sum(map(net, deal.all("line_items")))))
        for label in path:
            deal.stages[label] = dealer.change(deal, dealstage=stages[label])


def add_lines(dealer, near, lines):
    """Makes line items of products: what they are not given they take over."""
    for name, quantity, discount in lines:
        product = dealer.records[name]
        values = {"hs_product_id": product.id, "quantity": quantity}
        if discount:
            values["discount"] = discount
        item = dealer.make("line_items", f"{name}, {near}", values, [near])
        item.values = product.values | values


def net(item):
    """What one payment of a line item comes to."""
    return (item.number("price") - item.number("discount")) * item.number("quantity")


def keep_in_touch(dealer):
    """Opens tickets, and logs calls, mails, meetings, notes and tasks."""
    for name, (contact, company, stage) in TICKETS.items():
        values = {"subject": name, "hs_pipeline": "0", "hs_pipeline_stage": NEW_TICKET}
        ticket = dealer.make("tickets", name, values, [contact, company])
        if stage != NEW_TICKET:
            dealer.change(ticket, hs_pipeline_stage=stage)
    for kind, days, subject, about in ACTIVITIES:
        values = {"hs_timestamp": at(days), SUBJECT[kind]: subject}
        if kind == "emails":
            values["hs_email_direction"] = "EMAIL"
        dealer.make(kind, subject, values, about)


def lend_cars(dealer, drives):
    """Makes the cars, and says who drives them."""
    for number, (model, (rate, driver)) in enumerate(CARS.items()):
        car = dealer.make("cars", model, {"vin": f"VIN{RUN.upper()}{number}", "model": model, "daily_rate": rate})
        if driver:
            dealer.label(dealer.records[driver], car, "USER_DEFINED", drives)


def offer(dealer):
    """Makes a quote, which has line items of its own."""
    values = {"hs_title": f"Home visits {RUN}", "hs_expiration_date": at(30)[:10]}
    dealer.make("quotes", "Offer for home visits", values, ["Home visits"])
    add_lines(dealer, "Offer for home visits", DEALS["Home visits"][3])


def tidy_up(dealer):
    """Merges what is there twice, archives what never was, and finds that a mail went out later."""
    dealer.merge(contacts, "Mia Keller", "Mia Keller-Sousa")
    dealer.merge(companies, "Alba Clinics", "Alba Clinics Lda")
    dealer.archive("Asked by mistake")
    dealer.archive("Wrong number")
    dealer.change(dealer.records["Price list"], hs_timestamp=at(-4))
    line = dealer.records["Charging point, Second depot"]
    dealer.change(line, quantity="14")
    dealer.change(dealer.records["Second depot"], amount=str(net(line)))
