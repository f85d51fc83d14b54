import { say } from "../../../../shared/text";
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
  const label = [...added].map(([file, words]) => `${listed(words)} (${fileName(file)})`).join("; ");
  return [
    {
      kind: "overrides",
      behind: withColon(pair.key),
      label: `+ ${label}`,
      more: serviceHover(service, context),
    },
  ];
}

/** The files that come after one of those that Compose is started with. */
function filesAbove(file: FileId, requested: readonly FileId[]): ReadonlySet<FileId> {
  const at = requested.indexOf(file);
  return new Set(at < 0 ? [] : requested.slice(at + 1));
}

function addedBy(service: Service, above: ReadonlySet<FileId>): ReadonlyMap<FileId, readonly string[]> {
  const added = new Map<FileId, string[]>();
  const add = (at: Origin | undefined, words: string): void => {
    if (at === undefined || !above.has(at.file)) return;
    const known = added.get(at.file);
    if (known === undefined) added.set(at.file, [words]);
    else if (!known.includes(words)) known.push(words);
  };
  const mode = service.networkMode?.at;
  if (mode?.node.kind === "scalar") add(mode, short(`network_mode: ${mode.node.text}`));
  for (const [attribute, all] of [
    ["port", service.ports?.value],
    ["network", service.networks?.value],
    ["link", service.links],
    ["extra host", service.extraHosts],
  ] as const) {
    for (const file of above) {
      const here = (all ?? []).filter(({ at }) => at.file === file);
      if (here[0] !== undefined) add(here[0].at, `${here.length} ${attribute}${here.length === 1 ? "" : "s"}`);
    }
  }
  if (service.containerName !== undefined) add(service.containerName.at, "container_name");
  if (service.hostname !== undefined) add(service.hostname.at, "hostname");
  return added;
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
