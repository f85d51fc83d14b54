import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LaggingExits } from "../../src/docker/inventory/laggingExits";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import { idOf, listed } from "./fakeEngine";

const ending = new AbortController();
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  ending.abort();
  vi.useRealTimers();
});

/** A container as the engine lists it. */
const inState = (State: string, IPAddress: string) => {
  const networks = { back: { NetworkID: "n1", IPAddress, IPPrefixLen: 16 } };
  return inventoryFrom([{ ...listed(idOf(1), "one"), State, NetworkSettings: { Networks: networks } }]);
};

it("asks for a container that died until it is listed as exited", () => {
  const ask = vi.fn();
  const exits = new LaggingExits(ask, ending.signal);
  exits.containerEvent("die", idOf(1));
  for (const [round, inventory] of [inState("running", "172.25.0.2"), inState("running", "172.25.0.2")].entries()) {
    exits.listed(inventory, [idOf(1)]);
    vi.advanceTimersByTime(1_000);
    expect(ask).toHaveBeenCalledTimes(round + 1);
  }
  exits.listed(inState("exited", "172.25.0.2"), [idOf(1)]);
  exits.listed(inState("running", "172.25.0.3"), [idOf(1)]);
  vi.advanceTimersByTime(60_000);
  expect(ask).toHaveBeenCalledTimes(2);
});
