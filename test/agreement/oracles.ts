import path from "node:path";
import { findCompose } from "../../scripts/compose/binary.mjs";
import { findLibrary, LibraryProcess } from "../../scripts/compose/library.mjs";
import { Oracle } from "../../scripts/compose/oracle.mjs";
import { type ComposeVersion, readComposeVersion } from "../../server/src/compose/project/composeVersion";

/** A real Docker Compose, or its library, that our model is compared with. */
export interface Consulted {
  /** As test titles and reports name it. */
  readonly name: string;
  /** Why it cannot be had here; undefined where it can. */
  readonly unavailable: string | undefined;
  readonly version: string | undefined;
  /** The version that our side reads as. */
  readonly readsAs: ComposeVersion;
  /** Asks it; whoever opens it closes it. */
  readonly open: () => { readonly oracle: Oracle; readonly close: () => void };
}

/** Debian's Docker Compose, 2.40 or newer, and the library of Compose 5. */
export async function oracles(): Promise<readonly Consulted[]> {
  const compose = await findCompose();
  const library = await findLibrary();
  return [
    {
      name: "Docker Compose",
      ...("unavailable" in compose
        ? nothing(compose.unavailable)
        : {
            unavailable: undefined,
            version: compose.version,
            readsAs: readComposeVersion(compose.version),
            open: () => ({ oracle: new Oracle(compose), close: () => undefined }),
          }),
    },
    {
      name: "the library of Docker Compose 5",
      ...("unavailable" in library
        ? nothing(library.unavailable)
        : {
            unavailable: undefined,
            version: library.version,
            readsAs: library.readsAs,
            open: () => {
              const answering = new LibraryProcess(library);
              // Answers are remembered for the program that gave them.
              const program = path.basename(path.dirname(library.path));
              return { oracle: new Oracle({ ...library, version: program }, answering.ask), close: answering.close };
            },
          }),
    },
  ];
}

function nothing(unavailable: string): Omit<Consulted, "name"> {
  return {
    unavailable,
    version: undefined,
    readsAs: undefined,
    open: () => {
      throw new Error(unavailable);
    },
  };
}
