// Compiles TypeScript programs that use Trieve's SDK, and runs them one after the other: node samples.mjs FOLDER
// Says on the error output what is wrong with which file, a line each; a file whose types do not fit is run all the same.
import { existsSync, symlinkSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";

const installed = new URL("node_modules/", import.meta.url).pathname;
if (!existsSync(join(installed, "typescript"))) {
  console.error(`Trieve's SDK and TypeScript are not installed in ${installed}: run "npm ci" in the folder above (tests/run does) where the npm registry can be reached.`);
  process.exit(1);
}
const { default: ts } = await import("typescript");

const folder = resolve(process.argv[2]);
const names = (await readdir(folder)).filter((name) => name.endsWith(".ts")).sort();
let faults = 0;

function fail(name, why) {
  ++faults;
  console.error(`${name}: ${why.split("\n").join(" ")}`);
}

symlinkSync(installed, join(folder, "node_modules"));
writeFileSync(join(folder, "package.json"), '{"type": "module"}');
writeFileSync(join(folder, "process.d.ts"), "declare const process: { env: Record<string, string | undefined> };");

const program = ts.createProgram([...names, "process.d.ts"].map((name) => join(folder, name)), {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
  types: [],
  skipLibCheck: true,
});
for (const { file, messageText } of ts.getPreEmitDiagnostics(program))
  fail(file ? basename(file.fileName) : "compiler", ts.flattenDiagnosticMessageText(messageText, "\n"));
program.emit();

for (const name of names) {
  try {
    await import(join(folder, name.replace(/\.ts$/, ".js")));
  } catch (error) {
    fail(name, error.stack);
  }
}
console.log(`${names.length} programs, ${faults} faults`);
process.exit(faults || !names.length ? 1 : 0);
