"""What companies, contacts and deals tell of the records that they are associated with."""

from hubspot.crm.objects import SimplePublicObjectInput, SimplePublicObjectInputForCreate

from harness import Case, connect, unique


class Rollups(Case):
    def setUp(self):
        self.client = connect()
        self.objects = self.client.crm.objects.basic_api

    def make(self, object_type, **properties):
        return self.objects.create(object_type, SimplePublicObjectInputForCreate(properties=properties)).id

    def associate(self, from_type, from_id, to_type, to_id):
        self.client.crm.associations.v4.basic_api.create_default(from_type, from_id, to_type, to_id)

    def shown(self, object_type, record, *names):
        record = self.objects.get_by_id(object_type, record, properties=list(names))
        return [record.properties[name] for name in names]

    def test_won_deals_are_the_revenue_of_their_company(self):
        company = self.make("companies", name=unique("Acme"))
        contact = self.make("contacts", email=f"{unique('ada')}@example.com")
        deal = self.make("deals", dealname=unique("Engines"), amount="99.90", dealstage="appointmentscheduled")
        self.associate("deals", deal, "companies", company)
        self.associate("contacts", contact, "companies", company)
        names = ["num_associated_contacts", "num_associated_deals", "hs_num_open_deals", "total_revenue"]
        self.assertEqual(self.shown("companies", company, *names), ["1", "1", "1", None])
        won = SimplePublicObjectInput(properties={"dealstage": "closedwon", "closedate": "2026-01-02"})
        self.objects.update("deals", deal, won)
        self.assertEqual(self.shown("companies", company, *names), ["1", "1", "0", "99.9"])
        recent = self.shown("companies", company, "recent_deal_amount", "recent_deal_close_date")
        self.assertEqual(recent, ["99.90", "2026-01-02T00:00:00Z"])
        self.assertEqual(self.shown("contacts", contact, "associatedcompanyid"), [company])
        self.objects.archive("deals", deal)
        self.assertEqual(self.shown("companies", company, *names), ["1", "0", "0", "0"])

    def test_a_deal_can_follow_its_line_items(self):
        deal = self.make("deals", dealname=unique("Lease"), hs_deal_amount_calculation_preference="TCV")
        lease = {"price": "100", "recurringbillingfrequency": "monthly", "hs_recurring_billing_period": "P2Y"}
        for properties in [lease, {"price": "50", "quantity": "2"}]:
            item = self.make("line_items", **properties)
            self.associate("line_items", item, "deals", deal)
        names = ["hs_num_of_associated_line_items", "hs_mrr", "hs_arr", "hs_acv", "hs_tcv", "amount"]
        self.assertEqual(self.shown("deals", deal, *names), ["2", "100", "1200", "1300", "2500", "2500"])
