import type { Service } from "../../compose/model/service";
import type { Node } from "../../compose/syntax/node";
import type { Finding } from "../../linter/finding";
import { listed } from "../../linter/listed";
import { defineRule } from "../../linter/rule";

/** A variable without a default. */
const reference = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

/**
 * `env_file` is for the container: Compose takes the variables of the file itself from `.env` and the environment, and an unset
 * one is empty (docs/docker-behaviour.md#env-file-is-no-dotenv).
 */
export const variableOnlyInEnvFile = defineRule({
  id: "variable-only-in-env-file",
  severity: "warning",
  title: "A variable of ports or addresses is set in an `env_file` only, which is for the container",
  perService: function* (service): Generator<Finding> {
    const fromFiles = new Map(
      service.environment.flatMap(({ key, at }) =>
        at.fromFile === undefined ? [] : [[key, { set: at.node, entry: at.fromFile.entry }] as const],
      ),
    );
    if (fromFiles.size === 0) return;
    const found = unknownPlaces(service).flatMap(({ node, what }) => {
      const name = namesIn(node).find((each) => fromFiles.has(each));
      const from = name === undefined ? undefined : fromFiles.get(name);
      // Portainer gives this one to Compose as well.
      return name === undefined || from?.entry.kind !== "scalar" || /(?:^|\/)stack\.env$/.test(from.entry.text)
        ? []
        : [{ node, what, name, set: from.set, file: from.entry.text }];
    });
    const [first, ...others] = found;
    if (first === undefined) return;
    const { node, what, file, set } = first;
    const names = listed([...new Set(found.map(({ name }) => name))]);
    yield {
      at: node,
      message: `Compose does not set ${names} here: \`env_file\` is for the container, while the variables of this file come from \`.env\` and the environment. An unset one is empty: ${what}. Set it in \`.env\`, or start with \`--env-file ${file}\`.`,
      related: [
        ...others.map((other) => ({ at: other.node, message: `${other.name} is empty here too` })),
        { at: set, message: `${first.name} is set in this file` },
      ],
    };
  },
});

function namesIn(node: Node): string[] {
  if (node.kind !== "scalar") return [];
  return [...node.text.matchAll(reference)].map(([, braced, plain]) => braced ?? plain ?? "");
}

interface UnknownPlace {
  readonly node: Node;
  /** What becomes of it where the variable is empty. */
  readonly what: string;
}

/** Where a value of ports or addresses depends on a variable that is not set. */
function unknownPlaces(service: Service): UnknownPlace[] {
  const ports = (service.ports?.value ?? []).flatMap(({ value, at }) => {
    const unknown = value.published === undefined || value.target === undefined;
    return unknown
      ? scalarsIn(at.node).map((node) => ({ node, what: "Docker picks a free port, or refuses the item" }))
      : [];
  });
  const addresses = (service.networks?.value ?? []).flatMap(({ value, at: { node } }) =>
    node.kind !== "mapping"
      ? []
      : node.pairs.flatMap(({ key, value: written }) => {
          const known = key.text === "ipv4_address" ? value.ipv4Address : value.ipv6Address;
          const isAddress = key.text === "ipv4_address" || key.text === "ipv6_address";
          return isAddress && known === undefined ? [{ node: written, what: "the service gets any address" }] : [];
        }),
  );
  return [...ports, ...addresses];
}

function scalarsIn(node: Node): Node[] {
  if (node.kind === "scalar") return [node];
  return node.kind === "mapping" ? node.pairs.map(({ value }) => value) : [];
}
