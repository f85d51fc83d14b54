import { say } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import type { Origin } from "../../compose/values/value";
import { placeIn } from "../../compose/values/placeIn";
import type { Finding } from "../../linter/finding";
import { fixValue, writeAt } from "../fixes/writeValue";
import { defineRule } from "../../linter/rule";
import { distance } from "../fixes/closest";
import { gateway } from "../fixes/hostGateway";

/**
 * `docker.host.internal` and its like resolve nowhere: the name of the host is host.docker.internal
 * (docs/docker-behaviour.md#host-docker-internal-unasked).
 */
export const misspeltHostName = defineRule({
  id: "misspelt-host-name",
  severity: "warning",
  title: say`The name of the host is misspelt`,
  perService: function* (service): Generator<Finding> {
    const mode = service.networkMode?.value.kind;
    // Those who share a namespace have the names that its owner gives.
    if (mode === "service" || mode === "container") return;
    for (const values of [service.environment, service.entrypoint, service.command]) {
      for (const { value, at } of values) {
        if (value !== undefined && mayHoldOne(value)) yield* misspeltIn(value, at, service);
      }
    }
  },
});

function* misspeltIn(text: string, at: Origin, { extraHosts }: Service): Generator<Finding> {
  for (const { 0: name, index: start } of text.matchAll(dottedWord)) {
    if (!isNearly(name) || extraHosts.some(({ key }) => key === name)) continue;
    const { at: place, written } = placeIn(text, at, start, start + name.length);
    yield {
      at: place,
      message: say`${name} does not resolve: the name of the host is ${gateway}. Write ${gateway}.`,
      fixes: () => fixValue(say`Write ${gateway}`, writeAt(written, gateway)),
    };
  }
}

/** Words in whatever text, with their dots. */
const dottedWord = /[\w.-]+/g;

const parts = gateway.split(".").sort().join(".");

/** Parts of the name: two slips, each in one letter or two that follow each other, leave one of five as it was. */
const fifths = ["host", ".doc", "ker.", "inte", "rnal"];

/** Whether to look at a text word by word: most have neither a dot nor a part of the name. */
function mayHoldOne(text: string): boolean {
  return (text.includes(".") || text.includes("host-docker")) && hasPart(text.toLowerCase());
}

function hasPart(lower: string): boolean {
  return fifths.some((part) => lower.includes(part));
}

/** The words in another order, or a slip or two in one of them. */
function isNearly(name: string): boolean {
  if (Math.abs(name.length - gateway.length) > 2) return false;
  const lower = name.toLowerCase();
  if (lower === gateway || !hasPart(lower)) return false;
  return lower.split(".").sort().join(".") === parts || distance(lower, gateway) <= 2;
}
