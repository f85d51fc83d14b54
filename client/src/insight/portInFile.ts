/** A part of a line, lines and columns from 0. */
export interface LinePart {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Where a service publishes a port of the host: its number in an item of `ports`, or behind `published`. `from` is the
 * line of the service's key. Undefined where it stands nowhere, or at several places, as where a variable has it.
 */
export function publishedPortIn(lines: readonly string[], from: number, port: number): LinePart | undefined {
  const found = linesOfService(lines, from).flatMap((line) => portsIn(lines[line] ?? "", line, port));
  return found.length === 1 ? found[0] : undefined;
}

/** `"8080:80"`, perhaps behind an address, and `published: 8080`. */
const short = /(?:^|[\s,["'\]\d]:|[\s,["'-])(\d{1,5}):\d/dgu;
const long = /\bpublished["']?:\s{0,8}["']?(\d{1,5})(?!\d)/dgu;
/** Lines that may hold an item of `ports`; a variable's value may look alike. */
const mayPublish = /^\s{0,200}(?:-\s|ports:|\{|\[|["']?\d|published:)/u;

function portsIn(text: string, line: number, port: number): LinePart[] {
  const code = text.slice(0, 2_000);
  if (!mayPublish.test(code) || code.includes("://")) return [];
  return [...code.matchAll(short), ...code.matchAll(long)].flatMap(({ indices }) => {
    const [start, end] = indices?.[1] ?? [0, 0];
    return Number(code.slice(start, end)) === port ? [{ line, start, end }] : [];
  });
}

/** Where a service's network mode is written; undefined where it is not. */
export function networkModeIn(lines: readonly string[], from: number): LinePart | undefined {
  for (const line of linesOfService(lines, from)) {
    const text = lines[line] ?? "";
    if (!text.trimStart().startsWith("network_mode:")) continue;
    const behind = text.slice(text.indexOf(":") + 1).split(" #", 1)[0] ?? "";
    const value = behind.trim();
    const start = text.indexOf(":") + 1 + behind.length - behind.trimStart().length;
    if (value !== "") return { line, start, end: start + value.length };
  }
  return undefined;
}

/** The lines of a service: its key's, and those that stand further right below it. */
export function linesOfService(lines: readonly string[], from: number): number[] {
  const depth = indentOf(lines[from] ?? "");
  const found = [from];
  for (let line = from + 1; line < lines.length; line++) {
    const text = lines[line] ?? "";
    if (text.trim() !== "" && indentOf(text) <= depth) break;
    found.push(line);
  }
  return found;
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}
