import assert from "node:assert/strict";
import { indexed, refusal, until } from "./workspace.mjs";

const nowhere = "00000000-0000-4000-8000-000000000000";

export const steps = {
  async "create, read, rename and delete a dataset"({ workspace }) {
    const sdk = workspace.sdk();
    const made = await sdk.createDataset({ dataset_name: "Garden", tracking_id: "garden", server_configuration: { N_RETRIEVALS_TO_INCLUDE: 3 } });
    assert.equal(made.name, "Garden");
    assert.equal(made.tracking_id, "garden");
    assert.equal(made.organization_id, workspace.organization);
    assert.equal(made.server_configuration.N_RETRIEVALS_TO_INCLUDE, 3);
    assert.deepEqual(await sdk.getDatasetById(made.id), made);
    assert.deepEqual(await sdk.getDatasetByTrackingId("garden"), made);

    const renamed = await sdk.updateDataset({ dataset_id: made.id, dataset_name: "Park" });
    assert.equal(renamed.name, "Park");
    assert.equal(renamed.tracking_id, "garden");
    assert.equal(renamed.server_configuration.N_RETRIEVALS_TO_INCLUDE, 3);
    const moved = await sdk.updateDataset({ tracking_id: "garden", new_tracking_id: "park" });
    assert.equal((await sdk.getDatasetByTrackingId("park")).id, moved.id);

    await sdk.deleteDataset(made.id);
    assert.match(await refusal(sdk.getDatasetById(made.id)), /Not Found/);
  },

  async "delete a dataset by its tracking id"({ workspace }) {
    const { id } = await workspace.sdk().createDataset({ dataset_name: "Brief", tracking_id: "brief" });
    const sdk = workspace.sdk(id);
    // The SDK has no method of its own for this.
    const where = { trackingId: "brief", datasetId: id, organizationId: workspace.organization };
    await sdk.trieve.fetch("/api/dataset/tracking_id/{tracking_id}", "delete", where);
    assert.match(await refusal(sdk.getDatasetById(id)), /Not Found/);
  },

  async "list the datasets of the organization"({ workspace }) {
    const sdk = workspace.sdk();
    const { id } = await sdk.createDataset({ dataset_name: "Listed" });
    const all = await sdk.getDatasetsFromOrganization(workspace.organization, 100, 0);
    const found = all.find(({ dataset }) => dataset.id === id);
    assert.equal(found.dataset.name, "Listed");
    assert.equal(found.dataset_usage.chunk_count, 0);
  },

  async "create many datasets at once"({ workspace }) {
    const sdk = workspace.sdk();
    const order = { datasets: [{ dataset_name: "North", tracking_id: "north" }, { dataset_name: "South", tracking_id: "south" }] };
    const made = await sdk.batchCreateDatasets(order);
    assert.deepEqual(made.map(({ name }) => name), ["North", "South"]);
    assert.equal((await sdk.getDatasetByTrackingId("south")).id, made[1].id);

    order.datasets[0].dataset_name = "Far north";
    const again = await sdk.batchCreateDatasets({ ...order, upsert: true });
    assert.deepEqual(again.map(({ id }) => id).sort(), made.map(({ id }) => id).sort());
    assert.equal((await sdk.getDatasetByTrackingId("north")).name, "Far north");
  },

  async "count and clear what is in a dataset, and list its tags"({ workspace }) {
    const sdk = await workspace.dataset("Full");
    await sdk.createChunk([
      { chunk_html: "<p>Roses</p>", tracking_id: "1", tag_set: ["red", "plant"] },
      { chunk_html: "<p>Tulips</p>", tracking_id: "2", tag_set: ["red"] },
    ]);
    await sdk.createChunkGroup({ name: "All" });
    await indexed(sdk);
    assert.deepEqual(await sdk.getDatasetQueueLengths(sdk.datasetId), { chunk_queue_length: 0, file_queue_length: 0 });
    assert.equal((await sdk.getDatasetUsageById(sdk.datasetId)).chunk_count, 2);
    const { tags, total } = await sdk.getAllDatasetTags({ page: 1, page_size: 10 }, sdk.datasetId);
    assert.deepEqual(tags, [{ tag: "red", count: 2 }, { tag: "plant", count: 1 }]);
    assert.equal(total, 2);

    await sdk.clearDataset(sdk.datasetId);
    await until(() => sdk.getDatasetUsageById(sdk.datasetId), (usage) => usage.chunk_count === 0, "the dataset is not empty");
    assert.deepEqual((await sdk.getGroupsForDataset({ page: 1 })).groups, []);
    assert.equal((await sdk.getDatasetById(sdk.datasetId)).name, "Full");
  },

  async "clone a dataset with its chunks"({ workspace }) {
    const sdk = await workspace.dataset("Original", { SYSTEM_PROMPT: "Be brief." });
    await sdk.createChunk([1, 2, 3].map((number) => ({ chunk_html: `<p>Page ${number}</p>`, tracking_id: `page-${number}` })));
    await indexed(sdk);
    // The SDK has no method of its own for this.
    const order = { dataset_to_clone: sdk.datasetId, dataset_name: "Copy", tracking_id: "copy", clone_chunks: true };
    const made = await sdk.trieve.fetch("/api/dataset/clone", "post", { data: order, organizationId: workspace.organization });
    assert.equal(made.name, "Copy");
    assert.equal(made.server_configuration.SYSTEM_PROMPT, "Be brief.");
    const copy = workspace.sdk(made.id);
    await until(() => copy.getDatasetUsageById(made.id), (usage) => usage.chunk_count === 3, "the copy is not complete");
    await indexed(copy);
    const [original, copied] = [await sdk.getChunkByTrackingId({ trackingId: "page-2" }), await copy.getChunkByTrackingId({ trackingId: "page-2" })];
    assert.equal(copied.chunk_html, original.chunk_html);
    assert.notEqual(copied.id, original.id);
  },

  async "read the events of a dataset"({ workspace }) {
    const sdk = await workspace.dataset("Eventful");
    const { chunk_metadata } = await sdk.createChunk({ chunk_html: "<p>Roses</p>" });
    await indexed(sdk);
    const wanted = { page: 1, page_size: 10, event_types: ["chunks_uploaded"] };
    const answer = await until(() => sdk.getDatasetEvents(wanted, sdk.datasetId), ({ events }) => events.length === 1, "no event came");
    assert.equal(answer.page_count, 1);
    assert.equal(answer.events[0].event_type, "chunks_uploaded");
    assert.equal(answer.events[0].dataset_id, sdk.datasetId);
    assert.deepEqual(JSON.parse(answer.events[0].event_data).chunk_ids, [chunk_metadata.id]);
    assert.deepEqual((await sdk.getEventsForDataset(wanted)).events, answer.events);
    const other = await sdk.trieve.fetch("/api/events", "post", { data: { event_types: [] }, datasetId: sdk.datasetId });
    assert.ok(other.events.some(({ id }) => id === answer.events[0].id));
  },

  async "be told what is not there"({ workspace }) {
    const sdk = workspace.sdk(nowhere);
    assert.match(await refusal(sdk.getDatasetById(nowhere)), /"message"/);
    assert.match(await refusal(sdk.createChunk({ chunk_html: "x" })), /"message"/);
    assert.match(await refusal(sdk.createDataset({ dataset_name: 7 })), /dataset_name/);
  },
};
