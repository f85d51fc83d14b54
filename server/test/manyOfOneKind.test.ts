import { describe, expect, it } from "vitest";
import type { Rule } from "../src/linter/rule";
import { RuleRunner } from "../src/linter/runner";
import { rules } from "../src/rules/table";
import { brokerAdvertisesLocalhost } from "../src/rules/names/brokerAdvertisesLocalhost";
import { sharedNamespacePortTaken } from "../src/rules/refusedByEngine/sharedNamespacePortTaken";
import { projectOfText } from "./singleText";

const services = (count: number, entry: (index: number) => string): string =>
  `services:\n${Array.from({ length: count }, (_, index) => `  s${index}: ${entry(index)}\n`).join("")}`;

/** How many steps a rule takes in a project, and how many of them are findings. */
function steps(rule: Rule, text: string): { readonly all: number; readonly found: number } {
  const all = [...(rule.perProject?.(projectOfText(text)) ?? [])];
  return { all: all.length, found: all.filter((step) => "at" in step).length };
}

// Each of these compared every service with every other one.
describe("a thousand services of one kind", () => {
  it("that are brokers, and are called by one another, take steps in proportion", () => {
    const count = 1_000;
    const text = services(
      count,
      (index) =>
        `{image: kafka, environment: {KAFKA_ADVERTISED_LISTENERS: "PLAINTEXT://localhost:9092", PEER: "s${(index + 1) % count}:9092"}}`,
    );
    const { all, found } = steps(brokerAdvertisesLocalhost, text);
    expect(found).toBe(count);
    expect(all).toBeLessThan(10 * count);
  });

  it("that share one namespace and one port are each named with a few others", () => {
    const count = 1_000;
    const text = services(count, (index) =>
      index === 0 ? "{image: x}" : '{image: x, network_mode: "service:s0", command: [serve, --listen, "0.0.0.0:9000"]}',
    );
    const { all, found } = steps(sharedNamespacePortTaken, text);
    expect(found).toBeGreaterThan(count);
    expect(all).toBeLessThan(10 * count);
  });

  it("that call one another are looked at with a pause for several of them, not for each value and rule", () => {
    const count = 1_000;
    const text = services(count, (index) => `{image: x, environment: {PEER: "http://s${(index + 1) % count}:80"}}`);
    const running = new RuleRunner(rules).running(projectOfText(text), {});
    let pauses = 0;
    while (running.next().done !== true) pauses += 1;
    expect(pauses).toBeGreaterThan(count / 64);
    expect(pauses).toBeLessThan(count);
  });
});
