import * as assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { sitDown, type Person } from "./person";
import { extensionFolder } from "./window";

const files = ["README.md", "compose.step-1.yaml", "compose.yaml"];

describe("Open the Tutorial", () => {
  let parent: vscode.Uri;
  let person: Person | undefined;

  beforeEach(async () => {
    parent = vscode.Uri.file(await mkdtemp(path.join(tmpdir(), "hostside-folder-")));
  });
  afterEach(async () => {
    person?.dispose();
    await rm(parent.fsPath, { recursive: true, force: true });
  });

  async function openTutorial(...answers: (string | vscode.Uri | undefined)[]): Promise<Person> {
    person?.dispose();
    person = sitDown(answers, ["vscode.openFolder"]);
    await vscode.commands.executeCommand("hostside.openTutorial");
    return person;
  }

  it("copies its files into a folder of the user's choice, and opens it in another window than this one", async () => {
    const { shown, kept } = await openTutorial(parent);
    assert.deepEqual(
      shown.map(({ kind }) => kind),
      ["folder dialog"],
    );
    const made = path.join(parent.fsPath, "hostside-tutorial");
    assert.deepEqual((await readdir(made)).sort(), files);
    for (const name of files) {
      const own = path.join(extensionFolder(), "tutorial", name);
      assert.equal(await readFile(path.join(made, name), "utf8"), await readFile(own, "utf8"));
    }
    const [opened] = kept;
    assert.equal((opened?.args[0] as vscode.Uri | undefined)?.fsPath, made);
    assert.equal((opened?.args[1] as { forceNewWindow?: boolean } | undefined)?.forceNewWindow, true);
  });

  it("overwrites nothing: what is there already is opened after a question, or another folder is chosen", async () => {
    await openTutorial(parent);
    const compose = path.join(parent.fsPath, "hostside-tutorial", "compose.yaml");
    await writeFile(compose, "name: mine\n");
    const { shown, kept } = await openTutorial(parent, "Open It");
    assert.match(shown[1]?.text ?? "", /hostside-tutorial exists already\. Hostside does not overwrite it\./u);
    assert.deepEqual(shown[1]?.choices, ["Open It", "Choose Another Folder"]);
    assert.equal(kept.length, 1);
    const other = vscode.Uri.joinPath(parent, "other");
    assert.equal((await openTutorial(parent, "Choose Another Folder", other)).kept.length, 1);
    assert.deepEqual((await readdir(path.join(other.fsPath, "hostside-tutorial"))).sort(), files);
    assert.equal((await openTutorial(parent, undefined)).kept.length, 0);
    assert.equal(await readFile(compose, "utf8"), "name: mine\n");
  });

  it("makes nothing in the extension's own folder, nor where no folder is chosen", async () => {
    const own = vscode.Uri.file(path.join(extensionFolder(), "media"));
    const { shown, kept } = await openTutorial(own, undefined);
    assert.match(shown[1]?.text ?? "", /^This folder belongs to Hostside/u);
    assert.deepEqual(kept, []);
    await assert.rejects(stat(path.join(own.fsPath, "hostside-tutorial")));
    assert.deepEqual((await openTutorial(undefined)).kept, []);
  });
});
