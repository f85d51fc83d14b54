import { registerCodeActions } from "./codeActions";
import { registerCompletion } from "./completion";
import type { RegisterFeature } from "./context";
import { registerDefinition } from "./definition";
import { registerDiagnostics } from "./diagnostics";
import { registerDocumentLinks } from "./documentLinks";
import { registerDocumentHighlight } from "./documentHighlight";
import { registerExplainFile } from "./explainFile";
import { registerHover } from "./hover";
import { registerIncluders } from "./includers";
import { registerInlayHints } from "./inlayHints";
import { registerMoveService } from "./moveService";
import { registerProjectPlaces } from "./projectPlaces";
import { registerReferences } from "./references";
import { registerWhatIsAskedLast } from "./registeredLast";
import { registerRename } from "./rename";
import { registerServices } from "./services";
import { registerWorkspaceSymbols } from "./workspaceSymbols";

/** Every feature of the language server; what they register is what the server says it can do. */
export const features: readonly RegisterFeature[] = [
  registerDiagnostics,
  registerIncluders,
  registerCodeActions,
  registerCompletion,
  registerServices,
  registerProjectPlaces,
  registerExplainFile,
  registerMoveService,
  registerHover,
  registerInlayHints,
  registerDocumentLinks,
  registerWorkspaceSymbols,
  registerDefinition,
  registerReferences,
  registerDocumentHighlight,
  registerRename,
  registerWhatIsAskedLast,
];
