import { readFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { jsonOf } from "../../src/docker/api/answer";
import { parseEndpoint } from "../../src/docker/endpoint/endpoint";
import type { EndpointEnvironment } from "../../src/docker/endpoint/endpointEnvironment";
import { faultFrom, faultText } from "../../src/docker/fault";
import { explainEngineFault } from "../../src/insight/explainFault";
import type { Localizer } from "../../src/platform/localizer";
import { english } from "../english";

const bundle = path.join(import.meta.dirname, "..", "..", "..", "l10n", "bundle.l10n.de.json");
const inGerman = new Map(Object.entries(JSON.parse(readFileSync(bundle, "utf8")) as Record<string, string>));
const german: Localizer = { t: (text, ...values) => english.t(inGerman.get(text) ?? text, ...values) };

const environment = { variables: {}, platform: "linux" } as unknown as EndpointEnvironment;

it("the reason why an address cannot be used is in the editor's language, and in English in the log", async () => {
  const fault = faultFrom(await parseEndpoint("ssh://me:secret@far", "setting", environment).catch((e: unknown) => e));
  expect(explainEngineFault(fault, german)).toBe(
    "Die Adresse der Docker-Engine ist nicht verwendbar: Eine ssh-Adresse darf kein Passwort enthalten. hostside.docker.host, DOCKER_HOST oder den Docker-Kontext korrigieren.",
  );
  expect(faultText(fault)).toBe("bad-endpoint: an ssh address must not hold a password (at ssh://far)");
});

it("an address is said without its password", async () => {
  const fault = faultFrom(await parseEndpoint("tcp://me:secret@", "setting", environment).catch((e: unknown) => e));
  expect(explainEngineFault(fault, german)).toContain("tcp://me@ nennt keinen Host und keinen Port");
  expect(JSON.stringify(fault)).not.toContain("secret");
});

it("the reason why an answer cannot be used is in the editor's language", async () => {
  const fault = faultFrom(await jsonOf(Readable.from([Buffer.from("<html>")]), 100).catch((e: unknown) => e));
  expect(fault).toMatchObject({ kind: "bad-answer", detail: "it is not JSON" });
  expect(explainEngineFault(fault, german)).toContain("Sie ist kein JSON");
  const large = faultFrom(await jsonOf(Readable.from([Buffer.alloc(2048)]), 1024).catch((e: unknown) => e));
  expect(explainEngineFault(large, german)).toContain("größer als 1 kB");
});
