import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LaggingStates } from "../../src/docker/inventory/laggingStates";
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
  const states = new LaggingStates(ask, ending.signal);
  states.containerEvent("die", idOf(1));
  for (const [round, inventory] of [inState("running", "172.25.0.2"), inState("running", "172.25.0.2")].entries()) {
    states.listed(inventory, [idOf(1)]);
    vi.advanceTimersByTime(1_000);
    expect(ask).toHaveBeenCalledTimes(round + 1);
  }
  states.listed(inState("exited", "172.25.0.2"), [idOf(1)]);
  states.listed(inState("running", "172.25.0.3"), [idOf(1)]);
  vi.advanceTimersByTime(60_000);
  expect(ask).toHaveBeenCalledTimes(2);
});

it.each([
  ["pause", "running", "paused"],
  ["unpause", "paused", "running"],
  ["die", "paused", "exited"],
])("asks for a container after %s while it is listed as %s, until it is %s", (event, before, after) => {
  const ask = vi.fn();
  const states = new LaggingStates(ask, ending.signal);
  states.containerEvent(event, idOf(1));
  states.listed(inState(before, "172.25.0.2"), [idOf(1)]);
  vi.advanceTimersByTime(1_000);
  expect(ask).toHaveBeenCalledOnce();
  states.listed(inState(after, "172.25.0.2"), [idOf(1)]);
  states.listed(inState(before, "172.25.0.2"), [idOf(1)]);
  vi.advanceTimersByTime(60_000);
  expect(ask).toHaveBeenCalledOnce();
});

it("asks no more for a container that was paused and went on before the list knew either", () => {
  const ask = vi.fn();
  const states = new LaggingStates(ask, ending.signal);
  states.containerEvent("pause", idOf(1));
  states.containerEvent("unpause", idOf(1));
  states.listed(inState("running", "172.25.0.2"), [idOf(1)]);
  vi.advanceTimersByTime(60_000);
  expect(ask).not.toHaveBeenCalled();
});
