import { describe, expect, it } from "vitest";
import type { ServerCapabilities } from "vscode-languageserver";
import { mergeCapabilities } from "../src/features/capabilities";

describe("what the server says that it can do", () => {
  it("keeps of `workspace` what others said of it before", () => {
    const workspaceFolders = { supported: true, changeNotifications: true };
    const fileOperations = { didRename: { filters: [{ pattern: { glob: "**/*.yaml" } }] } };
    const parts = [{ workspace: { workspaceFolders } }, { workspace: {} }, {}, { workspace: { fileOperations } }];
    expect(mergeCapabilities(parts)).toEqual({ workspace: { workspaceFolders, fileOperations } });
    expect(parts[0]).toEqual({ workspace: { workspaceFolders } });
  });

  it("joins lists, and takes the later of two values", () => {
    const parts: ServerCapabilities[] = [
      { codeActionProvider: { codeActionKinds: ["quickfix"], resolveProvider: false }, hoverProvider: true },
      { codeActionProvider: { codeActionKinds: ["quickfix", "source"], resolveProvider: true } },
      { codeActionProvider: true },
    ];
    expect(mergeCapabilities(parts.slice(0, 2))).toEqual({
      codeActionProvider: { codeActionKinds: ["quickfix", "source"], resolveProvider: true },
      hoverProvider: true,
    });
    expect(mergeCapabilities(parts)).toEqual({ codeActionProvider: true, hoverProvider: true });
  });
});
