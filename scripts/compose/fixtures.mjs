// @ts-check
// The project's own small Compose projects, one folder a construct, and what is asked of each.
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { checkout } from "../checkout.mjs";
import { hashFolder } from "./oracle.mjs";

/** @typedef {import("./oracle.mjs").Question & { name: string }} FixtureQuestion */

const folder = path.join(checkout, "test", "agreement", "fixtures");

/** Where the recorded answers lie. */
export const recordFile = path.join(checkout, "test", "agreement", "recorded.json");

/** @type {(text: string) => { files?: string[], profiles?: string[] }[]} */
const parseQuestions = JSON.parse;

/**
 * What is asked of the fixtures: what Compose makes of each folder as it finds it, or what the folder's
 * `questions.json` names.
 * @returns {Promise<FixtureQuestion[]>}
 */
export async function fixtureQuestions() {
  const all = [];
  for (const entry of (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!entry.isDirectory()) continue;
    const fixture = path.join(folder, entry.name);
    const list = path.join(fixture, "questions.json");
    const questions = existsSync(list) ? parseQuestions(await readFile(list, "utf8")) : [{}];
    const content = await hashFolder(fixture);
    for (const { files, profiles = [] } of questions) {
      const options = [...(files ?? []).map((file) => `-f ${file}`), ...profiles.map((name) => `--profile ${name}`)];
      all.push({ name: [entry.name, ...options].join(" "), folder: fixture, files, profiles, content });
    }
  }
  return all;
}
