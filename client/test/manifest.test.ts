import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, vi } from "vitest";
import { isComposeFileName } from "../../shared/composeFileName";

// The tables are data; the code beside them is not run here.
vi.mock("vscode", () => ({}));
const { commands } = await import("../src/commands/table");
const { compareSections } = await import("../src/commands/compare/compareSections");
const { remedies } = await import("../src/insight/remedies");
const { toolNames, tools } = await import("../src/agents/tools");
const { settingKeys } = await import("../src/platform/settings");
const { welcomeStates, engineStateKey } = await import("../src/views/trees/engineState");

const root = path.join(import.meta.dirname, "..", "..");
const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), "utf8"));

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}
interface Setting {
  readonly scope: string;
  readonly default: unknown;
  readonly order: number;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly properties?: Readonly<Record<string, Setting>>;
}
interface Category {
  readonly title: string;
  readonly order: number;
  readonly properties: Readonly<Record<string, Setting>>;
}
interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly {
      command: string;
      title: string;
      category: string;
      enablement?: string;
      icon?: string;
    }[];
    readonly keybindings: readonly { command: string; key: string; when: string }[];
    readonly submenus: readonly { id: string; label: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly views: Readonly<Record<string, readonly { id: string; initialSize: number; visibility?: string }[]>>;
    readonly viewsWelcome: readonly { view: string; contents: string; when: string }[];
    readonly viewsContainers: { readonly activitybar: readonly { id: string; icon: string }[] };
    readonly languages: readonly { id: string; extensions: readonly string[]; configuration: string }[];
    readonly grammars: readonly { language: string; scopeName: string; path: string }[];
    readonly configuration: readonly Category[];
  };
}
const manifest = readJson("package.json") as Manifest;
const { contributes } = manifest;
const texts = readJson("package.nls.json") as Record<string, string>;
const declaredSettings = Object.assign(
  {},
  ...contributes.configuration.map(({ properties }) => properties),
) as Readonly<Record<string, Setting>>;

/** The value of the constant in a file that cannot be imported here, since its classes extend those of VS Code. */
const constant = (file: string, name: string): string | undefined =>
  new RegExp(`export const ${name} = "([^"]+)"`, "u").exec(readFileSync(path.join(root, file), "utf8"))?.[1];

describe("package.json and the code", () => {
  it("have the same commands, titles and enablement", () => {
    const declared = contributes.commands.map(({ command, title, enablement }) => ({ command, title, enablement }));
    const coded = commands.map(({ id, titleKey, enablement }) => ({ command: id, title: `%${titleKey}%`, enablement }));
    expect(declared).toEqual(coded);
    expect(contributes.commands.every(({ category }) => category === "Hostside")).toBe(true);
  });

  it("has one file a command", () => {
    const files = readdirSync(path.join(root, "client/src/commands"), { recursive: true, encoding: "utf8" }).map(
      (file) => path.parse(file).name,
    );
    // Those that compare a section are rows of one file.
    const alone = commands.filter((command) => !compareSections.some(({ id }) => id === command.id));
    for (const { id } of alone) expect(files).toContain(id.replace("hostside.", ""));
  });

  it("shows only commands that exist in menus, each with a condition, inline ones with an icon", () => {
    const known = new Map(contributes.commands.map((command) => [command.command, command]));
    const submenus = contributes.submenus.map(({ id }) => id);
    for (const items of Object.values(contributes.menus)) {
      for (const { command = "", submenu, when } of items) {
        expect(when).toBeTruthy();
        if (submenu !== undefined) {
          expect(submenus).toContain(submenu);
          continue;
        }
        expect(known.has(command), command).toBe(true);
        expect(known.get(command)?.icon).toBeTruthy();
      }
    }
    // Each of them is somewhere, and has something in it.
    for (const id of submenus) expect(contributes.menus[id]).toBeTruthy();
  });

  /** The entries of a line's menu, by what `viewItem` is, without the buttons on the line. */
  const menuOf = (viewItem: string): string[] =>
    (contributes.menus["view/item/context"] ?? [])
      .filter(({ group = "" }) => !group.startsWith("inline"))
      .filter(({ when = "" }) => {
        const [, of = ""] = /viewItem =~ \/(.*)\/$/u.exec(when) ?? [];
        return of !== "" && new RegExp(of, "u").test(viewItem);
      })
      .map(({ command = "", submenu }) => (submenu ?? command).replace("hostside.", ""));

  it("has nine entries in a menu at most, and menus for groups and problems", () => {
    const all =
      ".published.compose.can-restore-network.can-fix-in-file.can-reveal-cause.can-stop-holder.can-free-port.can-reveal-service.can-explain-exit";
    const lines = ["running.own", "running.host", "paused.own", "stopped.own", "stopped.host"].flatMap((state) =>
      ["container.", "far.container."].flatMap((kind) => [`${kind}${state}`, `${kind}${state}${all}`]),
    );
    for (const line of lines) {
      const menu = menuOf(line);
      expect(menu.length, `${line}: ${menu.join()}`).toBeLessThanOrEqual(9);
      expect(new Set(menu).size).toBe(menu.length);
    }
    expect(menuOf(`container.running.own${all}`)).toEqual([
      ...[
        "problem",
        "compareWithHost",
        "compare",
        "show",
        "showLogs",
        "openShell",
        "openInBrowser",
        "lifecycle",
        "copy",
      ],
    ]);
    expect(menuOf("group.project.compose")).toEqual([
      ...["openComposeFile", "showNamespaceTable", "startGroup", "stopGroup", "restartGroup", "composeDown"],
    ]);
    expect(menuOf("group.mode.plain")).toEqual(["showNamespaceTable", "startGroup", "stopGroup", "restartGroup"]);
    expect(menuOf("problem.can-reveal-cause.can-stop-holder")).toEqual(["revealCause", "stopPortHolder"]);
    expect(menuOf("problem.needed")).toEqual(["revealContainer"]);
  });

  it("has titles that name more than one container for what a group's menu does", () => {
    const titles = new Map(contributes.commands.map(({ command, title }) => [command, texts[title.slice(1, -1)]]));
    for (const kind of ["group.project.compose", "group.mode.plain", "group.network.plain"]) {
      for (const command of menuOf(kind)) {
        expect(titles.get(`hostside.${command}`), command).not.toMatch(/\bcontainer\b|\bservice\b/iu);
      }
    }
    // They need a group's line, which the palette has not.
    const palette = contributes.menus.commandPalette ?? [];
    for (const id of ["openComposeFile", "startGroup", "stopGroup", "restartGroup"]) {
      expect(palette.find(({ command }) => command === `hostside.${id}`)?.when).toBe("false");
    }
  });

  it("has keys for the views alone, each of a command that needs no line", () => {
    const { keybindings } = contributes;
    expect(keybindings.map(({ key, command }) => [key, command])).toEqual([
      ["ctrl+f", "hostside.filterContainers"],
      ["escape", "hostside.clearFilter"],
      ["f8", "hostside.nextProblem"],
    ]);
    const views = Object.values(contributes.views).flatMap((list) => list.map(({ id }) => id));
    for (const { when } of keybindings) {
      const [, names = ""] = /^focusedView =~ \/(.*?)\/(?: && |$)/u.exec(when) ?? [];
      expect(views.filter((id) => new RegExp(names, "u").test(id))).toEqual(views);
    }
    // It would end nothing else than the filter.
    expect(keybindings.find(({ key }) => key === "escape")?.when).toMatch(/ && listFocus && hostside\.filtered$/u);
  });

  it("hides in the palette what cannot work", () => {
    const hidden = new Map(contributes.menus.commandPalette?.map(({ command, when }) => [command, when]));
    expect(hidden.get("hostside.clearFilter")).toBe("hostside.filtered");
    for (const part of ["chooseSection", "toggleRawOutput", "toggleInterfaceTable", "toggleContainerInterfaces"]) {
      expect(hidden.get(`hostside.${part}`)).toMatch(/^resourceScheme == hostside-netns/u);
    }
    // The keys are those of client/src/views/remedyKeys.ts, the words those that a line's menu asks for.
    for (const [command, remedy] of [
      ["restoreNetwork", "restore-network"],
      ["fixInFile", "fix-in-file"],
      ["revealCause", "reveal-cause"],
      ["stopPortHolder", "stop-holder"],
      ["useFreePort", "free-port"],
    ] as const) {
      expect(remedies).toContain(remedy);
      expect(hidden.get(`hostside.${command}`)).toBe(`hostside.can-${remedy}`);
    }
  });

  it("have the same settings; what names an engine, or what is run on it, is the machine's and not an untrusted workspace's", () => {
    expect(Object.keys(declaredSettings).sort()).toEqual([...settingKeys].sort());
    const engines = settingKeys.filter((key) => /^hostside\.(?:docker|helper|tutorial)\./u.test(key));
    for (const key of engines) expect(declaredSettings[key]?.scope).toBe("machine-overridable");
    expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(engines);
  });

  it("has settings in categories and in order, each with a text and a default, each value with its meaning", () => {
    const titles = contributes.configuration.map(({ title }) => texts[title.slice(1, -1)]);
    expect(titles).toEqual(["Compose Files", "Rules", "Docker Engine", "Views", "Comparison", "Walkthrough", "Log"]);
    expect(contributes.configuration.map(({ order }) => order)).toEqual(titles.map((_title, at) => at));
    for (const { properties } of contributes.configuration) {
      const settings = Object.entries(properties);
      expect(settings.map(([, { order }]) => order)).toEqual(settings.map((_setting, at) => at));
      for (const [key, setting] of settings) {
        const description = setting.markdownDescription ?? setting.description ?? "";
        expect(texts[description.slice(1, -1)], key).toMatch(/^[A-Z].*[.)]$/u);
        expect(setting.default, key).toBeDefined();
        expect(setting.enumDescriptions?.length, key).toBe(setting.enum?.length);
      }
    }
    for (const [rule, setting] of Object.entries(declaredSettings["hostside.rules"]?.properties ?? {})) {
      const description = texts[setting.markdownDescription?.slice(1, -1) ?? ""];
      expect(description, rule).toContain(`Default: \`${String(setting.default)}\`. [`);
      expect(setting.enum).toContain(setting.default);
    }
  });

  it("have the same views", () => {
    const views = Object.entries(contributes.views).flatMap(([container, list]) =>
      list.map(({ id }) => [container, id]),
    );
    const ids = ["containers", "hostPorts", "networks"].map((name) =>
      constant(`client/src/views/trees/${name}Tree.ts`, `${name}ViewId`),
    );
    expect(views).toEqual(ids.map((id) => ["hostside", id]));
    expect(contributes.viewsContainers.activitybar.map(({ id }) => id)).toEqual(["hostside"]);
    const [containers, hostPorts, networks] = contributes.views.hostside ?? [];
    expect([containers?.initialSize, hostPorts?.initialSize, networks?.visibility]).toEqual([5, 3, "collapsed"]);
  });

  it("have a welcome for every state in which the tree is empty", () => {
    const of = (view: string): string[] =>
      contributes.viewsWelcome.filter((each) => each.view === `hostside.${view}`).map(({ when }) => when);
    expect(of("containers")).toEqual(welcomeStates.map((state) => `${engineStateKey} == '${state}'`));
    // The other views leave the reason to that one; in Restricted Mode they say nothing.
    const others = ["untrusted", "connecting", "empty", "ready"].map((state) => `${engineStateKey} != '${state}'`);
    // Before the extension runs it knows nothing of an engine, and must not say that it does not answer.
    const short = [`${engineStateKey} == 'connecting'`, [engineStateKey, ...others].join(" && ")];
    for (const view of ["hostPorts", "networks"]) expect(of(view)).toEqual(short);
    const buttons = contributes.viewsWelcome.flatMap(({ contents }) => [
      ...(texts[contents.slice(1, -1)] ?? "").matchAll(/\(command:([\w.]+)/gu),
    ]);
    const own = buttons.map(([, command = ""]) => command).filter((command) => command.startsWith("hostside."));
    for (const command of own) expect(commands.map(({ id }) => id)).toContain(command);
  });

  it("activate for the documents that the language server may know", () => {
    expect(manifest.activationEvents).toEqual([
      "onLanguage:yaml",
      "onLanguage:dockercompose",
      // All of them are checked where the user wants that, also before one is open.
      "workspaceContains:**/*{compose,docker-stack}*.{yml,yaml}",
    ]);
  });

  it("activate for the names of Compose files, and not for the files that Kubernetes has", () => {
    const glob = manifest.activationEvents.find((event) => event.startsWith("workspaceContains:"))?.split(":")[1] ?? "";
    const [any = "", name = ""] = glob.split("/");
    expect(any).toBe("**");
    const parts: Readonly<Record<string, string>> = { "*": ".*", "{": "(?:", "}": ")", ",": "|", ".": "\\." };
    const expression = new RegExp(`^${name.replaceAll(/[*{},.]/gu, (sign) => parts[sign] ?? sign)}$`, "u");
    const compose = ["compose.yaml", "compose.override.yml", "docker-compose.yml", "docker-compose.prod.yaml"];
    const others = ["shop.compose.yml", "docker-stack.yml", "dev_compose.yaml"];
    for (const each of [...compose, ...others]) {
      expect([each, isComposeFileName(each), expression.test(each)]).toEqual([each, true, true]);
    }
    for (const each of [".github/workflows/deploy-compose.yml", "/r/.forgejo/workflows/docker-compose.yaml"]) {
      expect([each, isComposeFileName(each)]).toEqual([each, false]);
    }
    for (const each of ["deployment.yaml", "values.yaml", "kustomization.yaml", "composer.json", "ci.yml"]) {
      expect([each, expression.test(each)]).toEqual([each, false]);
    }
  });

  it("name files that exist", () => {
    const [language] = contributes.languages;
    const [grammar] = contributes.grammars;
    const icons = contributes.viewsContainers.activitybar.map(({ icon }) => icon);
    for (const file of [language?.configuration, grammar?.path, ...icons]) {
      expect(() => readFileSync(path.join(root, file ?? "missing"))).not.toThrow();
    }
    expect(language?.extensions).toContain(".ip-addr");
    expect(grammar?.language).toBe(language?.id);
  });

  it("have a text for every key, and no text without a use", () => {
    const used = [...JSON.stringify(manifest).matchAll(/"%([\w.-]+)%"/gu)].map(([, key]) => key);
    // From `setting.rule` the texts of the rules are made.
    const own = Object.keys(texts).filter((key) => key !== "setting.rule");
    expect([...new Set(used)].sort()).toEqual(own.sort());
  });

  it("has the titles and sentences of the tools for language models, in English as their table says them", () => {
    const texts = readJson("package.nls.json") as Readonly<Record<string, string>>;
    for (const name of toolNames) {
      expect([texts[`tool.${name}`], texts[`tool.${name}.summary`]]).toEqual([tools[name].title, tools[name].summary]);
    }
  });
});
