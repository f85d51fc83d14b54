/** What the generated files are made of. A text that begins with `*` is an alias; the key `&` names an anchor. */
export type Node = string | number | null | readonly Node[] | Tagged | { readonly [key: string]: Node };

/** A value with one of Compose's own tags. */
export class Tagged {
  constructor(
    readonly tag: "reset" | "override",
    readonly of: Node,
  ) {}
}

/** Renders a file in block style; what lies deeper than services' attributes in flow style. */
export function renderFile(root: Readonly<Record<string, Node>>): string {
  return `${block(root, 0)}\n`;
}

const deepestBlock = 3;

function block(node: Readonly<Record<string, Node>>, depth: number): string {
  return Object.entries(node)
    .filter(([key]) => key !== "&")
    .map(([key, value]) => {
      const indented = `${"  ".repeat(depth)}${key}:`;
      if (!isMapping(value) || depth >= deepestBlock || Object.keys(value).length === 0) {
        return `${indented} ${flow(value)}`;
      }
      const anchor = value["&"];
      const rest = Object.keys(value).some((each) => each !== "&") ? `\n${block(value, depth + 1)}` : " {}";
      return `${indented}${typeof anchor === "string" ? ` &${anchor}` : ""}${rest}`;
    })
    .join("\n");
}

function flow(node: Node): string {
  if (node === null) return "null";
  if (typeof node === "number") return String(node);
  if (typeof node === "string") return /^\*\w+$/.test(node) ? node : JSON.stringify(node);
  if (node instanceof Tagged) return `!${node.tag} ${flow(node.of)}`;
  if (!isMapping(node)) return `[${node.map(flow).join(", ")}]`;
  return `{${Object.entries(node)
    .map(([key, value]) => `${key}: ${flow(value)}`)
    .join(", ")}}`;
}

function isMapping(node: Node): node is Readonly<Record<string, Node>> {
  return typeof node === "object" && node !== null && !Array.isArray(node) && !(node instanceof Tagged);
}
