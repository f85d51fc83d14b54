import { describe, expect, it } from "vitest";
import { isAtLeast } from "../../shared/engineKind";
import { CurrentEngine, engineOf } from "../src/workspace/engine";

const facts = { os: "linux", desktop: false, rootless: false, usernsRemap: false, version: "28.5.2" };

describe("the engine that rules ask", () => {
  it("is the running one before the one that the user named", () => {
    expect(engineOf(null, undefined)).toBeUndefined();
    expect(engineOf(null, "rootless")).toMatchObject({ rootless: true, version: undefined });
    expect(engineOf(facts, "rootless")).toMatchObject({ rootless: false, version: "28.5.2" });
  });

  it("hears from the user alone whether Docker Desktop has host networking", () => {
    const desktop = { ...facts, desktop: true };
    expect(engineOf(desktop, undefined)?.desktopHostNetworking).toBeUndefined();
    expect(engineOf(desktop, "docker-desktop")?.desktopHostNetworking).toBe(false);
    expect(engineOf(desktop, "docker-desktop-host-networking")?.desktopHostNetworking).toBe(true);
    expect(engineOf(facts, "docker-desktop-host-networking")?.desktopHostNetworking).toBeUndefined();
  });

  it("stays the same object while it is of the same kind", () => {
    const engine = new CurrentEngine();
    engine.set(facts);
    const first = engine.beside(undefined);
    engine.set({ ...facts });
    expect(engine.beside(undefined)).toBe(first);
    engine.set({ ...facts, rootless: true });
    expect(engine.beside(undefined)).toMatchObject({ rootless: true });
    engine.set(null);
    expect(engine.beside(undefined)).toBeUndefined();
  });

  it.each([
    ["29.5.0", true],
    ["30.0.0-rc.1", true],
    ["29.4.9", false],
    ["28.10.1", false],
    ["dev", undefined],
  ])("of version %s is at least 29.5: %s", (version, expected) => {
    expect(isAtLeast({ ...facts, os: "linux", desktopHostNetworking: undefined, version }, 29, 5)).toBe(expected);
  });
});
