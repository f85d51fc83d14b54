import type { DocumentRange } from "../compose/syntax/document";
import type { Report } from "../workspace/report";

/**
 * What is said of several items of one list in the same words, once: on the list's key, with the items as related places.
 * Editors show it on each item, where its fix is.
 */
export function onceForEachList(reports: readonly Report[]): Report[] {
  const groups = new Map<string, Report[]>();
  for (const report of reports) {
    const { file, rule, severity, message, list, range } = report;
    // What stands in no list is a group of its own.
    const key = JSON.stringify([file, rule, severity, message, list ?? range, list !== undefined]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [report]);
    else group.push(report);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first?.list === undefined || group.length === 1 ? group : [joined(first, first.list, group)];
  });
}

function joined(first: Report, list: DocumentRange, group: readonly Report[]): Report {
  const items = group.map(({ file, range }) => ({ file, range, message: "this item" }));
  const others = new Map(group.flatMap(({ related }) => related).map((each) => [JSON.stringify(each), each]));
  return { ...first, range: list, related: [...items, ...others.values()] };
}
