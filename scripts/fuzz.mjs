// @ts-check
// npm run fuzz: checks mutated Compose files; nothing may throw, hang or point outside the file.
//   npm run fuzz [-- --documents 200000] [--seed 4] [--jobs 2]
import { readOptions } from "./commandLine.mjs";
import { campaign } from "./fuzz/campaign.mjs";

const { values } = readOptions(
  {
    options: {
      documents: { type: "string", default: "200000" },
      seed: { type: "string", default: "4" },
      jobs: { type: "string", default: "2" },
    },
  },
  "npm run fuzz [-- --documents N] [--seed N] [--jobs N]",
);
const began = Date.now();
const { documents, unreadable, findings, originals, failures } = await campaign({
  documents: Number(values.documents),
  seed: Number(values.seed),
  jobs: Number(values.jobs),
  onProgress: (done) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${done} of ${values.documents} documents`);
  },
});
if (process.stderr.isTTY) process.stderr.write("\r\u001B[K");
for (const { number, file, problem, text } of failures.slice(0, 20)) {
  console.log(`document ${number} of seed ${values.seed}, made of ${file}: ${problem}\n${JSON.stringify(text)}\n`);
}
const seconds = Math.round((Date.now() - began) / 1000);
console.log(
  `${documents} documents (${unreadable} no text) made of ${originals} in ${seconds} s: ${findings} findings, ${failures.length} failures.`,
);
process.exitCode = failures.length > 0 ? 1 : 0;
