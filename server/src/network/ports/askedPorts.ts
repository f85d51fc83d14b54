import { clientProgram } from "../../../../shared/clientPrograms";
import type { Service } from "../../compose/model/service";
import type { Origin } from "../../compose/values/value";

/** A port in a word of a health check at which it asks the container that it runs in. */
export interface AskedPort {
  readonly port: number;
  /** The whole word, and where in it the port stands. */
  readonly value: string;
  readonly at: Origin;
  readonly start: number;
  readonly end: number;
}

/** A host and a port; a URL of another host has the name before it. */
const address = /(?<![\w.@-])(\[::1\]|[a-zA-Z0-9][a-zA-Z0-9_.-]*):(\d{2,5})(?!\d)/g;
const portText = /^(\d{2,5})(?:["';&|)]|$)/;

interface Word {
  readonly text: string;
  readonly value: string;
  readonly at: Origin;
  readonly start: number;
}

/** The ports at which a health check asks its own container, by localhost or by a name of the service. */
export function askedPorts(service: Service): AskedPort[] {
  const names = ownNames(service);
  const words = service.healthcheck.flatMap(({ value, at }) =>
    [...value.matchAll(/\S+/g)].map(({ 0: text, index }): Word => ({ text, value, at, start: index })),
  );
  return [
    ...service.healthcheck.flatMap(({ value, at }) => addressesOf(value, at, names)),
    ...words.flatMap((_, index) => ofNetcat(words, index, names)),
    ...ofClient(words, names),
  ];
}

/** The names by which a service's container knows itself. */
export function ownNames({ name, containerName, hostname }: Service): ReadonlySet<string> {
  const others = [containerName?.value, hostname?.value].filter((each) => each !== undefined);
  return new Set(["localhost", "127.0.0.1", "0.0.0.0", "[::1]", name, ...others]);
}

/** The ports behind one of these names in a text. */
export function addressesOf(value: string, at: Origin, names: ReadonlySet<string>): AskedPort[] {
  return [...value.matchAll(address)].flatMap(({ 0: whole, 1: name = "", 2: text = "", index }) => {
    const end = index + whole.length;
    return names.has(name) ? [{ port: Number(text), value, at, start: end - text.length, end }] : [];
  });
}

/** `nc -z localhost 8080`. */
function ofNetcat(words: readonly Word[], index: number, names: ReadonlySet<string>): AskedPort[] {
  if (!/(?:^|[/"'(])nc$/.test(words[index]?.text ?? "")) return [];
  let at = index + 1;
  while (/^-[a-zA-Z0-9]+$/.test(words[at]?.text ?? "")) at += /^\d$/.test(words[at + 1]?.text ?? "") ? 2 : 1;
  const port = names.has(words[at]?.text ?? "") ? words[at + 1] : undefined;
  return port === undefined ? [] : numberIn(port, 0);
}

/** `pg_isready -p 5433`, unless it asks another host. */
function ofClient(words: readonly Word[], names: ReadonlySet<string>): AskedPort[] {
  const starts = words.findIndex(({ text }) => clientProgram(text) !== undefined);
  const program = clientProgram(words[starts]?.text ?? "");
  if (program === undefined) return [];
  const following = words.slice(starts + 1);
  const host = following.flatMap(({ text }, index) => {
    const [, glued] = /^(?:-h|--host=)(.+)$/.exec(text) ?? [];
    return text === "-h" || text === "--host" ? [following[index + 1]?.text ?? ""] : (glued ?? []);
  });
  if (host.some((name) => !names.has(name))) return [];
  return following.flatMap((word, index) => {
    const flag = program.portFlags.find((each) => word.text === each || word.text.startsWith(`${each}=`));
    if (flag === undefined) return [];
    const next = following[index + 1];
    if (word.text !== flag) return numberIn(word, flag.length + 1);
    return next === undefined ? [] : numberIn(next, 0);
  });
}

function numberIn({ text, value, at, start }: Word, from: number): AskedPort[] {
  const port = portText.exec(text.slice(from))?.[1];
  if (port === undefined) return [];
  return [{ port: Number(port), value, at, start: start + from, end: start + from + port.length }];
}
