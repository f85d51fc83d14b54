import * as vscode from "vscode";
import { answerLines, type Answer, type Lead } from "../../insight/answer";
import { ReadOnlyDocuments } from "./readOnlyDocuments";

/** The scheme of the read-only documents that answer a question, with what the answer rests on. */
const answerScheme = "hostside-answer";

/** A container of an engine, as commands take it from a link. */
interface LinkTarget {
  readonly container: { readonly id: string };
  readonly engine: string;
}

/** A question that leads on from an answer: a line of its document that runs a command. */
export interface FollowUp {
  readonly title: string;
  readonly command: `hostside.${string}`;
  readonly argument: object;
}

/**
 * Answers as plain text: what they quote of containers is data, which Markdown would read. The lines that lead on are
 * links, to the page of a rule and to the service in its file.
 */
export class AnswerDocuments implements vscode.DocumentLinkProvider, vscode.Disposable {
  private readonly documents = new ReadOnlyDocuments(answerScheme);
  private readonly links = new Map<string, ReadonlyMap<string, vscode.Uri>>();
  private readonly registrations: vscode.Disposable;

  constructor() {
    this.registrations = vscode.Disposable.from(
      vscode.languages.registerDocumentLinkProvider({ scheme: answerScheme }, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.links.delete(uri.toString())),
    );
  }

  /** Opens an answer; `id` tells apart those about different things, `about` is the container that its links lead to. */
  async show(answer: Answer, id: string, about?: LinkTarget, followUps: readonly FollowUp[] = []): Promise<vscode.Uri> {
    const targets = new Map([
      ...answer.leads.map((lead) => [leadLine(lead), commandOf(lead, about)] as const),
      ...followUps.map(({ title, command, argument }) => [title, commandUri(command, argument)] as const),
    ]);
    const more = followUps.flatMap(({ title }) => ["", title]);
    const text = [...answerLines(answer, leadLine), ...more].join("\n");
    const uri = await this.documents.show(`${answer.title.replace(/\?$/u, "")}.txt`, id, `${text}\n`);
    this.links.set(uri.toString(), targets);
    return uri;
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const targets = this.links.get(document.uri.toString());
    const lines = Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line));
    return lines.flatMap(({ text, range }) => {
      const target = targets?.get(text);
      return target === undefined ? [] : [new vscode.DocumentLink(range, target)];
    });
  }

  dispose(): void {
    this.registrations.dispose();
    this.documents.dispose();
    this.links.clear();
  }
}

function leadLine(lead: Lead): string {
  return lead.kind === "page"
    ? vscode.l10n.t("More about this: {0}", lead.code)
    : vscode.l10n.t("To the service {0} in its Compose file", lead.service);
}

function commandOf(lead: Lead, about: LinkTarget | undefined): vscode.Uri {
  const [command, argument] =
    lead.kind === "page" ? ["hostside.explainProblem", lead.code] : ["hostside.revealService", about];
  return commandUri(command, argument);
}

function commandUri(command: string, argument: unknown): vscode.Uri {
  return vscode.Uri.parse(`command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`);
}
