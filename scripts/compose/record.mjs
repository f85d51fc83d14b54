// @ts-check
// npm run record:compose: asks the real Docker Compose about the fixtures anew and writes its answers down, so that
// they can be tested where Compose cannot be had.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { checkout } from "../checkout.mjs";
import { findCompose } from "./binary.mjs";
import { comparedKeys } from "./comparedKeys.mjs";
import { fixtureQuestions, recordFile } from "./fixtures.mjs";
import { Oracle } from "./oracle.mjs";

/** @type {readonly string[]} */
const keys = comparedKeys;

const compose = await findCompose();
if ("unavailable" in compose) {
  console.error(compose.unavailable);
  process.exit(1);
}
const oracle = new Oracle(compose);
/** @type {Record<string, unknown>} */
const answers = {};
for (const { name, ...question } of await fixtureQuestions()) {
  const answer = await oracle.ask(question);
  answers[name] = { content: question.content.slice(0, 16), ...("config" in answer ? brief(answer.config) : answer) };
}
const text = JSON.stringify({ compose: compose.version, answers });
await writeFile(recordFile, await format(text, { ...(await resolveConfig(recordFile)), parser: "json" }));
console.log(`${Object.keys(answers).length} answers of Docker Compose ${compose.version} in ${relative(recordFile)}`);

/**
 * Only what is compared.
 * @param {import("./oracle.mjs").ComposeConfig} config
 */
function brief({ services }) {
  const entries = Object.entries(services ?? {}).map(([name, service]) => [
    name,
    Object.fromEntries(Object.entries(service).filter(([key]) => keys.includes(key))),
  ]);
  return { config: { services: /** @type {unknown} */ (Object.fromEntries(entries)) } };
}

/** @param {string} file */
function relative(file) {
  return path.relative(checkout, file);
}
