#!/usr/bin/env python3
"""Load every airport of the world as a company, read all of them back, and compare every value.

    python examples/airports.py --base-url http://127.0.0.1:8080 --token pat-...

It needs `pip install hubspot-api-client airportsdata`: HubSpot's own SDK, told only where the server is.
Airports that are there already are left as they are, so it may be run again, or go on after a crash.
"""

import argparse
import os
import sys
import time

import airportsdata
import hubspot
from hubspot.crm import companies, properties

BATCH = 100
GROUP = "airport"
NUMBERS = {"elevation", "lat", "lon"}

# Company property -> the airport's field, for all that a company does not have by itself.
OWN = {"iata": "iata", "icao": "icao", "elevation": "elevation", "lat": "lat", "lon": "lon", "tz": "tz"}
COLUMNS = {"name": "name", "city": "city", "state": "subd", "country": "country", **OWN}


def main():
    options = arguments()
    client = hubspot.Client.create(access_token=options.token, host=options.base_url.rstrip("/"))
    airports = list(airportsdata.load().values())[: options.limit]
    expected = {airport["icao"]: as_company(airport) for airport in airports}
    if options.verify:
        return verify(client, expected, options.verify)
    define(client)
    load(client, expected, options.answered)
    return compare(client, expected)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base-url", default=os.environ.get("LINCHPIN_BASE_URL"), help="or LINCHPIN_BASE_URL")
    parser.add_argument("--token", default=os.environ.get("LINCHPIN_TOKEN"), help="or LINCHPIN_TOKEN")
    parser.add_argument("--limit", type=int, help="only the first so many airports")
    parser.add_argument("--answered", metavar="FILE", help="append the ICAO codes of each answered batch to a file")
    parser.add_argument("--verify", metavar="FILE", help="load nothing; check that all of an --answered file is there")
    options = parser.parse_args()
    if not options.base_url or not options.token:
        parser.error("--base-url and --token are needed")
    return options


def as_company(airport):
    """An airport in a company's properties; a field that is empty is left out, and reads as null."""
    values = {column: airport[field] for column, field in COLUMNS.items()}
    return {column: number(value) if column in NUMBERS else value for column, value in values.items() if value != ""}


def number(value):
    """A number as people write it: 13, not 13.0."""
    return str(int(value)) if value == int(value) else repr(value)


def define(client):
    """Make the property group and the properties, unless an earlier run has."""
    group = properties.PropertyGroupCreate(name=GROUP, label="Airport")
    unless_there(client.crm.properties.groups_api.create, "companies", group)
    for name in OWN:
        definition = properties.PropertyCreate(
            name=name,
            label=name.upper() if name in {"iata", "icao"} else name.title(),
            group_name=GROUP,
            type="number" if name in NUMBERS else "string",
            field_type="number" if name in NUMBERS else "text",
            has_unique_value=name == "icao",
        )
        unless_there(client.crm.properties.core_api.create, "companies", definition)


def unless_there(create, *parameters):
    try:
        create(*parameters)
    except properties.ApiException as error:
        if error.status != 409:
            raise


def load(client, expected, answered):
    """Create what is missing, in batches of 100."""
    present = set(read_all(client, ["icao"], "looking for airports"))
    missing = [each for icao, each in expected.items() if icao not in present]
    start = time.monotonic()
    log = open(answered, "a", encoding="utf-8") if answered else None
    for first in range(0, len(missing), BATCH):
        batch = missing[first : first + BATCH]
        inputs = [companies.SimplePublicObjectBatchInputForCreate(properties=each) for each in batch]
        client.crm.companies.batch_api.create(companies.BatchInputSimplePublicObjectBatchInputForCreate(inputs=inputs))
        if log:
            # One line per batch, written whole: a reader never sees a part of one.
            log.write(" ".join(each["icao"] for each in batch) + "\n")
            log.flush()
        progress("loading", first + len(batch), len(missing))
    seconds = time.monotonic() - start
    print(f"loaded {len(missing)} airports in {seconds:.1f} s ({len(present)} were there already)")


def read_all(client, columns, what):
    """All companies that have an ICAO code, by it."""
    print(f"{what} ...", flush=True)
    records = client.crm.companies.get_all(properties=columns)
    return {record.properties["icao"]: record.properties for record in records if record.properties.get("icao")}


def compare(client, expected):
    """Read everything back page by page and compare every value."""
    start = time.monotonic()
    found = read_all(client, list(COLUMNS), "reading back")
    print(f"read {len(found)} airports in {time.monotonic() - start:.1f} s")
    differences = [text for icao, each in expected.items() for text in differing(icao, each, found.get(icao))]
    equal = len(expected) - tell(differences)
    print(f"{equal} of {len(expected)} rows equal")
    return equal == len(expected)


def verify(client, expected, answered):
    """Check that every airport of every batch that was answered is there, whole."""
    with open(answered, encoding="utf-8") as lines:
        promised = [icao for line in lines for icao in line.split()]
    found = read_all(client, list(COLUMNS), "reading back")
    differences = [text for icao in promised for text in differing(icao, expected[icao], found.get(icao))]
    equal = len(promised) - tell(differences)
    print(f"{equal} of {len(promised)} answered rows are there; {len(found)} rows in all")
    return bool(promised) and equal == len(promised)


def differing(icao, expected, found):
    """How a row that was read differs from what was sent: nothing, or one text. Numbers are compared as such."""
    if found is None:
        return [f"{icao}: missing"]
    pairs = {column: (expected.get(column), found.get(column)) for column in COLUMNS}
    pairs = {column: pair for column, pair in pairs.items() if not equal(column, *pair)}
    wrong = [f"{column} sent {sent!r} read {read!r}" for column, (sent, read) in pairs.items()]
    return [f"{icao}: {', '.join(wrong)}"] if wrong else []


def tell(differences):
    """Print the first differences, and return how many there are."""
    for text in differences[:20]:
        print(text)
    return len(differences)


def equal(column, sent, read):
    if sent is None or read is None:
        return sent == read
    return float(sent) == float(read) if column in NUMBERS else sent == read


def progress(what, done, total):
    if done % 5000 == 0 or done == total:
        print(f"{what} {done} of {total}", flush=True)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
