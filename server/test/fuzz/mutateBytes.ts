import type { Random } from "./random";

/** What means something to YAML, to Compose or to terminals, and what no text should hold. */
const morsels = [
  ...String.raw`{ } [ ] , : - ? # & * ! | > ' " % @ \ $`.split(" "),
  ..."\t \r \n \u0000 \u2028 \ufeff".split(" "),
  ...[
    "\r\n",
    "\n  ",
    "\n\n",
    "- ",
    ": ",
    "<<: ",
    "&a ",
    "*a",
    "!reset ",
    "!override null",
    "!!binary ",
    "---\n",
    "...\n",
  ],
  ...["${", "${A:-${B}}", "$$", "${A:?", "'", '"', "|2-\n", "~", "null", "0x1F", "1e9", "99999999999", "-1", "🐳", "é"],
  ...[
    "host",
    "service:",
    "container:",
    "network_mode: host\n",
    "networks: []\n",
    "ports:\n",
    '"80:80"',
    "1-65535",
    "[::1]:",
  ],
].map((text) => new TextEncoder().encode(text));

/** Changes one to eight stretches of a file: bytes put in, taken out, flipped, repeated, or the rest cut off. */
export function mutateBytes(original: Uint8Array, random: Random): Uint8Array {
  let bytes = original;
  for (let changes = 1 + random.below(8); changes > 0; changes--) bytes = changed(bytes, random);
  return bytes;
}

function changed(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length + 1);
  const end = Math.min(bytes.length, at + 1 + random.below(random.below(2) === 0 ? 4 : 200));
  switch (random.below(6)) {
    case 0:
      return joined(bytes.subarray(0, at), bytes.subarray(end));
    case 1:
      return joined(bytes.subarray(0, end), bytes.subarray(at));
    case 2: {
      const from = random.below(bytes.length + 1);
      return joined(bytes.subarray(0, at), bytes.subarray(from, from + random.below(200)), bytes.subarray(at));
    }
    case 3:
      return joined(bytes.subarray(0, at), Uint8Array.of(random.below(256)), bytes.subarray(at + 1));
    case 4:
      // Seldom: most of what is cut off early is dull.
      return random.below(8) === 0 ? bytes.subarray(0, at) : joined(bytes.subarray(0, at), bytes.subarray(at + 1));
    default:
      return joined(bytes.subarray(0, at), random.oneOf(morsels), bytes.subarray(random.below(2) === 0 ? at : end));
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
