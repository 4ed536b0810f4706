// browser.mjs: Debian's Chromium by playwright-core; nothing is fetched.
import { existsSync } from "node:fs";

export const CHROMIUM = process.env.HEARTH_CHROMIUM ?? "/usr/bin/chromium";
/** What ctest reads as "skipped". */
export const SKIPPED = 77;

export function skip(reason) {
  console.log(`Skipped: ${reason}`);
  process.exit(SKIPPED);
}

/** playwright and axe-core from setup/node_modules, or a skip that says what is missing. */
export async function tools(modules) {
  if (!existsSync(CHROMIUM)) skip(`${CHROMIUM} is missing. Run: make setup`);
  if (!existsSync(`${modules}/playwright-core`)) skip(`${modules}/playwright-core is missing. Run: make setup`);
  const { chromium } = await import(`${modules}/playwright-core/index.mjs`);
  return { chromium, axePath: `${modules}/axe-core/axe.min.js` };
}

export async function launch(chromium) {
  // Root has no sandbox; the pages are our own. No background calls to the browser's maker.
  const args = ["--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-sync"];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  return chromium.launch({ executablePath: CHROMIUM, args });
}
