#!/usr/bin/env python3
"""Keep a small library, and find its readers in the ways that HubSpot's search has.

    python examples/search.py --base-url http://127.0.0.1:8080 --token pat-...

It needs `pip install hubspot-api-client`: HubSpot's own SDK, told only where the server is.
It may be run again: the readers of each run are its own.
"""

import argparse
import os
import sys
import uuid

import hubspot
from hubspot.crm.contacts import (
    BatchInputSimplePublicObjectBatchInputForCreate,
    Filter,
    FilterGroup,
    PublicObjectSearchRequest,
    SimplePublicObjectBatchInputForCreate,
    SimplePublicObjectInput,
)
from hubspot.crm.properties import ApiException, PropertyCreate

# What the contacts of a library have that others do not.
BOOKS = PropertyCreate(
    name="books_at_home", label="Books at home", type="number", field_type="number", group_name="contactinformation"
)

# First name, last name, telephone number, city, books at home.
READERS = [
    ("Ada", "Lovelace", "+1 555 123 4567", "London", "3"),
    ("Charles", "Babbage", "(555) 765-4321", "London", "12"),
    ("Emmy", "Noether", "", "Erlangen", "7"),
    ("Grace", "Hopper", "555 222 3333", "Arlington", ""),
    ("Sophie", "Germain", "", "Paris", "10"),
]


def main():
    options = arguments()
    client = hubspot.Client.create(access_token=options.token, host=options.base_url.rstrip("/"))
    define_books(client.crm.properties)
    library = Library(client.crm.contacts)
    library.enrol(READERS)
    answers = [
        ("Who lives in London", library.find(where("city", "EQ", "london")), ["Ada", "Charles"]),
        ("Who has 7 books or more", library.find(where("books_at_home", "GTE", "7")), ["Charles", "Emmy", "Sophie"]),
        (
            "Who has 5 to 10, most first",
            library.find(between("books_at_home", 5, 10), sorts=["-books_at_home"]),
            ["Sophie", "Emmy"],
        ),
        ("Who has none", library.find(where("books_at_home", "NOT_HAS_PROPERTY")), ["Grace"]),
        (
            "Whose name begins with E or G",
            library.find(token("firstname", "e*"), token("firstname", "g*")),
            ["Emmy", "Grace"],
        ),
        ("Who is 'love'", library.find(query="love"), ["Ada"]),
        ("Who has the number 555-765-4321", library.find(query="555-765-4321"), ["Charles"]),
    ]
    library.give_back("Charles")
    answers.append(("Who has more than 10 now", library.find(where("books_at_home", "GT", "10")), []))
    return all([say(*answer) for answer in answers])


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base-url", default=os.environ.get("LINCHPIN_BASE_URL"), help="or LINCHPIN_BASE_URL")
    parser.add_argument("--token", default=os.environ.get("LINCHPIN_TOKEN"), help="or LINCHPIN_TOKEN")
    options = parser.parse_args()
    if not options.base_url or not options.token:
        parser.error("--base-url and --token are needed")
    return options


def define_books(properties):
    try:
        properties.core_api.create("contacts", BOOKS)
    except ApiException as error:
        # An earlier run made it.
        if error.status != 409:
            raise


def where(name, operator, value=None):
    return Filter(property_name=name, operator=operator, value=value)


def between(name, low, high):
    return Filter(property_name=name, operator="BETWEEN", value=str(low), high_value=str(high))


def token(name, pattern):
    return where(name, "CONTAINS_TOKEN", pattern)


class Library:
    """The readers of one run: the name of their library tells them from all others."""

    def __init__(self, api):
        self.api = api
        self.name = f"library{uuid.uuid4().hex[:8]}"
        self.ids = {}

    def enrol(self, readers):
        """Makes the contacts, in one call."""
        names = ["firstname", "lastname", "phone", "city", "books_at_home"]
        inputs = []
        for reader in readers:
            own = {"email": f"{reader[0]}@{self.name}.example.org", "company": self.name}
            properties = own | dict(zip(names, reader))
            inputs.append(SimplePublicObjectBatchInputForCreate(properties=properties))
        batch = BatchInputSimplePublicObjectBatchInputForCreate(inputs=inputs)
        for record in self.api.batch_api.create(batch).results:
            self.ids[record.properties["firstname"]] = record.id

    def find(self, *alternatives, query=None, sorts=("firstname",)):
        """The first names of the readers for whom one of the filters is true, and the words if there are any."""
        here = where("company", "EQ", self.name)
        groups = [FilterGroup(filters=[here, each]) for each in alternatives] or [FilterGroup(filters=[here])]
        request = PublicObjectSearchRequest(
            filter_groups=groups, query=query, sorts=list(sorts), properties=["firstname"], limit=100
        )
        page = self.api.search_api.do_search(request)
        return [record.properties["firstname"] for record in page.results]

    def give_back(self, first_name):
        """All books of one reader; the next search knows it."""
        change = SimplePublicObjectInput(properties={"books_at_home": "0"})
        self.api.basic_api.update(self.ids[first_name], change)


def say(question, found, expected):
    """Prints an answer, and whether it is the right one."""
    print(f"{question}: {', '.join(found) or 'nobody'}")
    if found != expected:
        print(f"  expected: {', '.join(expected) or 'nobody'}")
    return found == expected


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
