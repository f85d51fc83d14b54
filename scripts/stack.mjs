// @ts-check
// npm run stack -- MAPS < STACK: prints a stack of a release with the places in the sources.
// MAPS is the file that `npm run package` writes beside the .vsix, of the same version as the stack.
import { text } from "node:stream/consumers";
import { mapStack, readSourceMaps } from "./release/sourceMaps.mjs";

const [, , file] = process.argv;
if (file === undefined) {
  console.error("Usage: npm run stack -- hostside-VERSION-source-maps.json.gz < stack.txt");
  process.exit(2);
}
const maps = await readSourceMaps(file);
console.log(mapStack(await text(process.stdin), maps));
