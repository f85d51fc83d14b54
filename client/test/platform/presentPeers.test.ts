import { expect, it } from "vitest";
import { followPeers, presentPeers } from "../../src/platform/presentPeers";

/** Extensions that a test enables and disables. */
function extensionsHere(...ids: string[]) {
  const here = new Set(ids);
  const listeners = new Set<() => void>();
  return {
    getExtension: (id: string) => (here.has(id) ? {} : undefined),
    onDidChange: (listener: () => void) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    become: (...now: string[]) => {
      here.clear();
      for (const id of now) here.add(id);
      listeners.forEach((listener) => listener());
    },
  };
}

it("names the extensions that also know Compose files, and no other", () => {
  expect(presentPeers(extensionsHere("docker.docker", "esbenp.prettier-vscode"))).toEqual(["docker.docker"]);
});

it("tells when one of them comes or goes, and nothing of the others", () => {
  const sent: unknown[] = [];
  const extensions = extensionsHere("docker.docker");
  const following = followPeers(extensions, (peers) => sent.push(peers));
  extensions.become("docker.docker", "esbenp.prettier-vscode");
  extensions.become("docker.docker", "redhat.vscode-yaml");
  extensions.become();
  following.dispose();
  extensions.become("docker.docker");
  expect(sent).toEqual([["redhat.vscode-yaml", "docker.docker"], []]);
});
