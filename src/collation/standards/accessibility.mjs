// Opens each page in Chromium as it is asked to look and prints what axe finds there, as one line of JSON.
// node accessibility.mjs <folder of playwright-core> <folder of axe-core> <program of Chromium> < the question as JSON
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { launch } from "./chromium.mjs";

const [playwright, axe, executablePath] = process.argv.slice(2);
const { sandbox, looks, pages } = JSON.parse(readFileSync(0, "utf8"));
const load = createRequire(import.meta.url);
const source = load(axe).source;

const browser = await launch(playwright, executablePath, sandbox);
const answers = [];
try {
  for (const { width, scheme } of looks) {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme: scheme,
      reducedMotion: "reduce",
      offline: true,
      bypassCSP: true, // for axe, which is no part of the page
    });
    for (const page of pages) {
      const tab = await context.newPage();
      await tab.goto(page, { waitUntil: "load" });
      await tab.evaluate(source);
      const { violations } = await tab.evaluate(() =>
        window.axe.run(document, { resultTypes: ["violations"], elementRef: false }),
      );
      answers.push({
        page,
        width,
        scheme,
        violations: violations.flatMap(({ id, impact, help, nodes }) =>
          nodes.map(({ target }) => ({ id, impact, help, target: target.flat() })),
        ),
      });
      await tab.close();
    }
    await context.close();
  }
  process.stdout.write(JSON.stringify({ version: browser.version(), answers }));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
