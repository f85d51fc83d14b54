import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { networkOf } from "../src/network/networkOf";
import { finish } from "../src/compose/syntax/steps";
import { collisions } from "../src/network/ports/collisions";
import { projectOfText } from "./singleText";

interface Published {
  readonly first: number;
  readonly width: number;
  readonly isHost: boolean;
}

const textOf = (services: readonly Published[]): string =>
  `services:\n${services
    .map(({ first, width, isHost }, index) => {
      const ports = width === 0 ? String(first) : `${first}-${first + width}`;
      return `  s${index}:\n    image: x\n${isHost ? "    network_mode: host\n" : ""}    ports: ["${ports}:${ports}"]\n`;
    })
    .join("")}`;

describe("collisions of ports", () => {
  it("are those that a comparison of each claim with each finds", () => {
    const published = fc.record({
      // Around the borders of what is looked up together.
      first: fc.oneof(fc.integer({ min: 250, max: 260 }), fc.integer({ min: 1, max: 2_000 })),
      width: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3_000 })),
      isHost: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(published, { maxLength: 8 }), (services) => {
        const project = projectOfText(textOf(services));
        const { claims } = networkOf(project);
        const expected = claims.flatMap((second, place) =>
          claims
            .slice(0, place)
            .filter(({ ports }) => ports.first <= second.ports.last && second.ports.first <= ports.last)
            .map((first) => [first.service.name, second.service.name]),
        );
        const found = finish(collisions(claims, project));
        expect(found.map(({ first, second }) => [first.service.name, second.service.name])).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("count the services of one port, and lead to the first of them", () => {
    const project = projectOfText(textOf(Array.from({ length: 5 }, () => ({ first: 80, width: 0, isHost: true }))));
    const { collisions: found } = networkOf(project);
    expect(found).toHaveLength(10);
    expect(new Set(found.map(({ services, leader }) => `${services} ${leader.service.name}`))).toEqual(
      new Set(["5 s0"]),
    );
  });

  it("of very many claims on one port and on ranges are found in steps, and in no more than a few for each", () => {
    const crowd = Array.from({ length: 3_000 }, (_, index) => ({
      first: index % 2 === 0 ? 8_000 : 7_990,
      width: index % 2 === 0 ? 0 : 20,
      isHost: false,
    }));
    const project = projectOfText(textOf(crowd));
    const { claims } = networkOf(project);
    const steps = collisions(claims, project);
    let taken = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) taken += 1;
    expect(taken).toBeGreaterThan(claims.length);
    expect(step.value.length).toBeLessThanOrEqual(8 * claims.length);
  });
});
