// run.mjs: opens every page of pages.json, with and without scripts, narrow and wide. Usage: run.mjs MODULES OUT [NAME...]
// HEARTH_BINARY names the program. Leaves OUT/screenshots/ and OUT/html/.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, skip, tools } from "./browser.mjs";
import { faultsOf, structureFaults, watch, WIDTHS } from "./check_page.mjs";
import { serveDemo } from "./served_demo.mjs";

const [modules, out, ...names] = process.argv.slice(2);
const binary = process.env.HEARTH_BINARY;
if (!binary || !existsSync(binary)) skip("HEARTH_BINARY names no program");
const { chromium, axePath } = await tools(modules);
const here = dirname(fileURLToPath(import.meta.url));
const listed = JSON.parse(readFileSync(`${here}/pages.json`, "utf8"));
const wanted = listed.filter((page) => !names.length || names.includes(page.name));

/** One step on the way to a page. Each ends when the next page has loaded. */
const STEPS = {
  open: (tab, path, { site }) => tab.goto(site + path),
  fill: async (tab, [label, value]) => (await only(tab.getByLabel(label, { exact: true }), label)).fill(value),
  choose: async (tab, [label, index]) => (await only(tab.getByLabel(label, { exact: true }), label)).selectOption({ index }),
  check: async (tab, label) => (await only(tab.getByLabel(label, { exact: true }), label)).check(),
  press: async (tab, words) => (await only(tab.getByRole("button", { name: words, exact: true }), words)).click(),
  // What a script adds; nothing is waited for where there are no scripts.
  see: async (tab, selector, { hasScripts }) => {
    if (hasScripts) await tab.locator(selector).first().waitFor({ state: "attached" });
  },
  back: (tab) => tab.goBack(),
  // As when half an hour is over.
  loseSession: (tab) => tab.context().clearCookies({ name: "__Host-hearth" }),
  signIn: async (tab, user, { password }) => {
    await (await only(tab.getByLabel("User name", { exact: true }), "User name")).fill(user);
    await (await only(tab.getByLabel("Password", { exact: true }), "Password")).fill(password);
    await (await only(tab.getByRole("button", { name: "Sign in", exact: true }), "Sign in")).click();
  },
  // Of more text than a form may bring.
  fillWithMegabytes: async (tab, [label, count]) => {
    await (await only(tab.getByLabel(label, { exact: true }), label)).evaluate((field, bytes) => (field.value = "x".repeat(bytes)), count << 20);
  },
  // The same page in a second tab, in which something is done before the first goes on.
  meanwhile: async (tab, steps, around) => {
    const second = await tab.context().newPage();
    await second.goto(tab.url());
    await walk(second, steps, around);
    await second.close();
  },
  // By the keyboard alone: Tab until a control is reached that has this name, type, and Enter.
  tab: async (tab, name) => {
    for (let i = 0; i < 200; ++i) {
      await tab.keyboard.press("Tab");
      const reached = await tab.evaluate(() => {
        const e = document.activeElement;
        return (e?.labels?.length ? e.labels[0].textContent : e?.textContent ?? "").replace(/\s+/g, " ").trim();
      });
      if (reached.startsWith(name)) return;
    }
    throw new Error(`the Tab key does not reach "${name}" on ${tab.url()}`);
  },
  type: (tab, words, { password }) => tab.keyboard.type(words === "the demo's password" ? password : words),
  key: (tab, key) => tab.keyboard.press(key),
  enter: async (tab) => {
    await Promise.all([tab.waitForNavigation(), tab.keyboard.press("Enter")]);
  },
  // What is saved as a file is a PDF.
  download: async (tab, words) => {
    const control = await only(tab.locator("a, button").filter({ hasText: words }), words);
    const [download] = await Promise.all([tab.waitForEvent("download"), control.click()]);
    if (!readFileSync(await download.path()).subarray(0, 5).equals(Buffer.from("%PDF-"))) throw new Error(`"${words}" gives no PDF`);
  },
  follow: async (tab, selector) => (await only(tab.locator(selector), selector)).click(),
};

/** The first that is there; a page has loaded by now, so nothing is waited for. */
async function only(found, name) {
  if ((await found.count()) === 0) throw new Error(`no "${name}" on ${found.page().url()}`);
  return found.first();
}

/** @param around  site, hasScripts, password */
async function walk(tab, steps, around) {
  for (const step of steps) {
    const [[kind, value]] = Object.entries(step);
    await STEPS[kind](tab, value, around);
    await tab.waitForLoadState("load");
  }
}

/** How many sides of A4 the page prints on. */
async function sidesFaults(tab, most) {
  const bytes = (await tab.pdf({ format: "A4" })).toString("latin1");
  const sides = (bytes.match(/\/Type \/Page\b(?!s)/g) ?? []).length;
  return sides >= 1 && sides <= most ? [] : [`prints on ${sides} sides, not ${most}`];
}

async function check(browser, page, { site, password, state, hasScripts }) {
  const viewport = { width: 1280, height: 800 };
  const context = await browser.newContext({ javaScriptEnabled: hasScripts, storageState: state, viewport });
  const tab = await context.newPage();
  tab.setDefaultTimeout(120000);  // for a busy machine; nothing is judged by it
  const heard = watch(tab, new URL(site).host);
  let answer = null;
  tab.on("response", (response) => {
    if (response.request().isNavigationRequest()) answer = response;
  });
  const faults = [];
  try {
    await walk(tab, page.steps, { site, password, hasScripts });
    if (page.sides && hasScripts) faults.push(...(await sidesFaults(tab, page.sides)));
    const status = page.status ?? 200;
    if (answer.status() !== status) faults.push(`answers ${answer.status()}, not ${status}`);
    if (hasScripts) writeFileSync(`${out}/html/${page.name}.html`, await answer.text());
    faults.push(...(await structureFaults(tab)));
    for (const width of WIDTHS) {
      await tab.setViewportSize({ width, height: 800 });
      const found = await faultsOf(tab, { actions: page.actions ?? [], axePath: hasScripts ? axePath : null });
      faults.push(...found.map((fault) => `${width} px: ${fault}`));
      // A picture is for people to look at: a browser that cannot take one on a busy machine is no fault of the page.
      const picture = tab.screenshot({ path: `${out}/screenshots/${page.name}-${width}${hasScripts ? "" : "-no-scripts"}.png`, fullPage: true });
      await picture.catch((fault) => console.log(`no picture of ${page.name}: ${String(fault).split("\n")[0]}`));
    }
  } catch (error) {
    faults.push(`cannot be opened: ${error.message.split("\n")[0]}`);
  } finally {
    await context.close();
  }
  // A browser reports the answer that a page of faults is meant to have.
  const isMeant = (fault) => page.status >= 400 && fault.includes(`status of ${page.status}`);
  const place = page.name + (hasScripts ? "" : ", without scripts");
  return [...heard.filter((fault) => !isMeant(fault)), ...faults].map((fault) => `${place}: ${fault}`);
}

/** Signs each member of staff in once: a link works once. */
async function signIn(browser, staff) {
  const states = {};
  for (const user of new Set(wanted.map((page) => page.as).filter(Boolean))) {
    if (!staff[user]) throw new Error(`hearth serve printed no link for ${user}`);
    const context = await browser.newContext();
    await (await context.newPage()).goto(staff[user]);
    states[user] = await context.storageState();
    await context.close();
  }
  return states;
}

for (const folder of ["screenshots", "html"]) {
  if (!names.length) rmSync(`${out}/${folder}`, { recursive: true, force: true });
  mkdirSync(`${out}/${folder}`, { recursive: true });
}
const served = await serveDemo(binary, `${out}/demo`);
const browser = await launch(chromium);
const faults = [];
try {
  const states = await signIn(browser, served.staff);
  const twice = (pages) => pages.flatMap((page) => [true, false].map((hasScripts) => [page, hasScripts]));
  const work = async (left) => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [page, hasScripts] = next;
      faults.push(...(await check(browser, page, { site: served.site, password: served.password, state: states[page.as], hasScripts })));
    }
  };
  const together = twice(wanted.filter((page) => !page.alone));
  await Promise.all([work(together), work(together)]);
  await work(twice(wanted.filter((page) => page.alone)));  // those that change what another would open
} finally {
  await browser.close();
  await served.stop();
}
for (const fault of [...new Set(faults)].sort()) console.log(fault);
console.log(`${wanted.length} pages at ${WIDTHS.join(" and ")} px, with and without scripts: ${new Set(faults).size} faults`);
process.exit(faults.length ? 1 : 0);
