// Opens a page in Chromium and prints its markup as it is once it has loaded, without what a reader does not see.
// node shown.mjs <folder of playwright-core> <program of Chromium> < the question as JSON
import { readFileSync } from "node:fs";
import { launch } from "./chromium.mjs";

const [playwright, executablePath] = process.argv.slice(2);
const { sandbox, page, width } = JSON.parse(readFileSync(0, "utf8"));

const browser = await launch(playwright, executablePath, sandbox);
try {
  const context = await browser.newContext({ viewport: { width, height: 900 }, offline: true });
  const tab = await context.newPage();
  await tab.goto(page, { waitUntil: "load" });
  const markup = await tab.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true; // a reader opens them
    const unseen = [...document.body.querySelectorAll("*")].filter(
      (element) =>
        !["SCRIPT", "STYLE", "BR", "WBR", "COL", "COLGROUP"].includes(element.tagName) &&
        element.namespaceURI === "http://www.w3.org/1999/xhtml" &&
        !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    );
    for (const element of unseen) element.remove();
    return document.documentElement.outerHTML;
  });
  process.stdout.write(markup);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
