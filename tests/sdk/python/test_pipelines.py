"""Pipelines, their stages, and the deals that go through them."""

from hubspot.crm.deals import SimplePublicObjectInput, SimplePublicObjectInputForCreate
from hubspot.crm.pipelines import PipelineInput, PipelinePatchInput, PipelineStageInput, PipelineStagePatchInput

from harness import ACCOUNT_ID, Case, connect, unique


def stage(label, order, probability):
    return PipelineStageInput(label=label, display_order=order, metadata={"probability": probability})


class Pipelines(Case):
    def setUp(self):
        client = connect()
        pipelines = client.crm.pipelines
        self.pipelines, self.stages = pipelines.pipelines_api, pipelines.pipeline_stages_api
        self.audits, self.stage_audits = pipelines.pipeline_audits_api, pipelines.pipeline_stage_audits_api
        self.deals = client.crm.deals.basic_api

    def new(self):
        stages = [stage("Open", 0, "0.5"), stage("Won", 1, "1.0"), stage("Lost", 2, "0.0")]
        made = self.pipelines.create("deals", PipelineInput(label=unique("Renewals"), display_order=9, stages=stages))
        self.addCleanup(self.remove, made.id)
        return made

    def remove(self, pipeline):
        if pipeline in [each.id for each in self.pipelines.get_all("deals").results]:
            self.pipelines.archive("deals", pipeline)

    def deal(self, stage_id):
        new = SimplePublicObjectInputForCreate(properties={"dealname": unique("Deal"), "dealstage": stage_id})
        return self.deals.create(new)

    def test_the_published_pipelines_are_there(self):
        found = {each.id: each for each in self.pipelines.get_all("deals").results}
        default = found["default"]
        self.assertEqual((default.archived, default.created_at.year), (False, 1970))
        won = next(each for each in default.stages if each.id == "closedwon")
        self.assertEqual(won.metadata, {"isClosed": "true", "probability": "1.0"})
        self.assertEqual(won.write_permissions, "CRM_PERMISSIONS_ENFORCEMENT")
        tickets = self.pipelines.get_by_id("tickets", "0")
        self.assertEqual([each.id for each in tickets.stages], ["1", "2", "3", "4"])

    def test_a_pipeline_lives_changes_and_goes(self):
        made = self.new()
        self.assertRegex(made.id, r"^\d+$")
        self.assertEqual([each.label for each in made.stages], ["Open", "Won", "Lost"])
        self.assertEqual(self.pipelines.get_by_id("deals", made.id).to_dict(), made.to_dict())

        renamed = self.pipelines.update("deals", made.id, PipelinePatchInput(label=made.label + "!"))
        self.assertEqual((renamed.label, renamed.stages), (made.label + "!", made.stages))
        body = PipelineInput(label=made.label, display_order=8, stages=[stage("Open", 0, "0.4"), stage("New", 1, "0.6")])
        replaced = self.pipelines.replace("deals", made.id, body)
        self.assertEqual([each.label for each in replaced.stages], ["Open", "New"])
        self.assertEqual(replaced.stages[0].id, made.stages[0].id)

        self.pipelines.archive("deals", made.id)
        body = self.refused(404, self.pipelines.get_by_id, "deals", made.id)
        self.assertEqual(body["category"], "OBJECT_NOT_FOUND")
        restored = self.pipelines.update("deals", made.id, PipelinePatchInput(archived=False))
        self.assertEqual(restored.id, made.id)

    def test_a_stage_lives_changes_and_goes(self):
        pipeline = self.new().id
        made = self.stages.create("deals", pipeline, stage("Talking", 1, "0.7"))
        self.assertEqual(made.metadata, {"isClosed": "false", "probability": "0.7"})
        self.assertEqual(self.stages.get_by_id("deals", pipeline, made.id), made)
        self.assertIn(made, self.stages.get_all("deals", pipeline).results)
        patch = PipelineStagePatchInput(label="Listening", metadata={"probability": "0.8"})
        changed = self.stages.update("deals", pipeline, made.id, patch)
        self.assertEqual((changed.label, changed.metadata["probability"]), ("Listening", "0.8"))
        replaced = self.stages.replace("deals", pipeline, made.id, stage("Signed", 5, "1.0"))
        self.assertEqual((replaced.id, replaced.metadata["isClosed"]), (made.id, "true"))
        self.stages.archive("deals", pipeline, made.id)
        self.refused(404, self.stages.get_by_id, "deals", pipeline, made.id)

    def test_deals_go_through_new_stages(self):
        pipeline = self.new()
        first, won, _ = [each.id for each in pipeline.stages]
        deal = self.deal(first)
        self.assertEqual(deal.properties["pipeline"], pipeline.id)
        self.deals.update(deal.id, SimplePublicObjectInput(properties={"dealstage": won}))
        names = ["hs_is_closed_won", "closedate", f"hs_date_exited_{first}", f"hs_v2_date_entered_{won}"]
        values = self.deals.get_by_id(deal.id, properties=names).properties
        self.assertEqual(values["hs_is_closed_won"], "true")
        self.assertEqual(len({values[name] for name in names[1:]}), 1, values)
        body = self.refused(400, self.deal, "nowhere")
        (item,) = self.invalid_values(body)
        self.assertEqual((item["name"], item["error"]), ("dealstage", "INVALID_OPTION"))

    def test_stages_in_use_stay_if_asked_for(self):
        pipeline = self.new()
        deal = self.deal(pipeline.stages[0].id)
        body = self.refused(
            400, self.pipelines.archive, "deals", pipeline.id, validate_references_before_delete=True
        )
        stages, records = f"[{pipeline.stages[0].id}]", f"[{deal.id}]"
        self.assertError(
            body,
            f"Stage IDs: {stages} are being referenced by object IDs: {records}",
            "VALIDATION_ERROR",
            subCategory="PipelineError.STAGE_ID_IN_USE",
            context={"stageIds": [stages], "objectIds": [records]},
        )

    def test_audits_tell_what_happened(self):
        pipeline = self.new()
        self.pipelines.update("deals", pipeline.id, PipelinePatchInput(display_order=7))
        told = self.audits.get_audit("deals", pipeline.id).results
        self.assertEqual([each.action for each in told], ["UPDATE", "CREATE"])
        self.assertEqual((told[0].portal_id, told[0].identifier), (ACCOUNT_ID, f"{ACCOUNT_ID}:{pipeline.id}"))
        told = self.stage_audits.get_audit("deals", pipeline.stages[0].id).results
        self.assertEqual([each.action for each in told], ["CREATE"])
