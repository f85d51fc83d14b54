import { say, type Text } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import type { Node, ScalarNode } from "../../compose/syntax/node";
import type { Origin } from "../../compose/values/value";
import { type Fix, fix } from "../../linter/fix";
import type { Finding } from "../../linter/finding";
import { listed } from "../../linter/listed";
import { defineRule } from "../../linter/rule";

/**
 * `!reset` takes a key away, and what a merge key beside it says of the same attribute then counts
 * (docs/docker-behaviour.md#reset-beside-merge-key).
 */
export const resetBesideMergeKey = defineRule({
  id: "reset-beside-merge-key",
  severity: "warning",
  title: say`\`!reset\` leaves what a merge key brings`,
  perService: function* (service): Generator<Finding> {
    for (const { value: attribute, at } of service.shownThrough) {
      const reset = at.shownThrough;
      if (reset === undefined || at.via.has("extends")) continue;
      const empty = emptyInPlaceOf(at);
      const advice =
        empty === undefined
          ? say`Write the value that ${service.name} is to have, or leave the merge key out`
          : say`Write \`${attribute}: ${empty}\``;
      yield {
        at: reset,
        message: say`\`!reset\` removes only this key, and \`${attribute}\` of the merge key \`<<\` takes its place: ${stillHas(service, attribute)}. ${advice}.`,
        related: [{ at: at.key ?? at.node, message: say`what ${service.name} still has` }],
        fixes: () => (empty === undefined ? [] : writeEmpty(attribute, empty, reset)),
      };
    }
  },
});

/** What empties an attribute beside a merge key, and takes away what layers below say; undefined for a single value. */
function emptyInPlaceOf({ node, replaced }: Origin): string | undefined {
  if (node.kind !== "sequence" && node.kind !== "mapping") return undefined;
  const empty = node.kind === "sequence" ? "[]" : "{}";
  return replaced === undefined ? empty : `!override ${empty}`;
}

function stillHas({ name, ports }: Service, attribute: string): string | Text {
  const texts = attribute === "ports" ? (ports?.value ?? []).map(({ at: { node } }) => written(node)) : [];
  return texts.length === 0 || texts.includes(undefined)
    ? say`${name} still has it`
    : say`${name} still has ${listed(texts.map(String))}`;
}

function written(node: Node): string | undefined {
  return node.kind === "scalar" ? node.text : undefined;
}

function writeEmpty(attribute: string, empty: string, { parent }: ScalarNode): Fix[] {
  if (parent?.kind !== "pair") return [];
  const { chunk, start, end } = parent.value;
  const tag = chunk.text.lastIndexOf("!reset", start);
  const between = chunk.text.slice(tag + "!reset".length, start);
  if (tag < parent.key.end || between.trim() !== "") return [];
  return fix(say`Write \`${attribute}: ${empty}\``, { chunk, start: tag, end, text: empty });
}
