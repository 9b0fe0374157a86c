#!/usr/bin/env python3
"""Let lists of contacts follow what happens to the contacts and to the companies that they work for.

    python examples/lists.py --base-url http://127.0.0.1:8080 --token pat-...

It needs `pip install hubspot-api-client`: HubSpot's own SDK, told only where the server is.
It may be run again: the contacts and lists of each run are its own.
"""

import argparse
import os
import sys
import time
import uuid

import hubspot
from hubspot.crm.companies import SimplePublicObjectInputForCreate as NewCompany
from hubspot.crm.contacts import SimplePublicObjectInput, SimplePublicObjectInputForCreate as NewContact
from hubspot.crm.lists import ListCreateRequest

# How long a list may take to follow, in seconds: far longer than it does.
PATIENCE = 30

# The association of a contact with a company, as HubSpot numbers it.
CONTACT_TO_COMPANY = 279


def main():
    options = arguments()
    client = hubspot.Client.create(access_token=options.token, host=options.base_url.rstrip("/"))
    run = f"run{uuid.uuid4().hex[:8]}"
    people = People(client, run)
    ada, bob = people.hire("Ada", "Analyst"), people.hire("Bob", "Baker")
    company = people.found("London")
    people.employ(ada, company)

    lists = Lists(client, run)
    bakers = lists.create("Bakers", text("jobtitle", "Baker"))
    londoners = lists.create("Londoners", of_company(text("city", "London")))
    steps = [
        ("At first", bakers, ["Bob"]),
        ("At first", londoners, ["Ada"]),
        ("Ada becomes a baker", bakers, ["Ada", "Bob"], lambda: people.promote(ada, "Baker")),
        ("Bob becomes a chef", bakers, ["Ada"], lambda: people.promote(bob, "Chef")),
        ("The company moves", londoners, [], lambda: people.move(company, "Paris")),
        ("It comes back", londoners, ["Ada"], lambda: people.move(company, "London")),
        ("Ada leaves", londoners, [], lambda: people.dismiss(ada)),
    ]
    return all([follow(people, lists, *step) for step in steps])


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base-url", default=os.environ.get("LINCHPIN_BASE_URL"), help="or LINCHPIN_BASE_URL")
    parser.add_argument("--token", default=os.environ.get("LINCHPIN_TOKEN"), help="or LINCHPIN_TOKEN")
    options = parser.parse_args()
    if not options.base_url or not options.token:
        parser.error("--base-url and --token are needed")
    return options


def follow(people, lists, what, chosen, expected, happen=lambda: None):
    """Lets something happen, and says who is in a list then."""
    happen()
    found = lists.settled(chosen, [people.ids[name] for name in expected])
    names = sorted(name for name, id in people.ids.items() if id in found)
    print(f"{what}: {lists.names[chosen]} are {', '.join(names) or 'nobody'}")
    if names != expected:
        print(f"  expected: {', '.join(expected) or 'nobody'}")
    return names == expected


def text(name, value):
    """Whether a property is a text."""
    operation = {"operationType": "MULTISTRING", "operator": "IS_EQUAL_TO", "values": [value]}
    return {"filterType": "PROPERTY", "property": name, "operation": operation}


def of_company(condition):
    """Whether a condition is true of any company that a contact works for."""
    return {
        "filterBranchType": "ASSOCIATION",
        "filterBranchOperator": "AND",
        "operator": "IN_LIST",
        "objectTypeId": "0-2",
        "associationCategory": "HUBSPOT_DEFINED",
        "associationTypeId": CONTACT_TO_COMPANY,
        "filterBranches": [],
        "filters": [condition],
    }


class People:
    """The contacts and companies of one run, told from all others by their addresses."""

    def __init__(self, client, run):
        self.crm = client.crm
        self.run = run
        self.ids = {}

    def hire(self, name, title):
        properties = {"firstname": name, "email": f"{name}@{self.run}.example.org", "company": self.run}
        contact = NewContact(properties=properties | {"jobtitle": title})
        self.ids[name] = self.crm.contacts.basic_api.create(contact).id
        return name

    def found(self, city):
        company = NewCompany(properties={"name": self.run, "city": city})
        return self.crm.companies.basic_api.create(company).id

    def employ(self, name, company):
        self.crm.associations.v4.basic_api.create_default("contacts", self.ids[name], "companies", company)

    def promote(self, name, title):
        change = SimplePublicObjectInput(properties={"jobtitle": title})
        self.crm.contacts.basic_api.update(self.ids[name], change)

    def move(self, company, city):
        self.crm.companies.basic_api.update(company, SimplePublicObjectInput(properties={"city": city}))

    def dismiss(self, name):
        self.crm.contacts.basic_api.archive(self.ids[name])


class Lists:
    """The lists of one run."""

    def __init__(self, client, run):
        self.api = client.crm.lists
        self.run = run
        self.names = {}

    def create(self, name, condition):
        """A list of this run's contacts of whom something is true."""
        is_branch = "filterBranchType" in condition
        ours = text("company", self.run)
        group = {
            "filterBranchType": "AND",
            "filterBranchOperator": "AND",
            "filterBranches": [condition] if is_branch else [],
            "filters": [ours] if is_branch else [ours, condition],
        }
        root = {"filterBranchType": "OR", "filterBranchOperator": "OR", "filterBranches": [group], "filters": []}
        request = ListCreateRequest(
            name=f"{name} of {self.run}", object_type_id="0-1", processing_type="DYNAMIC", filter_branch=root
        )
        id = self.api.lists_api.create(request).list.list_id
        self.names[id] = name
        return id

    def settled(self, id, expected):
        """The members of a list, once they are the expected ones or patience ends."""
        deadline = time.monotonic() + PATIENCE
        while True:
            page = self.api.memberships_api.get_page(id, limit=100)
            found = {member.record_id for member in page.results}
            if found == set(expected) or time.monotonic() > deadline:
                return found
            time.sleep(0.05)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
