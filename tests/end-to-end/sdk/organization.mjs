import assert from "node:assert/strict";
import { refusal } from "./workspace.mjs";

export const steps = {
  async "read the organization and what it uses"({ workspace }) {
    const sdk = workspace.sdk();
    const { organization } = await sdk.getOrganizationById(workspace.organization);
    assert.equal(organization.id, workspace.organization);
    const before = await sdk.getOrganizationUsage(workspace.organization);
    await sdk.createDataset({ dataset_name: "One more" });
    const after = await sdk.getOrganizationUsage(workspace.organization);
    assert.equal(after.dataset_count, before.dataset_count + 1);
    assert.match(sdk.formatDateForApi(new Date(0)), /^1970-01-01 /);
  },

  async "rename the organization"({ workspace }) {
    const sdk = workspace.sdk();
    const where = { organizationId: workspace.organization };
    // The SDK has no method of its own for this.
    const renamed = await sdk.trieve.fetch("/api/organization", "put", { ...where, data: { name: "Nursery" } });
    assert.equal(renamed.name, "Nursery");
    assert.equal((await sdk.getOrganizationById(workspace.organization)).organization.name, "Nursery");
  },

  async "give out a key that may only read, use it, and take it back"({ workspace }) {
    const owner = await workspace.dataset("Shared");
    const { api_key } = await owner.createOrganizationApiKey({ name: "Reader", role: 0, dataset_ids: [owner.datasetId] });
    const reader = workspace.sdk(owner.datasetId, api_key);
    assert.deepEqual((await reader.scroll({})).chunks, []);
    assert.match(await refusal(reader.createChunk({ chunk_html: "no" })), /Forbidden/);
    const other = await workspace.dataset("Private");
    await refusal(workspace.sdk(other.datasetId, api_key).scroll({}));

    // The SDK has no method of its own for the list.
    const list = () => owner.trieve.fetch("/api/organization/api_key", "get", { organizationId: workspace.organization });
    const { api_keys } = await list();
    const key = api_keys.find(({ name }) => name === "Reader");
    assert.equal(key.role, 0);
    assert.deepEqual(key.dataset_ids, [owner.datasetId]);
    assert.ok(!JSON.stringify(api_keys).includes(api_key));
    await owner.deleteOrganizationApiKey(key.id);
    assert.match(await refusal(reader.scroll({})), /Unauthorized/);
    assert.ok(!(await list()).api_keys.some(({ id }) => id === key.id));
  },

  async "refuse a wrong key"({ workspace }) {
    assert.match(await refusal(workspace.sdk(undefined, "tr-wrong").getOrganizationById(workspace.organization)), /Unauthorized/);
  },
};
