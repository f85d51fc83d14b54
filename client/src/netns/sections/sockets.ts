import type { Localizer } from "../../platform/localizer";
import type { ListeningSocket, Texts } from "../model";
import { procNetFolder, procNetOf } from "../parse/procNetSplit";
import { parseProcSockets, socketFiles } from "../parse/procSockets";
import { parsePrograms } from "../parse/programsInside";
import type { Line } from "../render/render";
import { source } from "../source";
import { dockersResolver } from "./dns";
import { defineSection, type NamedNamespace, type SectionReading, type SocketNames } from "./section";
import { comment, halves, shortened } from "./wording";

declare module "../model" {
  interface Namespace {
    readonly sockets?: readonly ListeningSocket[] | undefined;
  }
}

/** A line that is about a listening socket. */
export interface SocketLine extends Line {
  readonly socket: ListeningSocket;
}

/** What listens, and who holds it. The kernel takes milliseconds to list sockets. */
export const sockets = defineSection({
  id: "sockets",
  title: "listening sockets",
  spokenTitle: (l10n) => l10n.t("listening sockets"),
  ending: "listening-sockets",
  asks: { depth: "quick", procNet: socketFiles, socketOwners: true },
  sources: [["tcp", "tcp6", "udp", "udp6"].map((name) => `${procNetFolder}${name}`)],
  parse,
  lines: ({ sockets: found }, names, l10n) =>
    found?.length === 0 ? comment(l10n.t("nothing listens")) : found && socketLines(found, names),
  planned: ({ mode }, { published }, l10n) =>
    mode.kind === "network" && published.length > 0 ? [l10n.t("Published ports: {0}", published.join(", "))] : [],
  verdict: (left, right, l10n) => halves(sideText(left, l10n), sideText(right, l10n), l10n),
  shortVerdict: (left, right, l10n) => {
    if (left.sockets === undefined || right.sockets === undefined) return "";
    const ports = portTexts(right.sockets);
    return ports.length === 0 ? l10n.t("Nothing listens") : l10n.t("Listens on {0}", shortened(ports, l10n));
  },
});

function parse(texts: Texts): SectionReading | undefined {
  const files = procNetOf(texts);
  if (socketFiles.every(({ name }) => files[name] === undefined)) return undefined;
  const programs = parsePrograms(texts.get(source.descriptors) ?? "", texts.get(source.processNames) ?? "");
  const found = parseProcSockets(files).map((socket) => {
    const program = programs.get(socket.inode ?? "");
    return program === undefined ? socket : { ...socket, owner: { program, containers: [] } };
  });
  return { part: { sockets: found } };
}

/**
 * Listening sockets, one a line in columns: protocol, address and port, owner. Where
 * the program is not known its user is. What changes from one reading to the next, such as inodes, is left out.
 */
export function socketLines(sockets: readonly ListeningSocket[], names: SocketNames): SocketLine[] {
  return sockets.map((socket) => ({
    text: `${socket.protocol}  ${localText(socket).padEnd(24)} ${ownerText(socket, names)}`.trimEnd(),
    socket,
  }));
}

/** Address and port as `ss` writes them: `0.0.0.0:80`, `[::]:80`. */
export function localText({ address, port, family }: ListeningSocket): string {
  return family === "inet6" ? `[${address}]:${port}` : `${address}:${port}`;
}

function ownerText(socket: ListeningSocket, { nameOf, publisherOf }: SocketNames): string {
  const { owner, uid } = socket;
  const inside = owner?.containers.map(nameOf).find((name) => name !== undefined);
  const behind = publisherOf?.(socket);
  const container = inside ?? (behind === undefined ? undefined : `for ${behind}`);
  const text = [owner?.program ?? "", container === undefined ? "" : `(${container})`].join(" ").trim();
  return text === "" && uid !== undefined ? `uid ${uid}` : text;
}

function sideText({ name, namespace }: NamedNamespace, l10n: Localizer): string {
  if (namespace.sockets === undefined) return "";
  const ports = portTexts(namespace.sockets);
  if (ports.length === 0) return l10n.t("nothing listens in {0}", name);
  return l10n.t("{0} listens on {1}", name, shortened(ports, l10n));
}

/** Ports, each once. The resolver's sockets are Docker's, inside every container of a user-defined network. */
function portTexts(sockets: readonly ListeningSocket[]): string[] {
  const own = sockets.filter(({ address }) => address !== dockersResolver);
  return [...new Set(own.map(({ port, protocol }) => `${port}/${protocol}`))];
}
