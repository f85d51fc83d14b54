import { expect, it } from "vitest";
import { followComposeShown } from "../../src/platform/composeShown";

type Editor = { readonly document: { readonly languageId: string } } | undefined;

function shown(first: Editor) {
  const listeners = new Set<(editor: Editor) => void>();
  const waiting: { readonly delay: number; readonly then: () => void }[] = [];
  let told = 0;
  const following = followComposeShown(
    {
      activeTextEditor: first,
      onDidChangeActiveTextEditor: (listener: (editor: Editor) => void) => {
        listeners.add(listener);
        return { dispose: () => listeners.delete(listener) };
      },
    } as never,
    () => (told += 1),
    (delay, then) => {
      const timer = { delay, then };
      waiting.push(timer);
      return { dispose: () => waiting.splice(waiting.indexOf(timer), 1) };
    },
  );
  const show = (editor: Editor): void => listeners.forEach((listener) => listener(editor));
  return { show, waiting, following, listeners, told: () => told };
}

const of = (languageId: string): Editor => ({ document: { languageId } });

it("tells of each YAML document that is shown, and of no other", () => {
  const { show, told, waiting } = shown(of("typescript"));
  show(undefined);
  expect([told(), waiting.length]).toEqual([0, 0]);
  show(of("yaml"));
  show(of("dockercompose"));
  expect(told()).toBe(2);
});

it("tells again a while after the first, for a server that starts late, and leaves nothing behind", () => {
  const { show, told, waiting, following, listeners } = shown(of("yaml"));
  expect([told(), waiting.map(({ delay }) => delay)]).toEqual([1, [3_000, 15_000]]);
  show(of("yaml"));
  expect(waiting).toHaveLength(2);
  waiting[0]?.then();
  expect(told()).toBe(3);
  following.dispose();
  expect([waiting.length, listeners.size]).toEqual([0, 0]);
});
