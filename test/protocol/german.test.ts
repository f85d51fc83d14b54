import { afterEach, describe, expect, it } from "vitest";
import {
  type CodeAction,
  DiagnosticSeverity,
  type Hover,
  type MarkupContent,
} from "vscode-languageserver-protocol/node";
import { type ExplainFileResult, explainFileMethod, type RenamePlace, renamePlaceMethod } from "../../shared/protocol";
import { Client, composeText, pulling } from "./client";

const uri = "file:///p/compose.yaml";

/** A program that listens for nobody else, and calls a name that it cannot resolve. */
const aboutSomething = `services:
  web:
    image: busybox
    command: httpd -f -p 127.0.0.1:8080
    ports: ["8080:8080"]
    networks: [front]
    environment:
      DB_URL: postgres://db:5432/app
  db:
    image: postgres:16
    networks: [back]
networks:
  front:
  back:
`;

describe("in an editor that is shown in German", () => {
  let client: Awaited<ReturnType<typeof Client.start>>;
  afterEach(() => client.stop());

  const titlesIn = async (locale: string | undefined): Promise<readonly string[]> => {
    client = await Client.start(pulling, undefined, [], locale === undefined ? {} : { locale });
    await client.open(uri, composeText);
    const position = { line: 5, character: 10 };
    const actions = await client.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri },
      range: { start: position, end: position },
      context: { diagnostics: [], only: ["quickfix", "refactor"] },
    });
    return actions.map(({ title }) => title).slice(0, 3);
  };

  it("quick fixes are in German", async () => {
    expect(await titlesIn("de")).toEqual([
      "`ports` von web entfernen",
      "Host-Modus verlassen: `network_mode` von web entfernen",
      "host-ports-discarded hier mit einem Kommentar unterdrücken",
    ]);
  });

  it("findings are in German, with the places that they are related to", async () => {
    client = await Client.start(pulling, undefined, [], { locale: "de" });
    await client.open(uri, composeText);
    const found = (await client.items(uri)).find(({ severity }) => severity === DiagnosticSeverity.Warning);
    expect(found?.message).toBe(
      "Docker verwirft veröffentlichte Ports im Host-Modus: web lauscht selbst auf 80, nicht auf 8080. `ports` entfernen oder den Host-Modus verlassen.",
    );
    expect(found?.relatedInformation?.map(({ message }) => message)).toEqual([
      "web läuft im Netzwerk-Namensraum des Hosts",
    ]);
  });

  it("what a finding is about is sent as data, beside the message in German", async () => {
    client = await Client.start(pulling, undefined, [], { locale: "de" });
    await client.open(uri, aboutSomething);
    const actions = await client.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } },
      context: { diagnostics: [], only: ["quickfix"] },
    });
    const found = actions.flatMap(({ diagnostics = [] }) => diagnostics);
    const about = (rule: string) => found.find(({ code }) => code === rule);
    expect(about("unresolvable-name")?.message).toContain("der Name db wird nicht aufgelöst");
    expect(about("unresolvable-name")?.data).toEqual({ name: "db" });
    expect(about("listens-on-loopback")?.message).toContain(
      "sodass niemand außerhalb des Containers Port 8080 erreicht.",
    );
    expect(about("listens-on-loopback")?.data).toEqual({ port: 8080 });
  });

  it("hovers are in German", async () => {
    client = await Client.start(pulling, undefined, [], { locale: "de" });
    await client.open(uri, composeText);
    const hover = await client.connection.sendRequest<Hover>("textDocument/hover", {
      textDocument: { uri },
      position: { line: 3, character: 20 },
    });
    expect((hover.contents as MarkupContent).value).toContain("Worauf er lauscht, lauscht der Host.");
    expect((hover.contents as MarkupContent).value).toContain("Der Netzwerk-Namensraum von `web` ist der des Hosts.");
  });

  it("why a name cannot be changed, and how a file is read, are in German", async () => {
    client = await Client.start(pulling, undefined, [], { locale: "de" });
    await client.open(uri, `${composeText}networks:\n  lan:\n    external: true\n`);
    const textDocument = { uri };
    const renamed = await client.connection.sendRequest<RenamePlace>(renamePlaceMethod, {
      textDocument,
      position: { line: 7, character: 3 },
    });
    expect(renamed).toEqual({
      refused:
        "`lan` ist extern: Der Schlüssel ist der Name, den das Netzwerk auf der Engine hat. `name: lan` hinzufügen, dann lässt sich der Schlüssel umbenennen.",
    });
    const explained = await client.connection.sendRequest<ExplainFileResult>(explainFileMethod, textDocument);
    expect(explained.text).toMatch(/^# Wie `.*compose.yaml` gelesen wird\n/u);
    expect(explained.text).toContain("### Regeln, die nichts gemeldet haben");
  });

  it.each([undefined, "en", "tlh"])("they stay English in one whose language is %s", async (locale) => {
    expect(await titlesIn(locale)).toEqual([
      "Remove `ports` of web",
      "Leave host mode: remove `network_mode` of web",
      "Suppress host-ports-discarded here with a comment",
    ]);
  });
});
