import { say } from "../../../../shared/text";
import type { Origin } from "../../compose/values/value";
import type { Finding } from "../../linter/finding";
import { defineRule } from "../../linter/rule";

/** The kernel's own limit (uname(2), sethostname(2)). */
const longest = 64;

/** What variables say is another thing where it is started: a template's `.env` holds words about them. */
function isMade({ variables }: Origin): boolean {
  return variables !== undefined;
}

/** `sethostname: invalid argument`: the container is not started (docs/docker-behaviour.md#hostname-length). */
export const hostnameTooLong = defineRule({
  id: "hostname-too-long",
  severity: "error",
  title: say`The hostname is longer than Linux allows`,
  perService: function* ({ name, hostname }): Generator<Finding> {
    if (hostname === undefined || isMade(hostname.at)) return;
    const length = new TextEncoder().encode(hostname.value).length;
    if (length <= longest) return;
    yield {
      at: hostname.at.node,
      message: say`Docker cannot start ${name}: its hostname has ${length} bytes, and Linux allows ${longest} at most. Write a shorter one; a longer name for others can be a network alias.`,
    };
  },
});
