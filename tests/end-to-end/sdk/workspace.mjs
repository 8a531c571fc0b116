// The real server on a fresh folder, and the SDK in front of it, which notes which of its methods were called.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { TrieveSDK } from "trieve-ts-sdk";

export class Workspace {
  called = new Set();

  async start(program) {
    this.folder = await mkdtemp(join(tmpdir(), "retriever-sdk-"));
    this.process = spawn(program, ["--serve", "--port", "0", "--data", this.folder], { stdio: ["ignore", "pipe", "inherit"] });
    const ended = new Promise((_, fail) => this.process.once("exit", (code) => fail(new Error(`the server ended with exit code ${code}`))));
    ended.catch(() => {});
    const first = new Promise((seen) => createInterface(this.process.stdout).once("line", seen));
    const { url, key, organization_id } = JSON.parse(await Promise.race([first, ended]));
    Object.assign(this, { url, key, organization: organization_id });
  }

  // The exit code after SIGTERM.
  async stop() {
    const ended = new Promise((done) => this.process.once("exit", done));
    this.process.kill("SIGTERM");
    const code = await ended;
    await rm(this.folder, { recursive: true, force: true });
    return code;
  }

  sdk(dataset, key = this.key) {
    const sdk = new TrieveSDK({ apiKey: key, baseUrl: this.url, datasetId: dataset, organizationId: this.organization });
    return new Proxy(sdk, {
      get: (target, name) => {
        if (methods().includes(name)) this.called.add(name);
        return target[name];
      },
    });
  }

  // A new dataset and the SDK for it.
  async dataset(name, configuration = {}) {
    const made = await this.sdk().createDataset({ dataset_name: name, server_configuration: configuration });
    return this.sdk(made.id);
  }
}

// The names of all that the SDK can do.
export function methods() {
  return Object.getOwnPropertyNames(TrieveSDK.prototype).filter((name) => name !== "constructor");
}

// Asks again until the answer is as wanted; fails after ten seconds.
export async function until(ask, isWanted, what) {
  const end = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (Date.now() > end) throw new Error(`${what}: still ${JSON.stringify(answer)?.slice(0, 300)}`);
    await new Promise((later) => setTimeout(later, 30));
  }
}

export function indexed(sdk) {
  return until(() => sdk.getDatasetQueueLengths(sdk.datasetId), (lengths) => lengths.chunk_queue_length === 0, "chunks are not indexed");
}

// The words of the error that the server refused with.
export async function refusal(call) {
  try {
    await call;
  } catch (error) {
    return error.message;
  }
  throw new Error("was not refused");
}

// The whole text of a stream reader.
export async function readAll(reader) {
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
}
