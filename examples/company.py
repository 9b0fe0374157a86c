#!/usr/bin/env python3
"""Build a believable company, let it live for a while, and compare what follows from that with what HubSpot gives.

    python examples/company.py --base-url http://127.0.0.1:8080 --token pat-...

It needs `pip install hubspot-api-client`: HubSpot's own SDK, told only where the server is.
A dealer leases cars to fleets: customers in a hierarchy, deals with line items in a pipeline of its own, cars as an
object type with their drivers, calculated properties, activities, tickets and a quote; two customers are there twice
and become one. `fleet/` has the story, and in `expected.py` what follows from it by HubSpot's rules.
It may be run again: definitions are made once, and the records of each run are its own.
"""

import argparse
import datetime
import os
import sys
from decimal import Decimal

import hubspot
from hubspot.crm import objects

from fleet import definitions, expected, story
from fleet.dealer import Dealer

# How far the moment of a write, by its answer, may be from the one that a property shows.
TOLERANCE = datetime.timedelta(seconds=5)
# How many records stand side by side.
COLUMNS = 4


def main():
    options = arguments()
    dealer = Dealer(hubspot.Client.create(access_token=options.token, host=options.base_url.rstrip("/")))
    pipeline, stages = definitions.pipeline(dealer.crm)
    definitions.deals(dealer.crm)
    definitions.cars(dealer.crm)
    drives = definitions.drives(dealer.crm)
    story.win_customers(dealer)
    story.sell(dealer, pipeline, stages)
    story.keep_in_touch(dealer)
    story.lend_cars(dealer, drives)
    story.offer(dealer)
    story.tidy_up(dealer)
    return compare(dealer, list(expected.values(dealer, stages)))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base-url", default=os.environ.get("LINCHPIN_BASE_URL"), help="or LINCHPIN_BASE_URL")
    parser.add_argument("--token", default=os.environ.get("LINCHPIN_TOKEN"), help="or LINCHPIN_TOKEN")
    options = parser.parse_args()
    if not options.base_url or not options.token:
        parser.error("--base-url and --token are needed")
    return options


def compare(dealer, wanted):
    """Reads everything back and prints it, and says where it is not as expected; true if it is nowhere."""
    found, differences = {}, 0
    for kind in dict.fromkeys(record.kind for record, _, _ in wanted):
        rows = [each for each in wanted if each[0].kind == kind]
        read_back(dealer, kind, rows, found)
        cells = {}
        for record, name, value in rows:
            read = found[record, name]
            right = agrees(read, value)
            differences += not right
            if not right:
                print(f"{kind} {record.name}: {name} is {read}, expected {value}")
            if read:
                cells[record, name] = short(read)
        show(kind, rows, cells)
    print(f"{len(wanted) - differences} of {len(wanted)} values are as HubSpot gives them")
    return differences == 0


def read_back(dealer, kind, rows, found):
    """Every value of one type by its record and name; a name with a colon is a label of associations."""
    records = {record.id: record for record, _, _ in rows}
    request = objects.BatchReadInputSimplePublicObjectId(
        inputs=[objects.SimplePublicObjectId(id=each) for each in records],
        properties=list(dict.fromkeys(name for _, name, _ in rows)),
        properties_with_history=[],
    )
    read = dealer.crm.objects.batch_api.read(kind, request).results
    properties = {records[each.id]: each.properties for each in read}
    for record, name, _ in rows:
        found[record, name] = labelled(dealer, record, name) if ":" in name else properties[record].get(name)


def labelled(dealer, record, name):
    """The ids of the records that are associated by a label."""
    to, label = name.split(": ")
    page = dealer.crm.associations.v4.basic_api.get_page(record.kind, record.id, to)
    has_it = lambda each: any(kind.label == label for kind in each.association_types)
    return ";".join(str(each.to_object_id) for each in page.results if has_it(each))


def agrees(read, value):
    """Numbers are compared as such, moments of writes roughly; what has nothing to count is absent or zero."""
    if not read or not value:
        return not value and read in (None, "", "0")
    if isinstance(value, datetime.datetime):
        return abs(datetime.datetime.fromisoformat(read.replace("Z", "+00:00")) - value) < TOLERANCE
    return read == value if isinstance(value, str) else abs(Decimal(read) - value) < Decimal("1e-9")


def short(value):
    """A moment as its day, anything else as it is."""
    return value[:10] if value[10:11] == "T" else value


def show(kind, rows, cells):
    """Prints records side by side, with a line for each property that any of them has."""
    records = list(dict.fromkeys(record for record, _, _ in rows))
    names = list(dict.fromkeys(name for _, name, _ in rows))
    for first in range(0, len(records), COLUMNS):
        block = records[first : first + COLUMNS]
        print(line(kind, [record.name for record in block]))
        for name in names:
            if any((record, name) in cells for record in block):
                print(line(name, [cells.get((record, name), "") for record in block]))
        print()


def line(first, cells):
    return f"{first:<32}" + "  ".join(f"{cell:<25.25}" for cell in cells).rstrip()


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
