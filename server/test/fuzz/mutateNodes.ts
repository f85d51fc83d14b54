import {
  Alias,
  type Document,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  visit,
} from "yaml";
import type { Random } from "./random";

/** Values that attributes of networking take, and those that none takes. */
const values: readonly unknown[] = [
  ...["host", "none", "bridge", "default", "", "Host", "service:web", "service:", "container:x", "container:", "${M}"],
  ...[null, true, -1, 0, 1.5, 65_536, [], {}, [[]], [null], { host: null }, ["host"], { a: { aliases: ["b"] } }],
  ...["80", "80:80", "8080-8090:80-90", "9-1:1", "127.0.0.1:80:80/udp", "[::]:80:80", "1-65535:1-65535", "${P:-80}:80"],
  ...[{ target: 80, published: "80", host_ip: "::1", mode: "host" }, { replicas: 2, placement: {} }, "http://web:80/"],
  ...[{ file: "other.yaml", service: "web" }, "web", "PORT=80", { "net.core.somaxconn": 1 }, "x".repeat(2000)],
];
const keys = [
  ...["network_mode", "networks", "ports", "expose", "links", "extra_hosts", "dns", "hostname", "depends_on", "deploy"],
  ...["extends", "profiles", "scale", "sysctls", "environment", "command", "healthcheck", "build", "privileged", "<<"],
  ...["services", "include", "volumes", "container_name", "mac_address", "uts", "user", "", "x-a", "web", "null"],
];

/** Changes one to five nodes of a file's YAML and writes it anew; undefined where there is no YAML to change. */
export function mutateNodes(text: string, random: Random): string | undefined {
  const document = parseDocument(text, { logLevel: "silent", keepSourceTokens: false });
  if (!isCollection(document.contents)) return undefined;
  for (let changes = 1 + random.below(5); changes > 0; changes--) change(document, random);
  try {
    return document.toString({ lineWidth: random.oneOf([0, 40, 80]) });
  } catch {
    // Not every tree can be written, such as one whose alias stands before its anchor.
    return undefined;
  }
}

function change(document: Document, random: Random): void {
  const nodes: Node[] = [];
  visit(document, {
    Node: (_key, node) => {
      nodes.push(node);
    },
  });
  const node = random.oneOf(nodes);
  const other = random.oneOf(nodes);
  if (isMap(node)) {
    const place = random.below(node.items.length + 1);
    switch (random.below(5)) {
      case 0:
        node.items.splice(place, 1);
        break;
      case 1: {
        const pair = node.items[place];
        if (pair !== undefined) node.items.splice(random.below(node.items.length + 1), 0, pair);
        break;
      }
      case 2: {
        const pair = node.items[place];
        if (isPair(pair)) pair.value = random.below(2) === 0 ? made(document, random) : copy(other, node);
        break;
      }
      case 3:
        node.flow = !(node.flow ?? false);
        break;
      default:
        node.items.splice(place, 0, document.createPair(random.oneOf(keys), made(document, random)));
    }
  } else if (isSeq(node)) {
    const place = random.below(node.items.length + 1);
    if (random.below(3) === 0) node.items.splice(place, 1);
    else node.items.splice(place, 0, random.below(2) === 0 ? made(document, random) : copy(other, node));
  } else if (isScalar(node)) {
    const kind = random.below(3);
    if (kind === 0) node.tag = random.oneOf(["!reset", "!override", "!!str", "!!null", "!none", "!!binary"]);
    else if (kind === 1) node.type = random.oneOf(["QUOTE_DOUBLE", "QUOTE_SINGLE", "BLOCK_LITERAL", "PLAIN"]);
    else node.value = random.oneOf([...keys, ...values.filter((value) => typeof value !== "object")]);
  }
}

function made(document: Document, random: Random): unknown {
  if (random.below(6) !== 0) return document.createNode(random.oneOf(values));
  const anchored: Node[] = [];
  visit(document, {
    Node: (_key, node) => {
      if (!(node instanceof Alias) && node.anchor !== undefined) anchored.push(node);
    },
  });
  return anchored.length === 0
    ? new Alias("nowhere")
    : new Alias((random.oneOf(anchored) as { anchor: string }).anchor);
}

/** A part of the document once more, but for what it would stand in itself. */
function copy(node: Node, into: Node): unknown {
  const within: Node[] = [];
  visit(node, {
    Node: (_key, each) => {
      within.push(each);
    },
  });
  return within.includes(into) ? null : node.clone();
}
