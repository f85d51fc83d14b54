import type { Service } from "../../compose/model/service";
import { isHostWord } from "../../../../shared/hostNames";
import { isReadElsewhere } from "../../../../shared/variableReaders";
import type { Mention } from "./mentions";

/** A word in a service's settings that stands for the machine it runs on. */
export interface HostMention extends Mention {
  readonly service: Service;
  /** `gateway`: host.docker.internal, which is the host; `loopback`: the container itself, unless it is in host mode. */
  readonly kind: "gateway" | "loopback";
}

/** A service's words for the host. A health check asks its own container, and labels are read by others. */
export function hostMentionsIn(service: Service, mentions: readonly Mention[]): HostMention[] {
  return mentions.flatMap((mention) => {
    if (!(isHostWord(mention.name) || isOwnAddress(mention)) || mention.in === "healthcheck" || mention.in === "label")
      return [];
    if (mention.key !== undefined && isReadElsewhere(mention.key, service.name, service.image?.value)) return [];
    const kind = mention.name === "host.docker.internal" ? ("gateway" as const) : ("loopback" as const);
    return [{ ...mention, service, kind }];
  });
}

/** `redis://0.0.0.0:6379`: a client that is told so calls itself, while a server may be told by http where to listen. */
function isOwnAddress({ name, scheme }: Mention): boolean {
  return name === "0.0.0.0" && scheme !== undefined && !/^(?:https?|wss?|tcp|udp|tls|unix)$/.test(scheme);
}
