// The same as BulkSender, with Trieve's own TypeScript SDK: node bulk.mjs PORT TEXTS CHUNKS ANSWERED
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

// The SDK is installed for the test of the local server.
const { TrieveSDK } = createRequire(new URL("../../end-to-end/sdk/", import.meta.url))("trieve-ts-sdk");

const [port, file, chunks, answered] = process.argv.slice(2);
const texts = JSON.parse(readFileSync(file, "utf8"));
const baseUrl = `http://127.0.0.1:${port}`;
const trieve = new TrieveSDK({ apiKey: "tr-benchmark", baseUrl, datasetId: "11111111-2222-4333-8444-555555555555" });

await (await fetch(`${baseUrl}/api/health`)).text();
for (let sent = 0; sent < Number(chunks); ) {
  const batch = [];
  for (let i = 0; i < 120; ++i, ++sent) {
    batch.push({
      chunk_html: texts[sent % texts.length],
      tracking_id: `bulk-${sent}`,
      upsert_by_tracking_id: true,
      tag_set: ["benchmark", `part-${sent % 7}`],
      group_tracking_ids: [`group-${Math.floor(sent / 1000)}`],
      num_value: sent,
      metadata: { number: sent, source: "documentation" },
    });
  }
  const { chunk_metadata } = await trieve.createChunk(batch);
  if (chunk_metadata.length !== Number(answered)) throw new Error(`${chunk_metadata.length} chunks were answered`);
}
