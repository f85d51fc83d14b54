/** Where a rule is explained: its page in the project's repository. */
export function rulePage(rule: string): string {
  return `https://github.com/hostside/hostside/blob/main/docs/rules/${rule}.md`;
}
