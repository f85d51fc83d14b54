import { beforeEach, expect, it, vi } from "vitest";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import type { CommandContext } from "../../src/commands/target/context";
import type { ReachablePick } from "../../src/commands/container/chooseAddress";
import { hostPorts } from "../../src/insight/hostPorts";
import type { ListeningSocket } from "../../src/netns/model";
import { idOf, listed } from "../docker/fakeEngine";

const asked = vi.hoisted(() => ({ picks: vi.fn((picks: readonly { label: string }[]) => Promise.resolve(picks[0])) }));
vi.mock("vscode", () => ({
  Uri: Map,
  l10n: { t: (text: string) => text },
  window: { showQuickPick: asked.picks, showInformationMessage: () => Promise.resolve(undefined) },
}));
const { reachableChoice } = await import("../../src/commands/container/chooseAddress");

const published = (PublicPort: number, PrivatePort: number): object => ({
  ...{ IP: "0.0.0.0", Type: "tcp" },
  ...{ PublicPort, PrivatePort },
});
const inventory = inventoryFrom([
  listed(idOf(1), "shop", { Ports: [published(2022, 22), published(8080, 80)] }),
  listed(idOf(2), "app2", { HostConfig: { NetworkMode: "host" } }),
]);
const socket = (port: number, containers: string[]): ListeningSocket => ({
  ...{ protocol: "tcp", family: "inet", address: "0.0.0.0", port },
  owner: { program: "nginx", pid: 71, containers },
});
const ports = hostPorts(inventory, [socket(80, [idOf(2)]), socket(443, [idOf(2)]), socket(631, [])], []);
const endpoint = { kind: "socket", path: "/run/docker.sock", address: "unix:///run/docker.sock", source: "default" };
const session = { key: "", live: { inventory, ready: () => Promise.resolve({ endpoint }) } };
const context = {
  engines: { sessions: [session], session: () => session, ready: () => Promise.resolve([session]) },
  trees: { hostPorts: { readings: { ports: () => Promise.resolve({ ports, isHostRead: true }) } } },
} as unknown as CommandContext;
const { signal } = new AbortController();
const shown = (): string[] => (asked.picks.mock.lastCall?.[0] ?? []).map(({ label }) => label);

beforeEach(() => void asked.picks.mockClear());

it("offers the ports that a container in host mode listens on, and of no one else", async () => {
  await reachableChoice(context, "app2", "which?", signal);
  expect(shown()).toEqual(["localhost:80", "localhost:443"]);
});

it("offers only those of a container that are of use to the command, and does not ask where one is left", async () => {
  const only = (picks: readonly ReachablePick[]): Promise<readonly ReachablePick[]> =>
    Promise.resolve(picks.filter(({ address }) => address !== "localhost:2022"));
  expect(await reachableChoice(context, "shop", "which?", signal, only)).toMatchObject({
    url: "http://localhost:8080/",
  });
  expect(asked.picks).not.toHaveBeenCalled();
  await reachableChoice(context, "shop", "which?", signal);
  expect(shown()).toEqual(["localhost:2022", "localhost:8080"]);
});

it("opens nothing where none is of use", async () => {
  expect(await reachableChoice(context, "shop", "which?", signal, () => Promise.resolve([]))).toBeUndefined();
});
