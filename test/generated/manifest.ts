import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The folder of the checkout. */
export const checkout = path.join(import.meta.dirname, "..", "..");

/** What the tables take of a setting in package.json. */
export interface Setting {
  order?: number;
  readonly default?: unknown;
  enum?: readonly string[];
  enumDescriptions?: readonly string[];
  properties?: Readonly<Record<string, unknown>>;
  readonly description?: string;
  readonly markdownDescription?: string;
}

/** A category of the settings editor, with its settings in order. */
export interface Category {
  readonly title: string;
  order?: number;
  readonly properties: Readonly<Record<string, Setting>>;
}

/** A walkthrough as VS Code takes it. */
export interface ShownWalkthrough {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly featuredFor: readonly string[];
  readonly steps: readonly ShownStep[];
}

/** A step of it. */
export interface ShownStep {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string } | { readonly markdown: string };
  readonly completionEvents: readonly string[];
}

/** What the tables take of package.json. */
export interface Manifest {
  readonly contributes: {
    walkthroughs: readonly ShownWalkthrough[];
    languageModelTools?: readonly object[];
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly configuration: readonly Category[];
  };
}

/** Reads a text of the checkout. */
export function textOf(file: string): string {
  return readFileSync(path.join(checkout, file), "utf8");
}

/** The languages that the texts of package.json are translated to. */
export function languages(): string[] {
  return readdirSync(checkout).flatMap((file) => /^package\.nls\.([\w-]+)\.json$/u.exec(file)?.[1] ?? []);
}

/** The English text that `%key%` in package.json stands for. */
export function titleOf(placeholder: string): string {
  const texts = JSON.parse(textOf("package.nls.json")) as Readonly<Record<string, string>>;
  const text = texts[placeholder.slice(1, -1)];
  if (text === undefined) throw new Error(`package.nls.json has no text for ${placeholder}.`);
  return text;
}
