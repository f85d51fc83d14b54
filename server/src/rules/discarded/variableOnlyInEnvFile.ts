import { say, type Text } from "../../../../shared/text";
import type { Assignment } from "../../compose/model/attributes";
import { collectFromServices } from "../../compose/model/collectFromServices";
import type { Project } from "../../compose/model/project";
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
  title: say`A variable of ports or addresses is set for the container only`,
  perProject: function* (project): Generator<Finding> {
    for (const { key, at, text } of unknownSubnets(project)) {
      const names = namesIn(text);
      const found = setForContainers(project).find(({ name, file }) => file !== undefined && names.includes(name));
      if (found === undefined) continue;
      yield {
        at,
        message: sentence(found.name, say`Docker refuses to create the network ${key}`, found),
        related: [{ at: found.set, message: say`${found.name} is set in this file` }],
      };
    }
  },
  perService: function* (service): Generator<Finding> {
    const unknown = unknownPlaces(service);
    if (unknown.length === 0) return;
    const sources = new Map(service.environment.flatMap((each) => sourceOf(each)));
    const found = unknown.flatMap(({ node, what, text }) => {
      const name = namesIn(text ?? textOf(node)).find((each) => sources.has(each));
      const source = name === undefined ? undefined : sources.get(name);
      return name === undefined || source === undefined ? [] : [{ node, what, name, ...source }];
    });
    const [first, ...others] = found;
    if (first === undefined) return;
    const { node, what, file, set } = first;
    yield {
      at: node,
      message: sentence(listed([...new Set(found.map(({ name }) => name))]), what, first),
      related: [
        ...others.map((other) => ({ at: other.node, message: say`${other.name} is empty here too` })),
        {
          at: set,
          message: file === undefined ? say`${first.name} is set here` : say`${first.name} is set in this file`,
        },
      ],
    };
  },
});

function sentence(names: string | Text, what: string | Text, { file }: Source): Text {
  const [attribute, otherwise] =
    file === undefined ? ["environment", ""] : ["env_file", say`, or start with \`--env-file ${file}\``];
  return say`Compose does not set ${names} here: \`${attribute}\` is for the container, while the variables of this file come from \`.env\` and the environment. An unset one is empty: ${what}. Set it in \`.env\`${otherwise}.`;
}

interface Source {
  readonly set: Node;
  /** The file that sets it; undefined where `environment` does. */
  readonly file: string | undefined;
}

/** What the services of a project have in their containers. */
const setForContainers = collectFromServices(({ environment }) =>
  environment.flatMap((each) => sourceOf(each).map(([name, source]) => ({ name, ...source }))),
);

/** The subnets of a project's own networks that depend on variables without a value. */
function unknownSubnets({ networks }: Project): { readonly key: string; readonly at: Node; readonly text: string }[] {
  return [...networks.values()].flatMap(({ key, external, ipam: { pools } }) =>
    pools.flatMap(({ subnetUnknown, at: { node } }) => {
      if (external || !subnetUnknown || node.kind !== "mapping") return [];
      const written = node.pairs.find((pair) => pair.key.text === "subnet")?.value;
      return written?.kind === "scalar" ? [{ key, at: written, text: written.text }] : [];
    }),
  );
}

/** What sets a variable in the container, with a value that is known. */
function sourceOf({ key, value, at }: Assignment): [string, Source][] {
  if (at.fromFile === undefined) {
    return value === undefined || at.variables !== undefined ? [] : [[key, { set: at.node, file: undefined }]];
  }
  const { entry } = at.fromFile;
  // Portainer gives this one to Compose as well.
  if (entry.kind !== "scalar" || /(?:^|\/)stack\.env$/.test(entry.text)) return [];
  return [[key, { set: at.node, file: entry.text }]];
}

function textOf(node: Node): string {
  return node.kind === "scalar" ? node.text : "";
}

function namesIn(text: string): string[] {
  return [...text.matchAll(reference)].map(([, braced, plain]) => braced ?? plain ?? "");
}

interface UnknownPlace {
  readonly node: Node;
  /** What becomes of it where the variable is empty. */
  readonly what: string | Text;
  /** The part that depends on it; undefined for the whole. */
  readonly text?: string;
}

/** Where a value of ports or addresses depends on a variable that is not set. */
function unknownPlaces(service: Service): UnknownPlace[] {
  const ports = (service.ports?.value ?? []).flatMap(({ value, at }) => {
    const unknown = value.published === undefined || value.target === undefined;
    return unknown
      ? scalarsIn(at.node).map((node) => ({ node, what: say`Docker picks a free port, or refuses the item` }))
      : [];
  });
  const addresses = (service.networks?.value ?? []).flatMap(({ value, at: { node } }) =>
    node.kind !== "mapping"
      ? []
      : node.pairs.flatMap(({ key, value: written }) => {
          const known = key.text === "ipv4_address" ? value.ipv4Address : value.ipv6Address;
          const isAddress = key.text === "ipv4_address" || key.text === "ipv6_address";
          return isAddress && known === undefined ? [{ node: written, what: say`the service gets any address` }] : [];
        }),
  );
  const hosts = service.extraHosts.flatMap(({ value, at: { node } }) =>
    value === undefined ? [{ node, what: say`the name has no address` }] : [],
  );
  return [...ports, ...addresses, ...hosts, ...urls(service)];
}

/** A URL whose host or port depends on it, or a variable for a host that is nothing else. */
function urls({ environment }: Service): UnknownPlace[] {
  return environment.flatMap(({ key, value, at: { node, fromFile } }) => {
    if (value !== undefined || fromFile !== undefined || node.kind !== "scalar") return [];
    const written = node.text.startsWith(`${key}=`) ? node.text.slice(key.length + 1) : node.text;
    const authority = /:\/\/(?:[^/\s]*@)?([^/\s]*)/.exec(written)?.[1] ?? "";
    return authority.includes("$") ? [{ node, what: say`the address has no host or no port`, text: authority }] : [];
  });
}

function scalarsIn(node: Node): Node[] {
  if (node.kind === "scalar") return [node];
  return node.kind === "mapping" ? node.pairs.map(({ value }) => value) : [];
}
