import assert from "node:assert/strict";
import { indexed, refusal, until } from "./workspace.mjs";

const GARDEN = [
  { chunk_html: "<p>Roses need six hours of sun.</p>", tracking_id: "rose", tag_set: ["plant", "red"], num_value: 3, weight: 0.5,
    link: "https://example.com/rose", metadata: { colour: "red", "a.b": [1, null] }, time_stamp: "2024-05-01 10:00:00.000",
    location: { lat: 52.5, lon: 13.4 }, image_urls: ["https://example.com/rose.png"] },
  { chunk_html: "<p>Tulips need a cold winter.</p>", tracking_id: "tulip", tag_set: ["plant"], num_value: 5 },
  { chunk_html: "<p>The anchor holds the boat.</p>", tracking_id: "anchor", tag_set: ["sea"], num_value: 9 },
];

async function garden(workspace, configuration) {
  const sdk = await workspace.dataset("Chunks", configuration);
  await sdk.createChunk(GARDEN);
  await indexed(sdk);
  return sdk;
}

const trackingIds = (hits) => hits.map(({ chunk }) => chunk.tracking_id);

export const steps = {
  async "create one chunk and read it back as it was sent"({ workspace }) {
    const sdk = await workspace.dataset("One");
    const { chunk_metadata, pos_in_queue } = await sdk.createChunk(GARDEN[0]);
    assert.equal(typeof pos_in_queue, "number");
    await indexed(sdk);
    const chunk = await sdk.getChunkById({ chunkId: chunk_metadata.id });
    for (const field of ["chunk_html", "tracking_id", "tag_set", "num_value", "weight", "link", "metadata", "location", "image_urls"])
      assert.deepEqual(chunk[field], GARDEN[0][field], field);
    assert.equal(chunk.time_stamp, "2024-05-01T10:00:00");
    assert.deepEqual(await sdk.getChunkByTrackingId({ trackingId: "rose" }), chunk);
    const old = await sdk.getChunkById({ chunkId: chunk_metadata.id, xApiVersion: "V1" });
    assert.equal(old.tag_set, "plant,red");
  },

  async "create many chunks and read some of them"({ workspace }) {
    const sdk = await workspace.dataset("Many");
    const { chunk_metadata } = await sdk.createChunk(GARDEN);
    assert.deepEqual(chunk_metadata.map((chunk) => chunk.tracking_id), ["rose", "tulip", "anchor"]);
    await indexed(sdk);
    const ids = chunk_metadata.slice(0, 2).map(({ id }) => id);
    assert.deepEqual((await sdk.getChunksByIds({ ids })).map(({ id }) => id), ids);
    const found = await sdk.getChunksByTrackingIds({ tracking_ids: ["anchor"] });
    assert.deepEqual(found.map((chunk) => chunk.chunk_html), [GARDEN[2].chunk_html]);
    assert.match(await refusal(sdk.getChunksByTrackingIds({ tracking_ids: ["anchor", "nothing"] })), /Not Found/);
    const tooMany = Array.from({ length: 121 }, () => ({ chunk_html: "x" }));
    assert.match(await refusal(sdk.createChunk(tooMany)), /120/);
  },

  async "change a chunk by its id and by its tracking id"({ workspace }) {
    const sdk = await garden(workspace);
    const rose = await sdk.getChunkByTrackingId({ trackingId: "rose" });
    await sdk.updateChunk({ chunk_id: rose.id, chunk_html: "<p>Roses need five hours of sun.</p>" });
    await indexed(sdk);
    const changed = await until(() => sdk.getChunkById({ chunkId: rose.id }), (chunk) => chunk.chunk_html.includes("five"), "not changed");
    assert.deepEqual(changed.metadata, GARDEN[0].metadata);
    await sdk.updateChunk({ tracking_id: "rose", tag_set: ["thorny"], weight: 2 });
    await indexed(sdk);
    const again = await until(() => sdk.getChunkById({ chunkId: rose.id }), (chunk) => chunk.weight === 2, "not changed");
    assert.deepEqual(again.tag_set, ["thorny"]);
    assert.equal(again.chunk_html, changed.chunk_html);
  },

  async "change a chunk by its tracking id as old clients do"({ workspace }) {
    const sdk = await garden(workspace);
    await sdk.updateChunkByTrackingId({ tracking_id: "tulip", chunk_html: "<p>Tulips bloom in April.</p>", link: "https://example.com/tulip" });
    await indexed(sdk);
    const read = () => sdk.getChunkByTrackingId({ trackingId: "tulip" });
    const changed = await until(read, (chunk) => chunk.chunk_html.includes("April"), "not changed");
    assert.equal(changed.link, "https://example.com/tulip");
  },

  async "delete chunks by id, by tracking id and by a filter"({ workspace }) {
    const sdk = await garden(workspace);
    const rose = await sdk.getChunkByTrackingId({ trackingId: "rose" });
    await sdk.deleteChunkById({ chunkId: rose.id });
    assert.match(await refusal(sdk.getChunkById({ chunkId: rose.id })), /Not Found/);
    await sdk.deleteChunkByTrackingId({ trackingId: "tulip" });
    assert.match(await refusal(sdk.getChunkByTrackingId({ trackingId: "tulip" })), /Not Found/);
    await sdk.createChunk([...Array(4).keys()].map((n) => ({ chunk_html: `<p>Number ${n}</p>`, num_value: n, tag_set: ["number"] })));
    await indexed(sdk);
    await sdk.bulkDeleteChunks({ filter: { must: [{ field: "num_value", range: { gte: 1, lt: 3 } }] } });
    const left = async () => (await sdk.scroll({ page_size: 20 })).chunks.map((chunk) => chunk.num_value).sort();
    await until(left, (numbers) => numbers.length === 3, "the filter deleted too little");
    assert.deepEqual(await left(), [0, 3, 9]);
  },

  async "scroll through a dataset"({ workspace }) {
    const sdk = await garden(workspace);
    const { chunks } = await sdk.scroll({ page_size: 2, sort_by: { field: "num_value", order: "desc" } });
    assert.deepEqual(chunks.map((chunk) => chunk.tracking_id), ["anchor", "tulip"]);
    const filtered = await sdk.scroll({ filters: { must: [{ field: "tag_set", match_any: ["plant"] }] } });
    assert.deepEqual(filtered.chunks.map((chunk) => chunk.tracking_id).sort(), ["rose", "tulip"]);
    const seen = new Set();
    let last;
    for (let i = 0; i < 4; ++i) {
      const page = await sdk.scroll({ page_size: 2, ...(last && { offset_chunk_id: last }) });
      page.chunks.forEach((chunk) => seen.add(chunk.tracking_id));
      last = page.chunks.at(-1).id;
    }
    assert.deepEqual([...seen].sort(), ["anchor", "rose", "tulip"]);
  },

  async "search, count and complete by words"({ workspace }) {
    const sdk = await garden(workspace);
    const found = await sdk.search({ query: "need sun", search_type: "fulltext", page: 1, page_size: 10, get_total_pages: true });
    assert.equal(found.chunks[0].chunk.tracking_id, "rose");
    assert.ok(found.chunks[0].score > 0);
    assert.match(found.chunks[0].highlights.join(), /sun/);
    assert.equal(found.total_pages, 1);
    const filters = { must: [{ field: "tag_set", match_all: ["sea"] }], must_not: [{ field: "num_value", range: { lt: 9 } }] };
    assert.deepEqual(trackingIds((await sdk.search({ query: "anchor", search_type: "bm25", filters })).chunks), ["anchor"]);
    const slim = await sdk.search({ query: "anchor", search_type: "fulltext", slim_chunks: true });
    assert.equal("chunk_html" in slim.chunks[0].chunk, false);
    assert.deepEqual(trackingIds((await sdk.autocomplete({ query: "anch", search_type: "fulltext" })).chunks), ["anchor"]);
    assert.deepEqual(await sdk.countChunksAboveThreshold({ query: "winter", search_type: "fulltext" }), { count: 1 });
  },

  async "search by meaning and by meaning and words"({ workspace, llm }) {
    const sdk = await garden(workspace, { EMBEDDING_BASE_URL: llm.url, EMBEDDING_MODEL_NAME: "small", EMBEDDING_SIZE: 4 });
    const search = (query, search_type) => sdk.search({ query, search_type, page_size: 3 });
    const byMeaning = await until(() => search("vessel", "semantic"), ({ chunks }) => chunks.length > 0, "nothing has a vector");
    assert.equal(byMeaning.chunks[0].chunk.tracking_id, "anchor");
    assert.equal(trackingIds((await search("blossom winter", "hybrid")).chunks)[0], "tulip");
  },

  async "recommend chunks that are like others"({ workspace }) {
    const sdk = await workspace.dataset("Alike");
    const texts = { a: "Roses love sun and dry soil", b: "Roses love sun and wet soil", c: "Engines burn diesel oil", d: "Engines burn petrol" };
    await sdk.createChunk(Object.entries(texts).map(([tracking_id, chunk_html]) => ({ tracking_id, chunk_html })));
    await indexed(sdk);
    const ask = { recommend_type: "fulltext", limit: 3 };
    const answer = await sdk.getRecommendedChunks({ ...ask, positive_tracking_ids: ["a"] });
    assert.equal(answer.chunks[0].chunk.tracking_id, "b");
    assert.ok(!trackingIds(answer.chunks).includes("a"));
    const { id } = await sdk.getChunkByTrackingId({ trackingId: "c" });
    const other = await sdk.getRecommendedChunks({ ...ask, positive_chunk_ids: [id], negative_tracking_ids: ["a"] });
    assert.equal(other.chunks[0].chunk.tracking_id, "d");
  },

  async "split HTML at its headings"({ workspace }) {
    const { chunks } = await workspace.sdk().splitChunkHtml({ chunk_html: "<h1>Sea</h1><p>Salt.</p><h2>Ships</h2><p>Wood.</p>" });
    assert.equal(chunks.length, 2);
    assert.match(chunks[0].body, /Salt/);
    assert.deepEqual(chunks[0].headings, ["Sea"]);
    assert.match(chunks[1].body, /Wood/);
    assert.ok(chunks[1].headings.includes("Ships"));
  },

  async "suggest queries"({ workspace, llm }) {
    const sdk = await garden(workspace, { LLM_BASE_URL: llm.url, LLM_API_KEY: "sk-test" });
    llm.answerTo = () => "How much sun do roses need?\nWhat holds a boat?\nWhen do tulips bloom?";
    const { queries } = await sdk.suggestedQueries({ suggestion_type: "question", search_type: "fulltext", query: "roses", suggestions_to_create: 3 });
    assert.deepEqual(queries, ["How much sun do roses need?", "What holds a boat?", "When do tulips bloom?"]);
  },
};
