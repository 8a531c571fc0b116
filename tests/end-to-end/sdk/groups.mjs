import assert from "node:assert/strict";
import { indexed, refusal, until } from "./workspace.mjs";

async function library(workspace) {
  const sdk = await workspace.dataset("Library");
  const groups = await sdk.createChunkGroup([
    { name: "Garden", description: "Plants", tracking_id: "garden", metadata: { shelf: 1 }, tag_set: ["green"] },
    { name: "Harbour", tracking_id: "harbour" },
  ]);
  await sdk.createChunk([
    { chunk_html: "<p>Roses need sun and water.</p>", tracking_id: "rose", group_tracking_ids: ["garden"] },
    { chunk_html: "<p>Tulips need winter and water.</p>", tracking_id: "tulip", group_tracking_ids: ["garden"] },
    { chunk_html: "<p>The anchor lies under water.</p>", tracking_id: "anchor", group_tracking_ids: ["harbour"] },
    { chunk_html: "<p>Nobody's water.</p>", tracking_id: "loose" },
  ]);
  await indexed(sdk);
  return { sdk, garden: groups[0], harbour: groups[1] };
}

const names = (chunks) => chunks.map((chunk) => chunk.tracking_id).sort();

export const steps = {
  async "create one group or many, read, change and list them"({ workspace }) {
    const sdk = await workspace.dataset("Groups");
    const one = await sdk.createChunkGroup({ name: "One", tracking_id: "one" });
    assert.equal(one.name, "One");
    assert.equal(one.dataset_id, sdk.datasetId);
    const two = await sdk.createChunkGroup([{ name: "Two" }, { name: "Three", description: "third", tag_set: ["odd"] }]);
    assert.deepEqual(two.map(({ name }) => name), ["Two", "Three"]);
    assert.equal((await sdk.getGroup({ groupId: two[1].id })).description, "third");
    assert.equal((await sdk.getGroupByTrackingId({ trackingId: "one" })).id, one.id);

    const again = await sdk.createChunkGroup({ name: "First", tracking_id: "one", upsert_by_tracking_id: true });
    assert.equal(again.id, one.id);
    assert.equal(again.name, "First");
    await sdk.updateGroup({ group_id: two[0].id, name: "Second", description: "second", metadata: { n: 2 } });
    const read = await until(() => sdk.getGroup({ groupId: two[0].id }), ({ name }) => name === "Second", "not changed");
    assert.deepEqual(read.metadata, { n: 2 });
    const { groups, total_pages } = await sdk.getGroupsForDataset({ page: 1 });
    assert.deepEqual(groups.map(({ name }) => name).sort(), ["First", "Second", "Three"]);
    assert.equal(total_pages, 1);
  },

  async "put chunks into groups and take them out"({ workspace }) {
    const { sdk, garden, harbour } = await library(workspace);
    assert.deepEqual(names((await sdk.getChunksInGroup({ groupId: garden.id, page: 1 })).chunks), ["rose", "tulip"]);
    const { id } = await sdk.getChunkByTrackingId({ trackingId: "loose" });
    await sdk.addChunkToGroup({ group_id: harbour.id, chunk_id: id });
    await sdk.addChunkToGroupByTrackingId({ tracking_id: "garden", chunk_tracking_id: "loose" });
    const members = await sdk.getChunksGroupByTrackingId({ groupTrackingId: "harbour", page: 1 });
    assert.deepEqual(names(members.chunks), ["anchor", "loose"]);
    assert.equal(members.group.id, harbour.id);
    const [of] = await sdk.getGroupsForChunks({ chunk_ids: [id] });
    assert.equal(of.chunk_uuid, id);
    assert.deepEqual(of.slim_groups.map((group) => group.tracking_id).sort(), ["garden", "harbour"]);

    await sdk.removeChunkFromGroup({ group_id: harbour.id, chunk_id: id });
    assert.deepEqual(names((await sdk.getChunksInGroup({ groupId: harbour.id, page: 1 })).chunks), ["anchor"]);
    const count = await sdk.trieve.fetch("/api/chunk_group/count", "post", { data: { group_id: garden.id }, datasetId: sdk.datasetId });
    assert.deepEqual(count, { count: 3, group_id: garden.id });
  },

  async "search within a group and for groups"({ workspace }) {
    const { sdk, garden, harbour } = await library(workspace);
    const inside = await sdk.searchInGroup({ query: "water", search_type: "fulltext", group_tracking_id: "garden" });
    assert.deepEqual(names(inside.chunks.map(({ chunk }) => chunk)), ["rose", "tulip"]);
    assert.equal((await sdk.searchInGroup({ query: "anchor", search_type: "fulltext", group_id: garden.id })).chunks.length, 0);

    const over = await sdk.searchOverGroups({ query: "water", search_type: "fulltext", group_size: 1, page_size: 5 });
    assert.deepEqual(over.results.map(({ group }) => group.id).sort(), [garden.id, harbour.id].sort());
    for (const { chunks } of over.results) assert.equal(chunks.length, 1);
    const one = await sdk.searchOverGroups({ query: "tulips", search_type: "fulltext", group_size: 3 });
    assert.deepEqual(one.results.map(({ group }) => group.name), ["Garden"]);
    assert.equal(one.results[0].chunks[0].chunk.tracking_id, "tulip");
    // The SDK has no method of its own for this.
    const start = { data: { query: "anch", search_type: "fulltext" }, datasetId: sdk.datasetId, xApiVersion: "V2" };
    const begun = await sdk.trieve.fetch("/api/chunk_group/group_oriented_autocomplete", "post", start);
    assert.deepEqual(begun.results.map(({ group }) => group.id), [harbour.id]);
  },

  async "recommend groups that are like others"({ workspace }) {
    const { sdk, garden } = await library(workspace);
    await sdk.createChunk({ chunk_html: "<p>Lilies need sun and winter and water.</p>", group_tracking_ids: ["meadow"] });
    await indexed(sdk);
    const answer = await sdk.recommendedGroups({ positive_group_ids: [garden.id], recommend_type: "fulltext", group_size: 1, limit: 2 });
    assert.equal(answer.results[0].group.tracking_id, "meadow");
    assert.ok(!answer.results.some(({ group }) => group.id === garden.id));
  },

  async "delete groups and keep their chunks"({ workspace }) {
    const { sdk, garden } = await library(workspace);
    await sdk.deleteGroup({ groupId: garden.id, deleteChunks: false });
    assert.match(await refusal(sdk.getGroup({ groupId: garden.id })), /Not Found/);
    await sdk.deleteGroupByTrackingId({ tracking_id: "harbour", deleteChunks: false });
    assert.match(await refusal(sdk.getGroupByTrackingId({ trackingId: "harbour" })), /Not Found/);
    assert.equal((await sdk.getChunkByTrackingId({ trackingId: "rose" })).tracking_id, "rose");
  },
};
