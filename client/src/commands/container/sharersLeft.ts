import * as vscode from "vscode";
import { isUp } from "../../docker/inventory/container";
import { sharersOf } from "../../docker/inventory/inventory";
import type { Shown } from "../target/shown";
import { namesOf } from "./changeContainer";

/**
 * Who else a change hits: those that share the namespace of one of these are left with a dead one when it ends
 * (docs/docker-behaviour.md#dead-namespace), unless they are changed too. The host's namespace ends with no container.
 */
function sharersLeft(shown: readonly Shown[]): { readonly owners: readonly Shown[]; readonly left: readonly Shown[] } {
  const changed = new Set(shown.map(keyOf));
  const leftBy = ({ container, session }: Shown): Shown[] =>
    container.mode.kind === "host" || container.mode.kind === "none"
      ? []
      : sharersOf(session.live.inventory, container)
          .map((sharer) => ({ container: sharer, session }))
          .filter((sharer) => isUp(sharer.container) && !changed.has(keyOf(sharer)));
  const owners = shown.filter((each) => leftBy(each).length > 0);
  return { owners, left: owners.flatMap(leftBy) };
}

/** What has to be agreed to before containers stop whose network others share; undefined where nobody does. */
export function sharersQuestion(
  shown: readonly Shown[],
  agree: string,
): { readonly sentence: string; readonly agree: string } | undefined {
  const { owners, left } = sharersLeft(shown);
  if (owners.length === 0) return undefined;
  return {
    sentence: vscode.l10n.t(
      "{0} shares its network with {1}. They lose their network now and have to be restarted afterwards.",
      namesOf(owners),
      namesOf(left),
    ),
    agree,
  };
}

/** What is said beside a question whether to remove containers whose network others share; empty where nobody does. */
export function removedSharersText(shown: readonly Shown[]): string {
  const { owners, left } = sharersLeft(shown);
  if (owners.length === 0) return "";
  return vscode.l10n.t(
    "{0} shares its network with {1}. They lose their network now and have to be created again afterwards.",
    namesOf(owners),
    namesOf(left),
  );
}

function keyOf({ container, session }: Shown): string {
  return `${session.key} ${container.id}`;
}
