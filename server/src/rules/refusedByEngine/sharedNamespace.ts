import { say, type Text } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import type { Origin } from "../../compose/values/value";
import type { NetworkModel } from "../../network/model";
import { networkOf } from "../../network/networkOf";
import type { Finding, RelatedPlace } from "../../linter/finding";
import { leaveHostMode } from "../fixes/leaveHostMode";
import { moveToOwner } from "../fixes/moveToOwner";
import { attributeKey, attributeOrigin, fileNameOf, modePlace, modeRepeated } from "../../linter/place";
import { emptyListInLayer, isBelowMode, resetAdvice } from "../fixes/resetInLayer";
import type { Rule } from "../../linter/rule";
import { takeAway } from "../fixes/takeAway";

/** What the engine refuses in a container that runs in another one's namespace. */
interface Refused {
  readonly id: string;
  readonly attribute: "ports" | "expose" | "hostname" | "dns" | "extra_hosts" | "links";
  readonly title: Text;
  /** The engine's words. */
  readonly says: string;
  /** What to do, where the namespace is another service's and where it is not. */
  readonly advice: (owner: Service | undefined) => string | Text;
  /** Where the attribute, or something of it, is written; undefined where the service has none. */
  readonly written: (service: Service) => Origin | undefined;
  /** Whether the owner of the namespace can have the attribute instead. */
  readonly moves: boolean;
}

/**
 * The rules about `service:` and `container:` are alike: the engine checks what a container asks for that belongs to its
 * namespace (moby daemon/internal/runconfig/hostconfig.go, validateNetMode; engines 20.10 and 28.5,
 * docs/docker-behaviour.md#shared-namespace-settings).
 */
export function refusedInSharedNamespace(refused: Refused): Rule {
  return {
    id: refused.id,
    severity: "error",
    title: refused.title,
    perProject: (project) => {
      const network = networkOf(project);
      return network.sharing.flatMap((service) => findingIn(service, refused, network) ?? []);
    },
  };
}

function findingIn(service: Service, refused: Refused, network: NetworkModel): Finding | undefined {
  const mode = service.networkMode?.value;
  if (mode?.kind !== "service" && mode?.kind !== "container") return undefined;
  const at = refused.written(service);
  if (at === undefined) return undefined;
  const { attribute } = refused;
  const owner = mode.kind === "service" ? network.namespaceOf(service).owner : undefined;
  const other = owner === service ? undefined : owner;
  const whose = mode.kind === "service" ? mode.service : say`the container ${mode.container}`;
  const origin = attributeOrigin(at, attribute);
  const below = isBelowMode(service, at);
  const key = attributeKey(at, attribute);
  return {
    at: below ? modePlace(service) : key,
    service,
    message: say`Docker refuses to create ${service.name}, which shares the network of ${whose}${below ? say` and has \`${attribute}\` from ${fileNameOf(at)}` : ""}: "${refused.says}". ${below ? say`${resetAdvice(service, attribute)}.` : refused.advice(other)}`,
    related: [
      ...(below && attribute === "ports" ? emptied(service) : []),
      below
        ? { at: key, message: say`${service.name} has \`${attribute}\` from here` }
        : { at: modePlace(service), message: say`${service.name} has no network namespace of its own` },
      ...modeRepeated(service),
    ],
    fixes: () => [
      ...(other !== undefined && refused.moves && !below ? moveToOwner(other, attribute, origin) : []),
      ...takeAway(service, attribute, origin),
      ...leaveHostMode(service),
    ],
  };
}

function emptied(service: Service): RelatedPlace[] {
  const empty = emptyListInLayer(service, "ports");
  return empty === undefined ? [] : [{ at: empty.key, message: say`this removes nothing` }];
}
