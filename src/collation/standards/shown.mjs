// Opens pages in Chromium as they are asked to look, and prints of each its markup as a reader sees it, and what of its
// text is not to be seen, as one line of JSON.
// node shown.mjs <folder of playwright-core> <program of Chromium> < the question as JSON
//
// A word is seen where the picture of the page changes when it is taken away.
import { readFileSync } from "node:fs";
import { launch } from "./chromium.mjs";

const TILE = 3000; // pixels of a page that are looked at at once; Chromium draws no picture of more than 16384

const [playwright, executablePath] = process.argv.slice(2);
const { sandbox, looks, pages } = JSON.parse(readFileSync(0, "utf8"));

// ---- in the page ----------------------------------------------------------------------------------------------------

// Lays out all that a reader can open or scroll, and lists the words; a Han character counts as one.
function begin() {
  const scrolls = (overflow) => overflow === "auto" || overflow === "scroll";
  for (const details of document.querySelectorAll("details")) details.open = true;
  for (const element of document.body.querySelectorAll("*")) {
    const { overflowX, overflowY } = getComputedStyle(element);
    for (const [side, overflow] of [["x", overflowX], ["y", overflowY]]) {
      if (!scrolls(overflowX) && !scrolls(overflowY)) break;
      element.style.setProperty(`overflow-${side}`, scrolls(overflow) ? "visible" : "clip", "important");
      if (scrolls(overflow)) element.style.setProperty(side === "x" ? "max-width" : "max-height", "none", "important");
    }
  }
  const rules = new CSSStyleSheet();
  rules.replaceSync(`
    *, ::before, ::after { pointer-events: auto !important; scroll-behavior: auto !important; }
    ::highlight(collation-blank) {
      color: transparent !important;
      -webkit-text-fill-color: transparent !important;
      -webkit-text-stroke-color: transparent !important;
      text-shadow: none !important;
    }`);
  document.adoptedStyleSheets.push(rules);
  // What no browser shows, and what it shows in another form than letters.
  const unshown = "script, style, template, noscript, title, desc, annotation, annotation-xml, mphantom, nav[hidden]";
  const words = /\p{Script=Han}|[^\s\p{Cf}\p{DI}\p{Script=Han}]+/gu;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const units = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest(unshown)) continue;
    for (const { 0: word, index } of node.data.matchAll(words)) units.push([node, index, index + word.length]);
  }
  const ranged = ([node, start, end]) => {
    const range = new Range();
    range.setStart(node, start);
    range.setEnd(node, end);
    return range;
  };
  const boxes = (unit) =>
    [...ranged(unit).getClientRects()].filter(({ width, height }) => width >= 1 && height >= 3);
  return { units, ranged, boxes, pending: new Set(units.keys()) };
}

// Where on the page words stand that were not seen yet: the tiles that show them.
function tiles({ units, boxes, pending }, [width, height]) {
  scrollTo(0, 0);
  const wanted = new Map();
  for (const index of pending) {
    for (const { left, top } of boxes(units[index])) {
      const tile = [Math.floor(left / (width * 0.8)), Math.floor(top / (height * 0.95))].map((at) => Math.max(0, at));
      wanted.set(tile.join(), [tile[0] * width * 0.8, tile[1] * height * 0.95]);
    }
  }
  return [...wanted.values()];
}

// The words that a tile shows whole, in groups of which none has two words that stand one over the other.
function within({ units, boxes, pending }, [x, y]) {
  scrollTo(x, y);
  const { clientWidth, clientHeight } = document.documentElement;
  // The box of a letter is larger than its ink, and may hang over the edge.
  const isWithin = ({ left, top, right, bottom, width, height }) =>
    Math.min(right, clientWidth) - Math.max(left, 0) > 0.7 * width &&
    Math.min(bottom, clientHeight) - Math.max(top, 0) > 0.7 * height;
  const CELL = 64; // pixels; no more than a few words stand in a square of so many
  const groups = [];
  const cells = (box) => {
    const found = [];
    for (let across = Math.floor(box.left / CELL); across <= box.right / CELL; across += 1) {
      for (let down = Math.floor(box.top / CELL); down <= box.bottom / CELL; down += 1) found.push(`${across} ${down}`);
    }
    return found;
  };
  const areOver = (first, second) => {
    const wide = Math.min(first.right, second.right) - Math.max(first.left, second.left);
    const high = Math.min(first.bottom, second.bottom) - Math.max(first.top, second.top);
    const least = Math.min(first.width * first.height, second.width * second.height);
    return wide > 0 && high > 0 && wide * high > 0.2 * least;
  };
  for (const index of pending) {
    const places = boxes(units[index]);
    if (!places.length || !places.every(isWithin)) continue;
    let group = groups.find(({ taken }) =>
      places.every((box) => cells(box).every((cell) => !taken.get(cell)?.some((other) => areOver(box, other)))),
    );
    if (!group) groups.push((group = { taken: new Map(), words: [] }));
    for (const box of places) {
      for (const cell of cells(box)) group.taken.set(cell, [...(group.taken.get(cell) ?? []), box]);
    }
    group.words.push([index, places.map(({ left, top, width, height }) => [left, top, width, height])]);
  }
  return groups.map(({ words }) => words);
}

// Takes words out of the picture of the page, and of the page nothing.
function blank({ units, ranged }, words) {
  CSS.highlights.set("collation-blank", new Highlight(...words.map((index) => ranged(units[index]))));
}

// Takes out of the markup what is not seen, and puts into it what only the styles say.
function end({ units, ranged, boxes, pending }, isPrint) {
  const isShown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const root = document.documentElement;

  // A way past the top of the page is shown to those who come to it by keyboard.
  const ways = new Map();
  const isWay = (link) => {
    if (!ways.has(link)) {
      link.focus();
      const { left, top, width, height } = link.getBoundingClientRect();
      ways.set(link, document.activeElement === link && isShown(link) && width * height > 0 && left >= 0 && top >= 0);
      link.blur();
    }
    return ways.get(link);
  };
  const why = (unit) => {
    const element = unit[0].parentElement;
    if (!isShown(element)) return "hidden by its style";
    const places = boxes(unit);
    if (!places.length) return "of no size";
    const { left, top, right, bottom } = places[0];
    if (right + scrollX <= 0 || bottom + scrollY <= 0) return "beside the page";
    if (left + scrollX >= root.scrollWidth || top + scrollY >= root.scrollHeight) return "beside the page";
    scrollTo(left + scrollX - innerWidth / 2, top + scrollY - innerHeight / 2);
    const now = boxes(unit)[0];
    const before = document.elementFromPoint(now.left + now.width / 2, now.top + now.height / 2);
    if (!before) return "beside the page";
    if (before === element || element.contains(before)) return "in the colour of what is behind it";
    return before.contains(element) ? "cut off or covered" : "covered";
  };

  const hidden = [];
  const gone = [];
  let last = null;
  scrollTo(0, 0);
  for (const index of pending) {
    const [node, start, end] = units[index];
    const element = node.parentElement;
    const link = element.closest("a[href^='#']");
    // Paper has no links: what only leads somewhere is left out there.
    if (isPrint && element.closest("nav")) continue;
    if (link && isWay(link)) continue;
    gone.push([node, start, end]);
    if (isPrint && link && !isShown(link)) continue;
    const reason = why(units[index]);
    const block = element.closest("p, li, td, th, h1, h2, h3, h4, h5, h6, figcaption, caption, dd, dt, pre, div, body");
    if (last && last.index === index - 1 && last.block === block && last.reason === reason) {
      last.range.setEnd(node, end);
    } else {
      last = { block, reason, range: ranged(units[index]) };
      hidden.push(last);
    }
    last.index = index;
  }
  const told = hidden.map(({ block, reason, range }) => ({
    text: range.toString(),
    why: reason,
    anchor: block.closest("[id]")?.id ?? "",
  }));
  const small = ({ width, height }) => width < 3 || height < 3;
  for (const picture of document.body.querySelectorAll("img, svg, object, video, canvas, iframe")) {
    const box = picture.getBoundingClientRect();
    const isBeside = box.right + scrollX <= 0 || box.bottom + scrollY <= 0 || box.left + scrollX >= root.scrollWidth;
    if (picture.parentElement?.closest("svg, math")) continue;
    if (!isShown(picture) || small(box) || isBeside) picture.remove();
  }

  // What styles say: read before anything is changed.
  const written = [];
  for (const element of document.body.querySelectorAll("*")) {
    for (const part of ["::before", "::marker", "::after"]) {
      const { content } = getComputedStyle(element, part);
      if (["none", "normal"].includes(content)) continue;
      const said = content.match(/"(?:[^"\\]|\\.)*"|attr\([^)]*\)|counters?\([^)]*\)|(?:open|close)-quote|\/.*$/gs) ?? [];
      const text = said
        .filter((one) => !one.startsWith("/"))
        .map((one) => {
          if (one.startsWith('"')) return one.slice(1, -1).replace(/\\(.)/g, "$1");
          const name = one.match(/^attr\(\s*([\w-]+)/)?.[1];
          return name ? (element.getAttribute(name) ?? "") : `(${one})`;
        })
        .join("");
      if (/[^\s\p{Cf}\p{DI}]/u.test(text)) written.push([element, part, text]);
    }
  }
  const looks = new Map();
  for (const [node] of units) {
    if (looks.has(node)) continue;
    const style = getComputedStyle(node.parentElement);
    const { textTransform, unicodeBidi, direction, webkitTextSecurity } = style;
    looks.set(node, (text) => {
      let shown = text;
      if (textTransform.includes("uppercase")) shown = shown.toUpperCase();
      if (textTransform.includes("lowercase")) shown = shown.toLowerCase();
      if (textTransform.includes("capitalize")) shown = shown.replace(/(^|\s)(\p{L})/gu, (all) => all.toUpperCase());
      if (unicodeBidi.includes("override") && direction === "rtl") shown = [...shown].reverse().join("");
      if (webkitTextSecurity && webkitTextSecurity !== "none") shown = "\u2022".repeat(shown.length);
      return shown;
    });
  }
  for (const [node, start, end] of gone.reverse()) node.data = node.data.slice(0, start) + node.data.slice(end);
  for (const [node, look] of looks) {
    const shown = look(node.data);
    if (shown !== node.data) node.data = shown;
  }
  for (const [element, part, text] of written) element[part === "::after" ? "append" : "prepend"](text);
  const isXml = document.contentType.includes("xml");
  const markup = isXml ? new XMLSerializer().serializeToString(document) : root.outerHTML;
  return { markup, hidden: told };
}

// ---- between two pictures -------------------------------------------------------------------------------------------

// Which boxes of two pictures differ, to an eye: by index.
async function differing([first, second, boxes]) {
  const decoded = async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    return image;
  };
  const [before, after] = await Promise.all([decoded(first), decoded(second)]);
  const { width, height } = before;
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  context.drawImage(before, 0, 0);
  context.globalCompositeOperation = "difference";
  context.drawImage(after, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const isInk = (at) => data[at] > 24 || data[at + 1] > 24 || data[at + 2] > 24;
  // What leans over from a neighbour or from another line does not count.
  const isSeen = ([left, top, wide, high]) => {
    const [aside, above] = [wide > 4 ? 1 : 0, high > 8 ? high * 0.1 : 0];
    const [first, last] = [Math.max(0, Math.floor(left + aside)), Math.min(width, left + wide - aside)];
    for (let y = Math.max(0, Math.floor(top + above)); y < Math.min(height, top + high - above); y += 1) {
      for (let x = first; x < last; x += 1) {
        if (isInk(4 * (y * width + x))) return true;
      }
    }
    return false;
  };
  return boxes.filter(([, places]) => places.every(isSeen)).map(([index]) => index);
}

// Looks once at every word that was not seen yet.
async function pass(tab, state, judge, width) {
  const judged = [];
  for (const place of await state.evaluate(tiles, [width, TILE])) {
    const groups = await state.evaluate(within, place);
    if (!groups.length) continue;
    const lowest = Math.max(...groups.flat().flatMap(([, places]) => places.map(([, top, , height]) => top + height)));
    const clip = { x: 0, y: 0, width, height: Math.min(TILE, Math.ceil(lowest) + 1) };
    const picture = async () => (await tab.screenshot({ animations: "disabled", clip })).toString("base64");
    await state.evaluate(blank, []);
    const before = await picture();
    for (const words of groups) {
      await state.evaluate(blank, words.map(([index]) => index));
      judged.push(judge.evaluate(differing, [before, await picture(), words]));
    }
  }
  const seen = (await Promise.all(judged)).flat();
  await state.evaluate(({ pending }, found) => found.forEach((index) => pending.delete(index)), seen);
  return state.evaluate(({ pending }) => pending.size);
}

async function look(context, judge, page, { media, width }) {
  const tab = await context.newPage();
  await tab.emulateMedia({ media });
  await tab.goto(page, { waitUntil: "load" });
  const state = await tab.evaluateHandle(begin);
  // A face that is only now asked for, or a script that answers, moves what was measured: so whoever is not seen is
  // looked for once more, and only what stays unseen is told.
  for (let left = Infinity, count = 0; left && count < 2; count += 1) {
    await tab.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => done()))));
    left = await pass(tab, state, judge, width);
  }
  const answer = await state.evaluate(end, media === "print");
  await tab.close();
  return answer;
}

async function every(look_) {
  const { name, width, scheme } = look_;
  const context = await browser.newContext({
    viewport: { width, height: TILE },
    colorScheme: scheme,
    reducedMotion: "reduce",
    offline: true,
  });
  const judge = await (await browser.newContext({ offline: true })).newPage();
  const found = [];
  for (const page of pages) found.push({ page, look: name, ...(await look(context, judge, page, look_)) });
  return found;
}

const browser = await launch(playwright, executablePath, sandbox);
try {
  const answers = (await Promise.all(looks.map(every))).flat();
  process.stdout.write(JSON.stringify({ version: browser.version(), answers }));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
