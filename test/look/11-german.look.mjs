// @ts-check
import * as editor from "../../scripts/window/composeEditor.mjs";
import * as workbench from "../../scripts/window/workbench.mjs";

const compose = `services:
  proxy:
    image: nginx
    network_mode: host
    ports:
      - "8080:80"
`;

/** Of VS Code itself the words stay English: there is no language pack, only what Hostside says. @type {import("../../scripts/suites/look.mjs").Look} */
export const look = {
  title: "a German VS Code has German views, commands, findings, hovers, hints, lenses and pictures",
  locale: "de",
  files: { "compose.yaml": compose },
  play: async (page, _socket, picture) => {
    await workbench.openFile(page, "compose.yaml");
    await editor.lens(page, "Host-Modus, lauscht auf 80").waitFor();
    await editor.line(page, "lauscht auf 80").first().waitFor();
    await editor.hoverOver(page, { where: "8080:80", word: "8080:80", says: "Docker verwirft" });
    await workbench.animationsEnd(page);
    await picture("11-german-finding");
    await editor.hoverOver(page, { where: "network_mode", word: "host", says: "verwendet die Schnittstellen" });
    await workbench.animationsEnd(page);
    await picture("11-german-hover");
    await page.mouse.move(2, 2);
    await workbench.openDockerNetwork(page, "Docker-Netzwerk");
    for (const view of ["Container", "Host-Ports", "Netzwerke"]) {
      await page.locator(".part.sidebar .pane-header", { hasText: view }).waitFor();
    }
    await workbench.findCommand(page, "ip addr mit Host vergleichen");
    await workbench.animationsEnd(page);
    await picture("11-german-views-and-commands");
    await workbench.runCommand(page, "Die Anleitung öffnen: Docker-Host-Netzwerk");
    const drawn = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
    await drawn.locator("svg text", { hasText: "zwei Netzwerk-Namensräume" }).waitFor();
    await picture("11-german-walkthrough");
  },
};
