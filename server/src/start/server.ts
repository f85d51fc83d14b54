import path from "node:path";
import process from "node:process";
import { cacheFolder } from "./cacheFolder";
import { runCached } from "./codeCache";

// What VS Code starts: the language server with the code that V8 kept from an earlier start.
runCached(path.join(__dirname, "languageServer.js"), cacheFolder(process.platform, process.env));
