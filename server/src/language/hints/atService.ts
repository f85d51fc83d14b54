import { say, type Text } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import type { FileId } from "../../compose/syntax/node";
import type { Origin } from "../../compose/values/value";
import { listed } from "../../linter/listed";
import { namespaceSentence } from "../hover/namespace";
import { serviceHover } from "../hover/service";
import { fileName, type Hint, type HintedService, withColon } from "./hint";

/** What a service without a mode runs in: networks that it does not name are the default one. */
export function modeHint({ pair, project, context }: HintedService): Hint[] {
  const service = project.services.get(pair.key.text);
  if (service === undefined || !saysNothing(service)) return [];
  return [
    {
      kind: "mode",
      behind: withColon(pair.key),
      label: say`default network`,
      more: [namespaceSentence(service, context.network)],
    },
  ];
}

/** What one extends, or completes from another file, may say a mode or networks; what is not run has none. */
function saysNothing(service: Service): boolean {
  const { networkMode, networkModeUnknown, networks, provided, runsSomething, deploy } = service;
  if (networkMode !== undefined || networkModeUnknown || networks !== undefined) return false;
  return runsSomething && !provided && deploy.forSwarm !== "stated";
}

/** What files above this one add to a service: their mode, their ports, their networks. */
export function overrideHints({ document, pair, project, context }: HintedService): Hint[] {
  const service = project.services.get(pair.key.text);
  const above = filesAbove(document.file, project.provenance.requested);
  if (service === undefined || above.size === 0) return [];
  const added = addedBy(service, above);
  if (added.size === 0) return [];
  const label = [...added]
    .map(([file, words]) => say`${listed([...words.values()])} (${fileName(file)})`)
    .reduce((all, each) => say`${all}; ${each}`);
  return [
    {
      kind: "overrides",
      behind: withColon(pair.key),
      label: say`+ ${label}`,
      more: serviceHover(service, context),
    },
  ];
}

/** The files that come after one of those that Compose is started with. */
function filesAbove(file: FileId, requested: readonly FileId[]): ReadonlySet<FileId> {
  const at = requested.indexOf(file);
  return new Set(at < 0 ? [] : requested.slice(at + 1));
}

/** By what it is of, so that each is said once. */
type Added = Map<string, string | Text>;

function addedBy(service: Service, above: ReadonlySet<FileId>): ReadonlyMap<FileId, Added> {
  const added = new Map<FileId, Added>();
  const add = (at: Origin | undefined, attribute: string, words: string | Text = attribute): void => {
    if (at === undefined || !above.has(at.file)) return;
    const known = added.get(at.file) ?? new Map<string, string | Text>();
    added.set(at.file, known.set(attribute, words));
  };
  const mode = service.networkMode?.at;
  if (mode?.node.kind === "scalar") add(mode, "network_mode", short(`network_mode: ${mode.node.text}`));
  for (const file of above) {
    const isHere = ({ at }: { readonly at: Origin }): boolean => at.file === file;
    for (const [attribute, words, all] of [
      ["ports", portsAdded, service.ports?.value],
      ["networks", networksAdded, service.networks?.value],
      ["links", linksAdded, service.links],
      ["extra_hosts", extraHostsAdded, service.extraHosts],
    ] as const) {
      const here = (all ?? []).filter(isHere);
      add(here[0]?.at, attribute, words(here.length));
    }
  }
  add(service.containerName?.at, "container_name");
  add(service.hostname?.at, "hostname");
  return added;
}

const portsAdded = (many: number): Text => (many === 1 ? say`1 port` : say`${many} ports`);
const networksAdded = (many: number): Text => (many === 1 ? say`1 network` : say`${many} networks`);
const linksAdded = (many: number): Text => (many === 1 ? say`1 link` : say`${many} links`);
const extraHostsAdded = (many: number): Text => (many === 1 ? say`1 extra host` : say`${many} extra hosts`);

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
