// Drives the real server with Trieve's own TypeScript SDK: node sdk.mjs PROGRAM [WORDS OF A STEP]
// Fails when a result is not what it should be, and when the SDK has a method that is neither called here nor listed as left out.
import { existsSync } from "node:fs";

const folder = new URL(".", import.meta.url).pathname;
if (!existsSync(new URL("node_modules/trieve-ts-sdk", import.meta.url))) {
  console.error(`Trieve's SDK is not installed in ${folder}node_modules: run "npm ci" in ${folder} (tests/run does) where the npm registry can be reached.`);
  process.exit(1);
}
const { FakeLlm } = await import("./fakellm.mjs");
const { Workspace, methods } = await import("./workspace.mjs");
const { untried } = await import("./untried.mjs");

const [program, ...words] = process.argv.slice(2);
const wanted = words.join(" ");
const workspace = new Workspace();
const llm = new FakeLlm();
let failed = 0;
let ran = 0;

function fail(what, why) {
  ++failed;
  console.log(`FAILED  ${what}\n        ${why}`);
}

await llm.start();
await workspace.start(program);
for (const subject of ["organization", "datasets", "chunks", "groups", "messages"]) {
  const { steps } = await import(`./${subject}.mjs`);
  for (const [name, step] of Object.entries(steps).filter(([name]) => name.includes(wanted))) {
    ++ran;
    try {
      await step({ workspace, llm });
      console.log(`passed  ${subject}: ${name}`);
    } catch (error) {
      fail(`${subject}: ${name}`, error.stack.split("\n").slice(0, 12).join("\n        "));
    }
  }
}
if (!wanted) {
  for (const name of methods()) {
    if (workspace.called.has(name) === untried.has(name))
      fail(name, untried.has(name) ? "is called, but listed as left out in untried.mjs" : "is a method of the SDK that is neither called nor listed in untried.mjs");
  }
  for (const name of untried.keys()) if (!methods().includes(name)) fail(name, "is listed in untried.mjs, but the SDK has no such method");
}
const code = await workspace.stop();
if (code !== 0) fail("the server", `ended with exit code ${code}`);
llm.stop();
console.log(`${ran} steps, ${workspace.called.size} of ${methods().length} methods called, ${untried.size} left out, ${failed} failed`);
process.exit(failed || !ran ? 1 : 0);
