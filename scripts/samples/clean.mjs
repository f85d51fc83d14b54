// @ts-check
// Keeps what tells of the machine out of the samples.
import { hostname, networkInterfaces, release, tmpdir } from "node:os";
import path from "node:path";
import { checkout } from "../checkout.mjs";

/**
 * The text with an engine's own folders where an installed engine has them.
 * @param {string} text
 * @param {{ data: string, socket: string }} engine
 */
export function withUsualFolders(text, { data, socket }) {
  const run = path.dirname(socket);
  return text
    .replaceAll(data, "/var/lib/docker")
    .replaceAll(`${run}/exec`, "/var/run/docker")
    .replaceAll(path.basename(run), "docker");
}

/**
 * What a text tells of this machine: its name, paths, kernel, the addresses of its interfaces. Bridges of engines have
 * the same addresses everywhere.
 * @param {string} text
 * @returns {string[]}
 */
export function traitsIn(text) {
  const own = Object.entries(networkInterfaces())
    .filter(([name]) => !/^(lo|docker|br-|veth|hostside)/.test(name))
    .flatMap(([, addresses]) => addresses ?? [])
    .flatMap(({ address, mac }) => [address, mac]);
  const found = [hostname(), release(), checkout, tmpdir(), ...own];
  return [...new Set(found)].filter((trait) => {
    const literal = trait.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`(?<![\\w.:])${literal}(?![\\w:])`).test(text);
  });
}
