import { inEnglish, type Speak } from "../../../../shared/text";
import { networkOf } from "../../network/networkOf";
import type { Project } from "../../compose/model/project";
import { attachments } from "./attachments";
import { dependencySettings, dependsOn } from "./dependencies";
import type { ComposeDocument } from "../../compose/syntax/document";
import type { FileId } from "../../compose/syntax/node";
import { extended, filesExtendedAt } from "./extended";
import { hosts } from "./hosts";
import { extraHosts } from "./extraHosts";
import { links } from "./links";
import { modes } from "./modes";
import { networkNames } from "./networkNames";
import { type Completion, type Offer, serviceNameAt, type Wanted } from "./offer";
import { ports } from "./ports";
import type { Spot } from "./spot";
import { suppressions } from "./suppressions";
import { tags } from "./tags";
import { volumesFrom } from "./volumesFrom";
import { type CompletionEntry, written } from "./write";

/** Every kind of completion. */
const kinds: readonly Completion[] = [
  modes,
  dependsOn,
  dependencySettings,
  links,
  volumesFrom,
  extended,
  attachments,
  networkNames,
  hosts,
  ports,
  extraHosts,
  tags,
  suppressions,
];

/** Nobody reads more; whoever types on is answered anew. */
const most = 100;

/** What may be written at a spot. `more`: there is more than this, which a longer word would find. */
export interface Completions {
  readonly entries: readonly CompletionEntry[];
  readonly more: boolean;
}

/** Whether anything about networking may be written at a spot, before any project is read. */
export function mayComplete(spot: Spot): boolean {
  return kindsAt(spot).length > 0;
}

/** Behind a sign that begins a tag nothing else comes. */
function kindsAt(spot: Spot): readonly Completion[] {
  return kinds.filter((kind) => (!spot.tag || kind === tags) && kind.isFor(spot));
}

/** The files beside the project's own that are to be read first: one is named while its service is being written. */
export function filesWanted(spot: Spot, document: ComposeDocument, projects: readonly Project[]): readonly FileId[] {
  const project = projectAt(spot, projects);
  return project === undefined ? [] : (filesExtendedAt(spot, document, project) ?? []);
}

function projectAt(spot: Spot, projects: readonly Project[]): Project | undefined {
  const name = serviceNameAt(spot) ?? "";
  return projects.find(({ services }) => services.has(name)) ?? projects[0];
}

/** What about networking may be written at a spot, in the first of these projects that has its service. */
export function completionsAt(
  spot: Spot,
  projects: readonly Project[],
  from: Pick<Wanted, "document" | "peers" | "parsed" | "live">,
  speak: Speak = inEnglish,
): Completions {
  const project = projectAt(spot, projects);
  if (project === undefined) return { entries: [], more: false };
  const service = project.services.get(serviceNameAt(spot) ?? "");
  const wanted: Wanted = { ...from, spot, project, network: networkOf(project), service };
  const offers = offersOf(wanted);
  return {
    entries: offers.slice(0, most).map((offer, place) => written(offer, spot, place, speak)),
    more: offers.length > most,
  };
}

/** All, or of very many those that fit; one more than is shown, and no further. */
function offersOf(wanted: Wanted): readonly Offer[] {
  const all: Offer[] = [];
  const fitting: Offer[] = [];
  for (const kind of kindsAt(wanted.spot)) {
    for (const offer of kind.offers(wanted)) {
      if (all.length <= most) all.push(offer);
      if (fits(offer, wanted.spot)) fitting.push(offer);
      if (fitting.length > most) return fitting;
    }
  }
  return all.length <= most ? all : fitting;
}

/** Whether the letters of what is typed occur in the offer in their order, as editors filter. */
function fits({ label, text = label, over }: Offer, { typed, start }: Spot): boolean {
  const wanted = typed.slice(over === undefined ? 0 : over.start - start).toLowerCase();
  let at = 0;
  const within = text.toLowerCase();
  for (const letter of wanted) {
    at = within.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
