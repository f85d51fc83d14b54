import type { Disagreement, Verdict } from "./judge";

/** The shares that agree by kind, then every disagreement with its project. */
export function reportOf({ counts, disagreements }: Verdict): string {
  const rows = [...counts].map(([kind, { agree, perhaps, missed, "false alarm": wrong }]) => {
    const all = agree + perhaps + missed + wrong;
    const share = `${((100 * (agree + perhaps)) / all).toFixed(1)} %`;
    return `${kind.padEnd(10)}${String(all).padStart(6)} asked, ${share.padStart(7)} agree (${perhaps} by a hint), ${missed} missed, ${wrong} false alarms`;
  });
  return [...rows, ...disagreements.map(described)].join("\n");
}

function described({ judgement, project, files, findings, reason }: Disagreement): string {
  const { kind, service, verdict, docker } = judgement;
  return [
    `\n${verdict} (${kind}${service === undefined ? "" : ` of ${service}`}): ${project.mistakes.join(", ") || "no mistake"}`,
    ...(reason === undefined ? [] : [`left so: ${reason}`]),
    `Docker: ${docker.trim().split("\n").slice(-3).join(" | ")}`,
    ...findings.map((each) => `Hostside: ${each}`),
    ...Object.entries(files).map(([name, text]) => `# ${name}\n${text}`),
  ].join("\n");
}
