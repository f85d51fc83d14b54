import { expect, it, vi } from "vitest";
import type { EngineSession } from "../../src/docker/inventory/engineSet";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import type { Shown } from "../../src/commands/target/shown";
import { idOf, listed } from "../docker/fakeEngine";
import { vscodeDouble } from "../views/vscodeDouble";

vi.mock("vscode", () => vscodeDouble);
const { removedSharersText, sharersQuestion } = await import("../../src/commands/container/sharersLeft");

/** An owner with this mode, one that shares its network and one that did until it stopped. */
function owned(mode: string): (name: "vpn" | "app") => Shown {
  const shares = { HostConfig: { NetworkMode: `container:${idOf(1)}` } };
  const inventory = inventoryFrom([
    listed(idOf(1), "vpn", { HostConfig: { NetworkMode: mode } }),
    listed(idOf(2), "app", shares),
    listed(idOf(3), "ended", { ...shares, State: "exited" }),
  ]);
  const session = { key: "", live: { inventory } } as unknown as EngineSession;
  return (name) => {
    const container = inventory.containers.get(idOf(name === "vpn" ? 1 : 2));
    if (container === undefined) throw new Error("not listed");
    return { container, session };
  };
}

it("names who loses their network, and what they need afterwards", () => {
  const of = owned("bridge");
  expect(sharersQuestion([of("vpn")], "Stop")).toEqual({
    sentence: "vpn shares its network with app. They lose their network now and have to be restarted afterwards.",
    agree: "Stop",
  });
  expect(removedSharersText([of("vpn")])).toBe(
    "vpn shares its network with app. They lose their network now and have to be created again afterwards.",
  );
});

it("asks nothing for those that are changed too, for a sharer alone, and where the network is the host's", () => {
  const of = owned("bridge");
  for (const shown of [[of("vpn"), of("app")], [of("app")], [owned("host")("vpn")]]) {
    expect(sharersQuestion(shown, "Stop")).toBeUndefined();
    expect(removedSharersText(shown)).toBe("");
  }
});
