"""What clients ask when they start, in the forms of today and in older ones, and what an account sets."""

from harness import ACCOUNT_ID, BASE_URL, Case, connect, unique


class Account(Case):
    def setUp(self):
        self.client = connect()

    def call(self, method, path, body=None):
        """The status and the JSON of a call that the SDK has no method for."""
        response = self.client.api_request({"base_url": BASE_URL, "method": method, "path": path, "body": body})
        return response.status_code, response.json() if response.content else None

    def get(self, path):
        status, body = self.call("GET", path)
        self.assertEqual(status, 200)
        return body

    def test_an_account_says_what_it_is(self):
        details = self.get("/account-info/v3/details")
        me = self.get("/integrations/v1/me")
        self.assertEqual((details["portalId"], me["portalId"]), (ACCOUNT_ID, ACCOUNT_ID))
        self.assertEqual((me["timeZone"], me["currency"]), (details["timeZone"], details["companyCurrency"]))

    def test_connectors_read_the_properties_of_a_type(self):
        properties = self.client.crm.properties.core_api
        for path, today in [
            ("/properties/v1/contacts/properties", "contacts"),
            ("/properties/v2/deal/properties", "deals"),
            ("/companies/v2/properties", "companies"),
        ]:
            expected = {property.name for property in properties.get_all(today).results}
            # The older forms do not leave out what is sensitive.
            for sensitivity in ("sensitive", "highly_sensitive"):
                page = self.get(f"/crm/v3/properties/{today}?dataSensitivity={sensitivity}")
                expected |= {property["name"] for property in page["results"]}
            self.assertEqual({property["name"] for property in self.get(path)}, expected)
        self.assertTrue(self.get("/owners/v2/owners"))

    def test_a_user_reaches_the_business_units(self):
        made = {"name": unique("brand"), "logoUrl": "https://example.com/logo.png", "logoAltText": "A logo"}
        self.assertEqual(self.call("POST", "/_linchpin/v1/business-units", made)[0], 201)
        owner = self.client.crm.owners.owners_api.get_page(limit=1).results[0]
        units = self.client.settings.business_units.business_unit_api
        page = units.get_by_user_id(str(owner.user_id), properties=["logoMetadata"], name=[made["name"]])
        shown = [(unit.name, unit.logo_metadata.logo_url) for unit in page.results]
        self.assertEqual(shown, [(made["name"], made["logoUrl"])])

    def test_tax_rates_are_read(self):
        name = unique("VAT")
        status, added = self.call("POST", "/_linchpin/v1/tax-rates", {"name": name, "percentageRate": 19})
        self.assertEqual((status, added["percentageRate"]), (201, 19.0))
        self.assertEqual(self.get(f"/tax-rates/v1/tax-rates/{added['id']}"), added)
