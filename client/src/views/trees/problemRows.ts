import type { Container } from "../../docker/inventory/container";
import { isFailure, problemEvidence, problemText, type Problem } from "../../insight/problems";
import { remediesOf, takenPort } from "../../insight/remedies";
import type { Localizer } from "../../platform/localizer";
import { linkOf } from "../remedyLinks";
import { rowId, type Row } from "./row";
import type { TooltipPart } from "./tooltip";

/** The lines below a container that say what is wrong with it. */
export function problemRows(
  engine: string,
  container: Container,
  problems: readonly Problem[],
  l10n: Localizer,
): readonly Row[] {
  return problems.map((problem) => {
    const label = problemText(problem, l10n);
    const description = problemEvidence(problem) ?? "";
    const of = "port" in problem ? `:${problem.port}/${problem.protocol}` : "name" in problem ? `:${problem.name}` : "";
    const key = problem.kind + of;
    return {
      kind: "problem",
      id: rowId(engine, container.id, "problem", key),
      engine,
      container,
      label,
      description,
      ...appearanceOf(problem),
      contextValue: `problem${remedyMarks(container, [problem])}${questionMarks(problem)}`,
      ...(hostPortOf(problem) === undefined ? {} : { hostPort: hostPortOf(problem) }),
      spoken: l10n.t("Problem: {0}", [label, description].filter((text) => text !== "").join(" ")),
      fold: "leaf",
    };
  });
}

/** The icon of a problem: a failure is another shape, not only another colour. */
export function appearanceOf(problem: Problem): { readonly icon: string; readonly colour: string } {
  return isFailure(problem)
    ? { icon: "error", colour: "charts.red" }
    : { icon: "warning", colour: "problemsWarningIcon.foreground" };
}

/** `.can-stop-holder` and the like, for the menus of a line. */
export function remedyMarks(container: Container, problems: readonly Problem[]): string {
  return remediesOf(container, problems)
    .map((remedy) => `.can-${remedy}`)
    .join("");
}

/** Problems about a port of a container that nobody reaches, or not as meant. */
const ofReach: ReadonlySet<Problem["kind"]> = new Set(["nothing-listens", "wrong-protocol", "loopback-only"]);

/** `.asks-reach` and `.asks-port`, for the questions that a line's menu offers. */
function questionMarks(problem: Problem): string {
  return [
    ...(ofReach.has(problem.kind) ? [".asks-reach"] : []),
    ...(hostPortOf(problem) === undefined ? [] : [".asks-port"]),
  ].join("");
}

/** The port of the host that a problem is about. */
function hostPortOf(problem: Problem): number | undefined {
  return problem.kind === "port-forbidden" ? problem.reason.port : takenPort(problem);
}

/** What a tooltip says first: each problem, the words that it is known from, and what can be done about it. */
export function problemParts(
  engine: string,
  container: Container,
  problems: readonly Problem[],
  l10n: Localizer,
): TooltipPart[] {
  const target = { container: { id: container.id }, engine };
  return problems.flatMap((problem): TooltipPart[] => {
    const evidence = problemEvidence(problem);
    const links = remediesOf(container, [problem]).map((remedy) => ({ ...linkOf(remedy, l10n), target }));
    return [
      problemText(problem, l10n),
      ...(evidence === undefined ? [] : [evidence]),
      ...(links.length === 0 ? [] : [links]),
    ];
  });
}
