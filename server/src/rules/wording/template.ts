/** Whether another program fills a text in before Compose reads it: `{{ port }}`, `[[ port ]]`, `<PORT>`, `<%= port %>`. */
export function isTemplate(text: string): boolean {
  return /[{}<>]|\[\[|\]\]/.test(text);
}
