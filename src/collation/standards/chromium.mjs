// Starts Chromium for the scripts beside this one: with no window, no network and nothing that outlives them.
import { createRequire } from "node:module";

const load = createRequire(import.meta.url);

export async function launch(playwright, executablePath, sandbox) {
  const browser = await load(playwright).chromium.launch({
    executablePath,
    chromiumSandbox: sandbox,
    handleSIGTERM: false, // below
    args: [
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      // Nothing that a page asks for leaves this machine.
      "--host-resolver-rules=MAP * ~NOTFOUND",
    ],
  });
  // It leads a process group of its own, which does not hear what ends ours, and a page that hangs would keep it.
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  process.on("SIGTERM", () => {
    for (const { type, id } of processInfo) if (type === "browser") process.kill(-id, "SIGKILL");
    process.exit(1);
  });
  return browser;
}
