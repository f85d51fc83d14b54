import type { Container } from "../../docker/inventory/container";
import type { ContainerDetail, Engine, ExecResult } from "../../docker/api/engine";
import { faultFrom } from "../../docker/fault";
import { sanitize } from "../../docker/sanitize";
import { NamespaceError } from "./fault";
import { parseIpJson } from "../parse/ipJson";
import { parseIpText } from "../parse/ipText";
import { networkFiles } from "../parse/procNet";
import { catCommand, splitProcNet, textsOfProcNet } from "../parse/procNetSplit";
import type { Prober } from "./prober";
import { source } from "../source";
import type { ReadRequest } from "./request";
import { readingScript } from "./script";

/** The texts that programs of the container's own image print, or why they did not. */
export interface InsideAnswer {
  readonly texts: ReadonlyMap<string, string>;
  readonly refusal?: string;
}

/**
 * Asks programs of the container's own image: a shell that prints everything at once; where there is none, `ip` and
 * `cat` by themselves. The engine runs nothing in a paused container. Throws only for the engine's own failures.
 */
export async function textsInside(
  { engine, images }: Prober,
  container: Container,
  detail: ContainerDetail,
  request: ReadRequest,
  signal?: AbortSignal,
): Promise<InsideAnswer> {
  if (detail.paused) return { texts: new Map() };
  const refusals: string[] = [];
  const run = (command: readonly string[]) => runInside(engine, container, command, refusals, signal);
  if (images?.withoutShell.has(detail.image) !== true) {
    const script = readingScript(request);
    const texts = script.parse((await run(script.command))?.stdout ?? "");
    if (texts !== undefined) return { texts };
    images?.withoutShell.add(detail.image);
  }
  if (images?.withoutPrograms.has(detail.image) === true) return { texts: new Map(), ...lastOf(refusals) };
  const texts = await textsOfPrograms(run, request);
  if (texts.size === 0) images?.withoutPrograms.add(detail.image);
  return { texts, ...lastOf(refusals) };
}

/** Where there is no shell: the programs one by one, and one `cat` for all files. */
async function textsOfPrograms(
  run: (command: readonly string[]) => Promise<ExecResult | undefined>,
  request: ReadRequest,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const ask = async (question: string): Promise<string> => (await run(question.split(" ")))?.stdout ?? "";
  const json = request.raw === true ? "" : await ask(source.addressJson);
  if (parseIpJson(json)?.length) texts.set(source.addressJson, json);
  else {
    const text = await ask(source.addressText);
    if (parseIpText(text)?.length) texts.set(source.addressText, text);
  }
  const files = [...networkFiles, ...(request.procNet ?? [])];
  const printed = (await run(catCommand(files)))?.stdout ?? "";
  for (const [key, text] of textsOfProcNet(splitProcNet(printed, files))) texts.set(key, text);
  return texts;
}

/** What the program did; undefined where the container refuses, which is an answer, not a failure of the engine. */
async function runInside(
  engine: Engine,
  container: Container,
  command: readonly string[],
  refusals: string[],
  signal: AbortSignal | undefined,
): Promise<ExecResult | undefined> {
  try {
    const result = await engine.exec(container.id, command, signal);
    if (result.exitCode !== 0) refusals.push(sanitize(result.stderr || result.stdout));
    // 126 and 127: the engine could not run it, and says so on the program's output. `cat` fails for a file that is
    // missing, as if_inet6 is without IPv6, after printing the others.
    return result.exitCode === 126 || result.exitCode === 127 ? undefined : result;
  } catch (error) {
    const fault = faultFrom(error);
    if (fault.kind === "timeout" || fault.kind === "cancelled" || fault.kind === "not-running") {
      throw new NamespaceError({ kind: "engine", fault });
    }
    refusals.push(fault.detail);
    return undefined;
  }
}

function lastOf(refusals: readonly string[]): { refusal?: string } {
  const last = refusals.at(-1);
  return last === undefined || last === "" ? {} : { refusal: last };
}
