import {
  CancellationTokenSource,
  type ClientCapabilities,
  LSPErrorCodes,
  WorkDoneProgress,
  WorkDoneProgressCancelNotification,
  WorkspaceDiagnosticRequest,
  type WorkspaceDiagnosticReport,
} from "vscode-languageserver-protocol/node";
import { beforeEach, describe, expect, it } from "vitest";
import { checkWorkspaceMethod } from "../../shared/protocol";
import { composeText, pulling } from "./client";
import { workspaceSession } from "./workspaceSession";

describe("findings of the files of a workspace that are not open, in many folders", () => {
  const session = workspaceSession();
  const { isHeld, start, write } = session;

  const many = 900;
  const progressing: ClientCapabilities = { ...pulling, window: { workDoneProgress: true } };
  /** What the server told of its progress, by kind. */
  const told: string[] = [];
  const follow = (onReport: (token: string | number) => void): void => {
    told.length = 0;
    session.client.connection.onRequest("window/workDoneProgress/create", ({ token }: { token: string | number }) => {
      session.client.connection.onProgress(WorkDoneProgress.type, token, (value) => {
        told.push(value.kind);
        if (value.kind === "report") onReport(token);
      });
      return null;
    });
  };
  beforeEach(() => {
    for (let index = 0; index < many; index++) write(`ws/${index}/compose.yaml`, composeText);
  });

  it("come in parts, with progress, behind what is asked of a small document", { timeout: 60_000 }, async () => {
    const pulled = await start(progressing);
    follow(() => undefined);
    await session.client.open("untitled:small.yaml", composeText, "dockercompose");
    const parts: number[] = [];
    let answersWhileBusy = 0;
    session.client.connection.onProgress(WorkspaceDiagnosticRequest.partialResult, "parts", ({ items }) => {
      parts.push(items.length);
      pulled.take(items);
    });
    let isDone = false;
    const params = { identifier: "hostside", previousResultIds: [], partialResultToken: "parts" };
    const answer = session.client.connection
      .sendRequest<WorkspaceDiagnosticReport>("workspace/diagnostic", params)
      .finally(() => (isDone = true));
    while (!isDone) {
      expect(await session.client.items("untitled:small.yaml")).toHaveLength(2);
      answersWhileBusy += 1;
    }
    expect((await answer).items).toEqual([]);
    expect(pulled.items.size).toBe(many);
    expect(parts.length).toBeGreaterThan(many / 32);
    expect(answersWhileBusy).toBeGreaterThan(10);
    expect(told[0]).toBe("begin");
    expect(told.filter((kind) => kind === "report").length).toBeGreaterThan(10);
    await session.client.until(() => told.at(-1) === "end");
  });

  it("are left where they are when nobody asks any more, and come with the next request", async () => {
    const pulled = await start(progressing);
    const cancellation = new CancellationTokenSource();
    let reports = 0;
    follow(() => {
      reports += 1;
      cancellation.cancel();
    });
    await expect(pulled.ask(cancellation.token)).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    await session.client.until(() => told.at(-1) === "end");
    // One for each percent where nobody ends it.
    expect(reports).toBeLessThan(99);
    await pulled.ask();
    expect(pulled.items.size).toBe(many);
  });

  it("are no more looked for once the user ends it, and again with the command", async () => {
    const pulled = await start(progressing);
    follow((token) => {
      void session.client.connection.sendNotification(WorkDoneProgressCancelNotification.type, { token });
    });
    await pulled.ask();
    expect(pulled.items.size).toBeGreaterThan(0);
    expect(pulled.items.size).toBeLessThan(many);
    const next = pulled.ask();
    expect(await isHeld(next)).toBe(true);
    follow(() => undefined);
    await session.client.connection.sendRequest(checkWorkspaceMethod);
    await next;
    expect(pulled.items.size).toBe(many);
  });
});
