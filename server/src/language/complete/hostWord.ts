import { namesInVariable, namesNoHost } from "../../../../shared/hostVariables";
import { serviceNameAt } from "./offer";
import type { Spot } from "./spot";

/** The place in a value at which the name of a host is being written. */
export interface HostWord {
  /** The letters of the typed word in front of the name. */
  readonly from: number;
  /** What is typed of the name, with a port behind it where one has begun. */
  readonly text: string;
  /** `http` of the URL in which it stands. */
  readonly scheme?: string;
  /** The variable whose whole value it is. */
  readonly key?: string;
  /** `url`: the whole value is one, and nothing of it is written yet. `name`: the port stands elsewhere. */
  readonly wants: "host" | "url" | "name";
}

const attributes = new Set(["environment", "command", "entrypoint", "healthcheck"]);
/** A name, or a part of one, with what is typed of its port. */
const nameSoFar = /^[\w.-]*(?::\d*)?$/;
const hostFlag = /^--?(?:[\w-]*[-_])?(?:host|url|addr|address|server|endpoint)$/i;
/** In a connection string, `Host=db;Port=5432`. */
const hostPart = /^\s{0,3}(?:Host|Server|Data Source)\s{0,3}=\s{0,3}(?:tcp:)?/i;
const urlKey = /(?:^|[_.-])(?:URL|URI|DSN|ENDPOINT)$|[a-z](?:Url|Uri|Endpoint)$/;
const mailKey = /MAIL|SENDER|FROM/i;

/** Whether a spot is within a value in which services name hosts. */
function mayHoldHost(spot: Spot): boolean {
  const { path, role, fresh } = spot;
  if (serviceNameAt(spot) === undefined || role !== "value" || fresh) return false;
  const [, , attribute, entry] = path;
  if (typeof attribute !== "string" || !attributes.has(attribute)) return false;
  if (attribute === "environment") return path.length === 4;
  if (attribute === "healthcheck") return entry === "test" && path.length <= 5;
  return path.length === 3 || (path.length === 4 && typeof entry === "number");
}

/** The name of a host that is being written at a spot; undefined where nothing says that one comes. */
export function hostWordAt(spot: Spot): HostWord | undefined {
  if (!mayHoldHost(spot)) return undefined;
  const { path, typed } = spot;
  if (path[2] !== "environment") return wordIn(typed, 0, undefined);
  if (typeof path[3] === "string") return wordIn(typed, 0, path[3]);
  const sign = typed.indexOf("=");
  return sign < 0 ? undefined : wordIn(typed.slice(sign + 1), sign + 1, typed.slice(0, sign));
}

/** The same in a value, or in the rest of one that begins so many letters later: `key` is the variable whose value it is. */
export function wordIn(value: string, shift: number, key: string | undefined): HostWord | undefined {
  if (key !== undefined && namesNoHost(key)) return undefined;
  const at = (text: string | undefined, wants: HostWord["wants"]): HostWord | undefined =>
    text === undefined || !nameSoFar.test(text)
      ? undefined
      : { from: shift + value.length - text.length, text, wants, ...(key !== undefined && { key }) };
  const url = value.lastIndexOf("://");
  const inUrl = url < 0 ? undefined : at(behindLast(value.slice(url + 3), "@"), "host");
  if (inUrl !== undefined) return { ...inUrl, scheme: schemeBefore(value, url) };
  if (key === undefined) return at(behindFlag(value), "host") ?? at(behindUser(value), "host");
  if (isHostKey(key)) return at(behindLast(value.replace(/[;\s]/g, ","), ","), "host");
  return (
    (urlKey.test(key) ? at(value, "url") : undefined) ??
    at(behindPart(value), "name") ??
    (mailKey.test(key) ? undefined : at(behindUser(value), "host"))
  );
}

function behindLast(text: string, sign: string): string {
  return text.slice(text.lastIndexOf(sign) + 1);
}

function schemeBefore(text: string, end: number): string {
  let start = end;
  while (/[\w+.-]/.test(text.charAt(start - 1))) start -= 1;
  return text.slice(start, end).toLowerCase();
}

/** Behind `user@` and `user:password@tcp(`. */
function behindUser(text: string): string | undefined {
  const sign = text.lastIndexOf("@");
  if (sign < 1 || !/[\w%+.-]/.test(text.charAt(sign - 1))) return undefined;
  const behind = text.slice(sign + 1);
  return behind.startsWith("tcp(") ? behind.slice("tcp(".length) : behind;
}

/** Behind `--host=` and `--host `. */
function behindFlag(text: string): string | undefined {
  const words = text.split(/\s/);
  const last = words.at(-1) ?? "";
  const sign = last.indexOf("=");
  if (sign > 0) return hostFlag.test(last.slice(0, sign)) ? last.slice(sign + 1) : undefined;
  return hostFlag.test(words.at(-2) ?? "") ? last : undefined;
}

/** Behind `Host=` in a connection string. */
function behindPart(text: string): string | undefined {
  const part = behindLast(text, ";");
  const start = hostPart.exec(part)?.[0].length;
  return start === undefined ? undefined : part.slice(start);
}

/** Whether the whole value of such a variable is a host, or a list of them. */
function isHostKey(key: string): boolean {
  return namesInVariable(key, "db").some(({ start }) => start === 0);
}
