import fc from "fast-check";
import { expect, it } from "vitest";
import { distance } from "../src/rules/fixes/closest";
import { findingsIn } from "./projectFiles";

const gateway = "host.docker.internal";

/** A slip of the pen: a letter left out, doubled, replaced, or swapped with the next one. */
const slip = fc.record({
  at: fc.nat(gateway.length - 1),
  kind: fc.constantFrom("left out", "doubled", "replaced", "swapped"),
});

function slipped(text: string, { at, kind }: { readonly at: number; readonly kind: string }): string {
  const [before, letter, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
  if (kind === "left out") return before + after;
  if (kind === "doubled") return before + letter + letter + after;
  return kind === "replaced" ? `${before}q${after}` : before + after.charAt(0) + letter + after.slice(1);
}

it("a name of the host with one slip or two in it is found, as long as it has a dot", async () => {
  await fc.assert(
    fc.asyncProperty(slip, slip, async (one, other) => {
      const name = slipped(slipped(gateway, one), other);
      fc.pre(
        name !== gateway && name.includes(".") && distance(name, gateway) <= 2 && /^[a-z][a-z.]*[a-z]$/.test(name),
      );
      const files = { "/p/compose.yaml": `services:\n  a:\n    image: x\n    environment:\n      A: ${name}\n` };
      expect((await findingsIn(files, "compose.yaml")).join()).toContain("misspelt-host-name");
    }),
    { numRuns: 300, seed: 17 },
  );
});
