import { randomBytes } from "node:crypto";
import { source } from "../parse/assemble";
import { networkFiles } from "../parse/procNet";
import { socketFiles } from "../parse/procSockets";
import type { ReadRequest } from "./request";
import { lowerPrefix, sysfsFiles } from "../parse/sysfs";

/**
 * Prints all that a namespace has to tell, whatever the image holds beside a shell: `ip` where there is one, /proc/net
 * and sysfs. It is a constant: nothing that a container says becomes a part of it. Its parameters: a word that no
 * container can guess, to tell headings from content; further files of /proc/net; `raw` for the text of `ip`; `owners`
 * for who holds which socket.
 */
const script = `exec 2>/dev/null
h() { echo; echo "@@$n $1"; }
n=$1
for f in ${networkFiles.join(" ")} $2; do h /proc/net/$f; cat /proc/net/$f; done
for d in /sys/class/net/*; do h $d; for f in ${sysfsFiles.join(" ")}; do v=; read v < $d/$f && echo "$f $v"; done
for l in $d/${lowerPrefix}*; do [ -e $l ] && echo "\${l##*/}"; done; done
h ${source.resolvConf}; cat /etc/resolv.conf
h ${source.identity}; readlink /proc/self/ns/net
if [ "$3" != raw ] && ip -j addr > /dev/null; then
h '${source.addressJson}'; ip -j addr; h '${source.routeJson}'; ip -j route; h '${source.route6Json}'; ip -6 -j route
elif ip addr > /dev/null; then
h '${source.addressText}'; ip addr; h '${source.routeText}'; ip route; h '${source.route6Text}'; ip -6 route
fi
if [ "$4" = owners ]; then
h '${source.descriptors}'; ls -l /proc/[0-9]*/fd
h '${source.processNames}'; head -n 1 /proc/[0-9]*/comm /proc/[0-9]*/cmdline
fi
h end`;

/** The program to run in a container, and how to read what it prints. */
export interface ScriptRun {
  readonly command: readonly string[];
  /** The texts by their source; undefined where the script did not run to its end, as where there is no shell. */
  parse(printed: string): Map<string, string> | undefined;
}

/** The script for one run. */
export function readingScript(request: ReadRequest): ScriptRun {
  const word = randomBytes(12).toString("hex");
  const files = request.sockets === true ? socketFiles.join(" ") : "";
  return {
    command: [
      ...["sh", "-c", script, "hostside", word, files],
      ...[request.raw === true ? "raw" : "", request.owners === true ? "owners" : ""],
    ],
    parse: (printed) => splitByHeadings(printed, word),
  };
}

function splitByHeadings(printed: string, word: string): Map<string, string> | undefined {
  const [, ...parts] = `\n${printed.replaceAll("\r\n", "\n")}`.split(`\n@@${word} `);
  const texts = new Map<string, string>();
  for (const part of parts) {
    const end = part.indexOf("\n");
    const [heading, content] = end === -1 ? [part, ""] : [part.slice(0, end), part.slice(end + 1)];
    if (heading === "end") return texts;
    if (content.trim() !== "") texts.set(heading, content);
  }
  return undefined;
}
