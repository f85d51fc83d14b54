import { say } from "../../../../shared/text";
import { isHostMode } from "../../network/namespaces/namespace";
import type { Finding } from "../../linter/finding";
import { attributeKey, attributeOrigin, modePlace, modeRepeated } from "../../linter/place";
import { publishOutOfHostMode } from "../fixes/publishOutOfHostMode";
import { isBelowMode, resetAdvice } from "../fixes/resetInLayer";
import { defineRule } from "../../linter/rule";
import { takeAway } from "../fixes/takeAway";

/**
 * The engine refuses the container: `conflicting options: host type networking can't be used with links` (moby
 * daemon/internal/runconfig/hostconfig_unix.go; engines 20.10 and 28.5, docs/docker-behaviour.md#host-mode-links).
 */
export const hostLinks = defineRule({
  id: "host-links",
  severity: "error",
  title: say`A service in host mode cannot have links`,
  concerns: isHostMode,
  perService: function* (service): Generator<Finding> {
    const [link] = service.links;
    if (link === undefined) return;
    const origin = attributeOrigin(link.at, "links");
    const key = attributeKey(link.at, "links");
    const below = isBelowMode(service, link.at);
    const advice = below ? resetAdvice(service, "links") : say`Remove \`links\``;
    yield {
      at: below ? modePlace(service) : key,
      message: say`Docker refuses to create ${service.name}: "conflicting options: host type networking can't be used with links. This would result in undefined behavior". ${advice}, and call the other service on localhost and its published port.`,
      related: [
        below
          ? { at: key, message: say`${service.name} has \`links\` from here` }
          : { at: modePlace(service), message: say`${service.name} runs in the host's network namespace` },
        ...modeRepeated(service),
      ],
      fixes: () => [...takeAway(service, "links", origin), ...publishOutOfHostMode(service)],
    };
  },
});
