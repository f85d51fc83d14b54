import { randomBytes } from "node:crypto";
import { networkFiles } from "../parse/procNet";
import { procNetFolder } from "../parse/procNetSplit";
import { lowerPrefix, sysfsFiles } from "../parse/sysfs";
import { source } from "../source";
import type { ReadRequest } from "./request";

/**
 * Prints what is wanted of a namespace, whatever the image holds beside a shell: `ip` where there is one, /proc/net and
 * sysfs. It is made of constants: nothing that a container says becomes a part of it. Its parameter is a word that no
 * container can guess, to tell headings from content.
 */
function scriptFor({ procNet = [], ip = [], socketOwners, raw }: ReadRequest): string {
  const files = [...networkFiles, ...procNet].map(({ name }) => name);
  const ask = (question: string): string => `h '${question}'; ${question}`;
  const json = [source.addressJson, ...ip.map((question) => question.json)].map(ask).join("; ");
  const text = [source.addressText, ...ip.map((question) => question.text)].map(ask).join("; ");
  const holders = `h '${source.descriptors}'; ls -l /proc/[0-9]*/fd
h '${source.processNames}'; head -n 1 /proc/[0-9]*/comm /proc/[0-9]*/cmdline
`;
  return `exec 2>/dev/null
h() { echo; echo "@@$n $1"; }
n=$1
for f in ${files.join(" ")}; do h ${procNetFolder}$f; cat ${procNetFolder}$f; done
for d in ${source.sysfs}*; do h $d; for f in ${sysfsFiles.join(" ")}; do v=; read v < $d/$f && echo "$f $v"; done
for l in $d/${lowerPrefix}*; do [ -e $l ] && echo "\${l##*/}"; done; done
h ${source.resolvConf}; cat ${source.resolvConf}
h ${source.identity}; readlink ${source.identity}
if ${raw === true ? "false" : "ip -j addr > /dev/null"}; then ${json}
elif ip addr > /dev/null; then ${text}
fi
${socketOwners === true ? holders : ""}h end`;
}

/** The program to run in a container, and how to read what it prints. */
export interface ScriptRun {
  readonly command: readonly string[];
  /** The texts by their source; undefined where the script did not run to its end, as where there is no shell. */
  parse(printed: string): Map<string, string> | undefined;
}

/** The script for one run. */
export function readingScript(request: ReadRequest): ScriptRun {
  const word = randomBytes(12).toString("hex");
  return {
    command: ["sh", "-c", scriptFor(request), "hostside", word],
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
