import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LaggingContainers } from "../../src/docker/inventory/laggingContainers";
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
  const lagging = new LaggingContainers(ask, ending.signal);
  lagging.containerEvent({ action: "die" }, idOf(1));
  for (const [round, inventory] of [inState("running", "172.25.0.2"), inState("running", "172.25.0.2")].entries()) {
    lagging.listed(inventory, [idOf(1)]);
    vi.advanceTimersByTime(1_000);
    expect(ask).toHaveBeenCalledTimes(round + 1);
  }
  lagging.listed(inState("exited", "172.25.0.2"), [idOf(1)]);
  lagging.listed(inState("running", "172.25.0.3"), [idOf(1)]);
  vi.advanceTimersByTime(60_000);
  expect(ask).toHaveBeenCalledTimes(2);
});

it.each([
  ["pause", "running", "paused"],
  ["unpause", "paused", "running"],
  ["die", "paused", "exited"],
])("asks for a container after %s while it is listed as %s, until it is %s", (event, before, after) => {
  const ask = vi.fn();
  const lagging = new LaggingContainers(ask, ending.signal);
  lagging.containerEvent({ action: event }, idOf(1));
  lagging.listed(inState(before, "172.25.0.2"), [idOf(1)]);
  vi.advanceTimersByTime(1_000);
  expect(ask).toHaveBeenCalledOnce();
  lagging.listed(inState(after, "172.25.0.2"), [idOf(1)]);
  lagging.listed(inState(before, "172.25.0.2"), [idOf(1)]);
  vi.advanceTimersByTime(60_000);
  expect(ask).toHaveBeenCalledOnce();
});

it("asks no more for a container that was paused and went on before the list knew either", () => {
  const ask = vi.fn();
  const lagging = new LaggingContainers(ask, ending.signal);
  lagging.containerEvent({ action: "pause" }, idOf(1));
  lagging.containerEvent({ action: "unpause" }, idOf(1));
  lagging.listed(inState("running", "172.25.0.2"), [idOf(1)]);
  vi.advanceTimersByTime(60_000);
  expect(ask).not.toHaveBeenCalled();
});

it("asks for a container that was connected until the list has it in that network", () => {
  const ask = vi.fn();
  const lagging = new LaggingContainers(ask, ending.signal);
  lagging.containerEvent({ action: "connect", attachedTo: "n2" }, idOf(1));
  lagging.listed(inState("running", "172.25.0.2"), [idOf(1)]);
  vi.advanceTimersByTime(1_000);
  expect(ask).toHaveBeenCalledOnce();
  lagging.containerEvent({ action: "connect", attachedTo: "n1" }, idOf(1));
  lagging.containerEvent({ action: "disconnect", attachedTo: "n2" }, idOf(1));
  lagging.listed(inState("running", "172.25.0.2"), [idOf(1)]);
  vi.advanceTimersByTime(60_000);
  expect(ask).toHaveBeenCalledOnce();
});

it("asks for a container that was disconnected while it runs, and not for one that ends", () => {
  const ask = vi.fn();
  const lagging = new LaggingContainers(ask, ending.signal);
  lagging.containerEvent({ action: "disconnect", attachedTo: "n1" }, idOf(1));
  lagging.listed(inState("running", "172.25.0.2"), [idOf(1)]);
  vi.advanceTimersByTime(1_000);
  expect(ask).toHaveBeenCalledOnce();
  lagging.listed(inState("exited", ""), [idOf(1)]);
  vi.advanceTimersByTime(60_000);
  expect(ask).toHaveBeenCalledOnce();
});
