/** What the trees use of VS Code where there is none: it tells nobody of a change, and texts stay English. */
export const vscodeDouble = {
  Disposable: class {
    static from(...parts: { dispose(): void }[]) {
      return { dispose: () => parts.forEach((part) => part.dispose()) };
    }
    constructor(readonly dispose: () => void) {}
  },
  EventEmitter: class {
    fire(): void {
      return;
    }
    event() {
      return { dispose: () => undefined };
    }
    dispose(): void {
      return;
    }
  },
  commands: { executeCommand: () => Promise.resolve() },
  l10n: {
    t: (text: string, ...values: unknown[]) =>
      text.replace(/\{(\d)\}/gu, (_, at: string) => String(values[Number(at)])),
  },
};
