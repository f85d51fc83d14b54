import type { Finding } from "../../linter/finding";
import { isForSwarm, speaksToSwarm } from "../wording/forSwarm";
import { attributeKey, attributeOrigin } from "../../linter/place";
import { defineRule } from "../../linter/rule";
import { takeAway } from "../fixes/takeAway";

/** `Ignoring unsupported options: links` (docker/cli cli/compose/types; measured with engine 20.10 as a manager). */
export const stackIgnoresLinks = defineRule({
  id: "stack-ignores-links",
  severity: "information",
  title: "`docker stack deploy` ignores links",
  perService: function* (service): Generator<Finding> {
    const [link] = service.ignoredByStack.links;
    if (!isForSwarm(service) || link === undefined) return;
    yield {
      at: attributeKey(link.at, "links"),
      message: `\`docker stack deploy\` says "Ignoring unsupported options: links": ${service.name} finds other services on its networks by their names, and by no alias that a link gives them. Remove \`links\`, and write such an alias in the other service's \`networks\`.`,
      related: speaksToSwarm(service),
      fixes: () => takeAway(service, "links", attributeOrigin(link.at, "links")),
    };
  },
});
