// check_page.mjs: what must hold of every page, at one width, with or without its scripts. Each fault is one line of words.
import { readFileSync } from "node:fs";

export const WIDTHS = [320, 1280];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const TABS_MAX = 400;

/** Notes every request to another host and every word of complaint from here on. */
export function watch(page, host) {
  const faults = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && url.host !== host) faults.push(`asks another host: ${url.host}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  return faults;
}

async function sidewaysScroll(page) {
  const { scroll, width, widest } = await page.evaluate(() => {
    const over = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1);
    const name = (e) => e.tagName.toLowerCase() + (e.className && typeof e.className === "string" ? `.${e.className.split(" ")[0]}` : "");
    return { scroll: document.documentElement.scrollWidth, width: innerWidth, widest: over.slice(0, 3).map(name) };
  });
  return scroll > width ? [`scrolls sideways: ${scroll} px in ${width}, at ${widest.join(", ")}`] : [];
}

async function accessibility(page, axePath) {
  await page.evaluate(readFileSync(axePath, "utf8"));
  const result = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: { type: "tag", values: tags } }), RULES);
  return result.violations.map((v) => `axe ${v.id}: ${v.help} (${v.nodes.length}: ${v.nodes[0].target.join(" ")})`);
}

/** Goes through the page by the Tab key, from its top until the focus comes round. */
async function focusOrder(page) {
  await page.evaluate(() => {
    globalThis.hearthStops = [];
    if (document.activeElement && document.activeElement !== document.body) {
      document.body.tabIndex = -1;  // a summary of errors may hold the focus, or the walk before this: start from the top
      document.body.focus();
      document.body.removeAttribute("tabindex");
    }
    scrollTo(0, 0);
  });
  const stops = [];
  for (let i = 0; i < TABS_MAX; ++i) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body || e === document.documentElement) return null;
      const before = globalThis.hearthStops;
      const isBack = before.length > 0 && (before.at(-1).compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
      const seen = before.includes(e);
      before.push(e);
      const name = e.getAttribute("aria-label") ?? (e.labels?.length ? e.labels[0].textContent : e.textContent || e.value || e.name || "");
      const box = e.getBoundingClientRect();
      const style = getComputedStyle(e);
      const isMarked = (style.outlineStyle !== "none" && style.outlineWidth !== "0px") || style.boxShadow !== "none";
      const isChoice = e.matches("input[type=radio], input[type=checkbox]");  // govuk-frontend marks the box drawn beside it
      const isOnScreen = box.width > 0 && box.height > 0;
      return { seen, isBack, name: name.replace(/\s+/g, " ").trim(), tag: e.tagName, isOnScreen, isMarked: isMarked || isChoice };
    });
    if (!stop || stop.seen) break;
    stops.push(stop);
  }
  return stops;
}

async function keyboard(page, actions, hasMenu) {
  const faults = [];
  const stops = await focusOrder(page);
  if (!stops.length) return ["nothing can be reached by the Tab key"];
  if (hasMenu && !/^skip to/i.test(stops[0].name)) faults.push(`the first stop of the Tab key is no skip link but ${stops[0].tag}`);
  for (const stop of stops) {
    if (stop.isBack) faults.push(`the Tab key goes backwards at ${stop.tag} "${stop.name}"`);
    if (!stop.isOnScreen) faults.push(`focus goes where nothing is seen: ${stop.tag} "${stop.name}"`);
    if (!stop.isMarked) faults.push(`focus is not shown at ${stop.tag} "${stop.name}"`);
  }
  for (const action of actions)
    if (!stops.some((stop) => stop.name.startsWith(action))) faults.push(`the Tab key does not reach "${action}"`);
  return faults;
}

/** Of the page as it came: call it before anything else is done to it. */
export async function structureFaults(page) {
  return page.evaluate(() => {
    const faults = [];
    if (!document.title.trim()) faults.push("has no title");
    if (document.querySelectorAll("h1").length !== 1) faults.push(`has ${document.querySelectorAll("h1").length} h1`);
    if (!document.querySelector("main")) faults.push("has no main");
    if (document.querySelector("[tabindex]:not([tabindex='0']):not([tabindex='-1'])")) faults.push("has a tabindex above 0");
    const odd = [...document.querySelectorAll("[style], [onclick], script:not([src]):not([type='application/json'])")];
    const inline = odd.filter((e) => !e.closest(".maplibregl-map")).length;  // a map that moves sets styles by script, which its pages allow
    if (inline) faults.push(`has ${inline} inline styles or scripts`);
    return faults;
  });
}

/** Faults at the width that `page` has now. `axePath`: null where scripts are off, since axe is one. `hasMenu`: there is something to skip. */
export async function faultsOf(page, { actions = [], axePath = null, hasMenu = true }) {
  const faults = await sidewaysScroll(page);
  if (axePath) faults.push(...(await accessibility(page, axePath)));
  faults.push(...(await keyboard(page, actions, hasMenu)));
  return faults;
}
