import { say } from "../../../../shared/text";
import type { Finding } from "../../linter/finding";
import { isForSwarm, speaksToSwarm } from "../wording/forSwarm";
import { attributeKey, attributeOrigin } from "../../linter/place";
import { defineRule } from "../../linter/rule";
import { takeAway } from "../fixes/takeAway";

/** `Ignoring unsupported options: links` (docker/cli cli/compose/types; measured with engine 20.10 as a manager). */
export const stackIgnoresLinks = defineRule({
  id: "stack-ignores-links",
  severity: "information",
  title: say`\`docker stack deploy\` ignores links`,
  concerns: isForSwarm,
  perService: function* (service): Generator<Finding> {
    const [link] = service.ignoredByStack.links;
    if (link === undefined) return;
    yield {
      at: attributeKey(link.at, "links"),
      message: say`\`docker stack deploy\` ignores links ("Ignoring unsupported options: links"): in ${service.name}, other services resolve by their names, not by the aliases of links. Remove \`links\`; if you need an alias, add it in the \`networks\` of the other service.`,
      related: speaksToSwarm(service),
      fixes: () => takeAway(service, "links", attributeOrigin(link.at, "links")),
    };
  },
});
