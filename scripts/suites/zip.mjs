// @ts-check
// The names in a zip file, from its central directory (APPNOTE 4.3.12): nothing has to be installed for that.
import { readFile } from "node:fs/promises";

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/**
 * @param {string} file
 * @returns {Promise<string[]>}
 */
export async function namesInZip(file) {
  const bytes = await readFile(file);
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== endOfDirectory) end -= 1;
  if (end < 0) throw new Error(`${file} is not a zip file.`);
  const names = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0 && bytes.readUInt32LE(at) === directoryEntry; left -= 1) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    names.push(bytes.toString("utf8", at + 46, at + 46 + (name ?? 0)));
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return names;
}
