// Starts Chromium for the scripts beside this one: with no window, no network and nothing that outlives them.
import { createRequire } from "node:module";

const load = createRequire(import.meta.url);

export function launch(playwright, executablePath, sandbox) {
  return load(playwright).chromium.launch({
    executablePath,
    chromiumSandbox: sandbox,
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
}
