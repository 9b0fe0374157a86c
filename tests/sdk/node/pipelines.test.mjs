// Pipelines, their stages, and the deals that go through them.

import assert from 'node:assert/strict';

import { accountId, assertError, connect, invalidValues, refused, test, unique } from './harness.mjs';

const { crm } = connect();
const { pipelinesApi, pipelineStagesApi, pipelineAuditsApi, pipelineStageAuditsApi } = crm.pipelines;
const deals = crm.deals.basicApi;

const stage = (label, displayOrder, probability) => ({ label, displayOrder, metadata: { probability } });

/** Makes a pipeline of deals for a test, and archives it when the test is over. */
async function newPipeline(context) {
  const stages = [stage('Open', 0, '0.5'), stage('Won', 1, '1.0'), stage('Lost', 2, '0.0')];
  const made = await pipelinesApi.create('deals', { label: unique('Renewals'), displayOrder: 9, stages });
  context.after(async () => {
    const { results } = await pipelinesApi.getAll('deals');
    if (results.some(({ id }) => id === made.id)) await pipelinesApi.archive('deals', made.id);
  });
  return made;
}

const newDeal = (dealstage) => deals.create({ properties: { dealname: unique('Deal'), dealstage } });

test('the published pipelines are there', async () => {
  const { results } = await pipelinesApi.getAll('deals');
  const won = results.find(({ id }) => id === 'default').stages.find(({ id }) => id === 'closedwon');
  assert.deepEqual({ ...won.metadata }, { isClosed: 'true', probability: '1.0' });
  assert.equal(won.createdAt.getTime(), 0);
  const tickets = await pipelinesApi.getById('tickets', '0');
  assert.deepEqual(tickets.stages.map(({ id }) => id), ['1', '2', '3', '4']);
});

test('a pipeline lives, changes and goes', async (context) => {
  const made = await newPipeline(context);
  assert.match(made.id, /^\d+$/);
  assert.deepEqual(await pipelinesApi.getById('deals', made.id), made);
  const renamed = await pipelinesApi.update('deals', made.id, { label: `${made.label}!` });
  assert.deepEqual([renamed.label, renamed.stages], [`${made.label}!`, made.stages]);
  const stages = [stage('Open', 0, '0.4'), stage('New', 1, '0.6')];
  const replaced = await pipelinesApi.replace('deals', made.id, { label: made.label, displayOrder: 8, stages });
  assert.deepEqual(replaced.stages.map(({ label }) => label), ['Open', 'New']);
  assert.equal(replaced.stages[0].id, made.stages[0].id);

  await pipelinesApi.archive('deals', made.id);
  const body = await refused(404, () => pipelinesApi.getById('deals', made.id));
  assert.equal(body.category, 'OBJECT_NOT_FOUND');
  assert.equal((await pipelinesApi.update('deals', made.id, { archived: false })).id, made.id);
});

test('a stage lives, changes and goes', async (context) => {
  const { id: pipeline } = await newPipeline(context);
  const made = await pipelineStagesApi.create('deals', pipeline, stage('Talking', 1, '0.7'));
  assert.deepEqual({ ...made.metadata }, { isClosed: 'false', probability: '0.7' });
  assert.deepEqual(await pipelineStagesApi.getById('deals', pipeline, made.id), made);
  const { results } = await pipelineStagesApi.getAll('deals', pipeline);
  assert.ok(results.some(({ id }) => id === made.id));
  const patch = { label: 'Listening', metadata: { probability: '0.8' } };
  assert.equal((await pipelineStagesApi.update('deals', pipeline, made.id, patch)).label, 'Listening');
  const replaced = await pipelineStagesApi.replace('deals', pipeline, made.id, stage('Signed', 5, '1.0'));
  assert.deepEqual([replaced.id, replaced.metadata.isClosed], [made.id, 'true']);
  await pipelineStagesApi.archive('deals', pipeline, made.id);
  await refused(404, () => pipelineStagesApi.getById('deals', pipeline, made.id));
});

test('deals go through new stages', async (context) => {
  const pipeline = await newPipeline(context);
  const [open, won] = pipeline.stages.map(({ id }) => id);
  const deal = await newDeal(open);
  assert.equal(deal.properties.pipeline, pipeline.id);
  await deals.update(deal.id, { properties: { dealstage: won } });
  const names = ['hs_is_closed_won', 'closedate', `hs_date_exited_${open}`, `hs_v2_date_entered_${won}`];
  const { properties } = await deals.getById(deal.id, names);
  assert.equal(properties.hs_is_closed_won, 'true');
  assert.equal(new Set(names.slice(1).map((name) => properties[name])).size, 1);
  const [item] = invalidValues(await refused(400, () => newDeal('nowhere')));
  assert.deepEqual([item.name, item.error], ['dealstage', 'INVALID_OPTION']);
});

test('stages in use stay if asked for', async (context) => {
  const pipeline = await newPipeline(context);
  const deal = await newDeal(pipeline.stages[0].id);
  const body = await refused(400, () => pipelinesApi.archive('deals', pipeline.id, true));
  const [stages, records] = [`[${pipeline.stages[0].id}]`, `[${deal.id}]`];
  const message = `Stage IDs: ${stages} are being referenced by object IDs: ${records}`;
  assertError(body, message, 'VALIDATION_ERROR', { stageIds: [stages], objectIds: [records] });
  assert.equal(body.subCategory, 'PipelineError.STAGE_ID_IN_USE');
});

test('audits tell what happened', async (context) => {
  const pipeline = await newPipeline(context);
  await pipelinesApi.update('deals', pipeline.id, { displayOrder: 7 });
  const told = (await pipelineAuditsApi.getAudit('deals', pipeline.id)).results;
  assert.deepEqual(told.map(({ action }) => action), ['UPDATE', 'CREATE']);
  assert.equal(told[0].identifier, `${accountId}:${pipeline.id}`);
  const [stageId] = pipeline.stages.map(({ id }) => id);
  const ofStage = await pipelineStageAuditsApi.getAudit('deals', stageId);
  assert.deepEqual(ofStage.results.map(({ action }) => action), ['CREATE']);
});
