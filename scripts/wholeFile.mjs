// @ts-check
// Writes a file that others may be reading at the same moment.
import { randomUUID } from "node:crypto";
import { rename, writeFile } from "node:fs/promises";

/**
 * Writes the text beside the file and then takes its place, so that nobody reads half of it.
 * @param {string} file its folder exists
 * @param {string} text
 */
export async function writeWhole(file, text) {
  const beside = `${file}.${randomUUID()}`;
  await writeFile(beside, text);
  await rename(beside, file);
}
