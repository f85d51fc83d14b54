import { say } from "../../../../shared/text";
import { readHostAddress } from "../../../../shared/hostAddress";
import type { Assignment } from "../../compose/model/attributes";
import type { Service } from "../../compose/model/service";
import { refusedShapes } from "../../compose/validate/inService";
import type { Finding } from "../../linter/finding";
import { type Fix, fix } from "../../linter/fix";
import { writtenInPlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";
import { distance } from "../fixes/closest";
import { replaceScalar } from "../fixes/edits";
import { isForSwarm } from "../wording/forSwarm";
import { isTemplate } from "../wording/template";

const gatewayWord = "host-gateway";

/**
 * `invalid IP address in add-host: "x"` of the engine; an entry that says no address at all is refused by Compose
 * (docs/docker-behaviour.md#extra-hosts-syntax, engine 28.5).
 */
export const invalidExtraHost = defineRule({
  id: "invalid-extra-host",
  severity: "error",
  title: say`An entry of \`extra_hosts\` has no valid address`,
  perService: function* (service): Generator<Finding> {
    const mode = service.networkMode?.value.kind;
    if (isForSwarm(service)) return;
    yield* withoutAddress(service);
    // shared-namespace-with-extra-hosts speaks of these.
    if (mode === "service" || mode === "container") return;
    for (const entry of service.extraHosts) {
      const { key, value, at } = entry;
      // Behind a sign Compose takes an empty text.
      if (
        value === undefined ||
        value === "" ||
        value === gatewayWord ||
        isTemplate(value) ||
        readHostAddress(withoutBrackets(value)) !== undefined
      )
        continue;
      const meant = isNearlyGateway(value) ? `\`${gatewayWord}\`` : say`an IP address or \`${gatewayWord}\``;
      yield {
        at: at.node,
        message: say`Docker refuses to create ${service.name}: "invalid IP address in add-host: "${value}"". Write ${meant} for ${key}.`,
        fixes: () => (isNearlyGateway(value) ? writeGateway(entry) : []),
      };
    }
  },
});

function* withoutAddress(service: Service): Generator<Finding> {
  for (const { attribute, words, at } of refusedShapes(service)) {
    if (attribute !== "extra_hosts" || (at.node.kind === "scalar" && isTemplate(at.node.text))) continue;
    yield {
      at: at.key ?? at.node,
      message: say`Compose refuses the project: "${words}". Write the address, an IP address or \`host-gateway\`, behind the name.`,
    };
  }
}

/** Compose takes the brackets of an IPv6 address away. */
function withoutBrackets(value: string): string {
  return value.replace(/^\[(.*)\]$/, "$1");
}

function isNearlyGateway(value: string): boolean {
  return distance(value.trim(), gatewayWord) <= 2;
}

function writeGateway({ key, at }: Assignment): Fix[] {
  const { node } = at;
  if (!writtenInPlace(at) || node.kind !== "scalar" || node.text.includes("$")) return [];
  const text = at.key === undefined ? `${key}:${gatewayWord}` : gatewayWord;
  return fix(say`Write \`${gatewayWord}\``, replaceScalar(node, text));
}
