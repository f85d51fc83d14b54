import { expect, it, vi } from "vitest";
import { followComposeVersion } from "../../src/views/editor/composeVersionFollower";

function follow(isTrusted: boolean, version: string | undefined) {
  const heard: string[] = [];
  const listeners: { start?: () => void; grant?: () => void } = {};
  const trust = {
    isTrusted,
    onDidGrantWorkspaceTrust: (listener: () => void) => {
      listeners.grant = listener;
      return { dispose: () => delete listeners.grant };
    },
  };
  const ask = vi.fn(() => Promise.resolve(version));
  const follower = followComposeVersion(ask, trust, {
    sendComposeVersion: (each) => {
      heard.push(each);
      return Promise.resolve();
    },
    onDidStart: (listener) => {
      listeners.start = listener;
      return { dispose: () => delete listeners.start };
    },
  });
  return {
    ...{ heard, ask, follower, listeners },
    startServer: () => listeners.start?.(),
    grant: () => {
      trust.isTrusted = true;
      listeners.grant?.();
    },
  };
}

it("asks once, and tells every server that is started", async () => {
  const { heard, ask, startServer } = follow(true, "2.40.3");
  expect(ask).not.toHaveBeenCalled();
  startServer();
  await vi.waitFor(() => expect(heard).toEqual(["2.40.3"]));
  startServer();
  await vi.waitFor(() => expect(heard).toEqual(["2.40.3", "2.40.3"]));
  expect(ask).toHaveBeenCalledTimes(1);
});

it("runs nothing in a workspace that is not trusted, until it is", async () => {
  const { heard, ask, startServer, grant } = follow(false, "5.1.2");
  startServer();
  expect(ask).not.toHaveBeenCalled();
  grant();
  await vi.waitFor(() => expect(heard).toEqual(["5.1.2"]));
});

it("asks nothing where trust is granted before a server runs", async () => {
  const { heard, ask, startServer, grant } = follow(false, "5.1.2");
  grant();
  expect(ask).not.toHaveBeenCalled();
  startServer();
  await vi.waitFor(() => expect(heard).toEqual(["5.1.2"]));
});

it("says nothing where no Compose is installed, and hears nothing once it is disposed", async () => {
  const { heard, ask, follower, listeners, startServer } = follow(true, undefined);
  startServer();
  await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(1));
  await Promise.resolve();
  expect(heard).toEqual([]);
  follower.dispose();
  expect(listeners).toEqual({});
});
