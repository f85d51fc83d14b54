import { addressFrom } from "../docker/address";
import { derivePath } from "../insight/path/derive";
import type { Place, Target } from "../insight/path/model";
import { answerOf, hopText, targetText } from "../insight/path/pathText";
import { contradicts, triedText } from "../insight/reach/tried";
import { tryCalls } from "../insight/reach/tryCalls";
import { readPathSnapshot } from "../insight/readPathSnapshot";
import { english } from "../platform/english";
import type { AskedEngine } from "./askedEngine";
import { containerNamed } from "./chooseContainer";
import { Unanswered } from "./faults";
import type { Printed } from "./printed";

/**
 * Whether a place can reach a name or an address at a port, hop by hop; where `isTried`, also what became of one call
 * from there. Throws EngineError and Unanswered.
 */
export async function inspectReach(
  asked: AskedEngine,
  [from = "", to = ""]: readonly string[],
  signal: AbortSignal,
  isTried = false,
): Promise<Printed> {
  const target = targetFrom(to);
  const place = placeNamed(asked, from);
  const snapshot = await readPathSnapshot(asked.prober, asked.inventory, asked.facts, undefined, signal);
  const path = derivePath(snapshot, place, target);
  const { sentence, remedy } = answerOf(path, english);
  const [call] = isTried ? await tryCalls(asked.prober, snapshot, [{ path }], signal) : [];
  const tried = call?.tried;
  const hops = path.hops.map((hop) => ({ ...hop, text: hopText(hop, english) }));
  return {
    lines: [
      sentence,
      ...(remedy === undefined ? [] : [remedy.sentence]),
      ...(remedy?.line === undefined ? [] : [`    ${remedy.line}`]),
      "",
      ...hops.flatMap(({ kind, state, text, evidence }) => [
        `${state.padEnd(7)} ${kind.padEnd(8)} ${text}`,
        ...evidence.map((each) => `${" ".repeat(17)}${each}`),
      ]),
    ],
    json: {
      from: place,
      to: targetText(target),
      state: path.state,
      sentence,
      remedy: remedy ?? null,
      hops,
      ...(tried === undefined
        ? {}
        : { tried: { ...tried, sentence: triedText(tried, english), contradicts: contradicts(path, tried) } }),
    },
    status: path.state === "open" ? 0 : 1,
  };
}

/** `host`, `outside` for another machine on its network, or a container. */
function placeNamed({ inventory }: AskedEngine, word: string): Place {
  if (word === "host" || word === "outside") return { kind: word };
  return { kind: "container", id: containerNamed(inventory, word).id };
}

/** Reads `web:80`, `[::1]:80` and `web:53/udp`. Throws Unanswered for another text. */
function targetFrom(text: string): Target {
  const [, bracketed, plain, port, protocol = "tcp"] =
    /^(?:\[([^\]]+)\]|([^:[\]/]+)):(\d{1,5})(?:\/(tcp|udp))?$/iu.exec(text) ?? [];
  const host = bracketed === undefined ? plain : addressFrom(bracketed);
  const number = Number(port);
  if (host === undefined || host === "" || !(number > 0 && number < 65_536)) {
    throw new Unanswered(`"${text}" is no NAME:PORT, such as web:80, 172.17.0.2:80, [::1]:80 or dns:53/udp.`);
  }
  return { host, port: number, protocol: protocol.toLowerCase() === "udp" ? "udp" : "tcp" };
}
