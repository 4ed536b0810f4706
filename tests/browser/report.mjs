// report.mjs: the linking report as a browser shows it, narrow and wide, with and without scripts. Usage: report.mjs MODULES OUT
// HEARTH_BINARY names the program. Leaves OUT/report/report.html and pictures beside it.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { launch, skip, tools } from "./browser.mjs";
import { faultsOf, structureFaults, watch, WIDTHS } from "./check_page.mjs";

const [modules, out] = process.argv.slice(2);
const binary = process.env.HEARTH_BINARY;
if (!binary || !existsSync(binary)) skip("HEARTH_BINARY names no program");
const { chromium, axePath } = await tools(modules);
const work = `${out}/report`;
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });

/** 1: rows were put aside, which is life. */
function run(...words) {
  try {
    execFileSync(binary, words, { cwd: work, stdio: "pipe" });
  } catch (failed) {
    if (failed.status !== 1) throw new Error(`hearth ${words.join(" ")}: ${failed.stderr}`);
  }
}

run("synth", "--people", "800", "--one-list", "--out", "town");
run("link", "town/one_list.feed.toml", "--out", "links.csv", "--report", "report.html");

const browser = await launch(chromium);
const faults = [];
for (const hasScripts of [true, false]) {
  const context = await browser.newContext({ javaScriptEnabled: hasScripts });
  const tab = await context.newPage();
  faults.push(...watch(tab, ""));
  await tab.goto(`file://${work}/report.html`);
  faults.push(...(await structureFaults(tab)));
  for (const words of ["How right it is", "What was read", "Which pairs were compared", "What each agreement is worth", "How the pairs came out", "How a weight adds up", "The people that came of it", "Is everybody linked alike?"])
    if ((await tab.getByRole("heading", { name: words, exact: true }).count()) !== 1) faults.push(`has no heading "${words}"`);
  const charts = await tab.locator("svg[role=img]").count();
  if (charts < 7) faults.push(`has ${charts} charts`);
  for (const width of WIDTHS) {
    await tab.setViewportSize({ width, height: 800 });
    const found = await faultsOf(tab, { axePath: hasScripts ? axePath : null, hasMenu: false });
    faults.push(...found.map((fault) => `${width} px: ${fault}`));
    await tab.screenshot({ path: `${work}/${width}${hasScripts ? "" : "-no-scripts"}.png`, fullPage: true }).catch((fault) => console.log(String(fault).split("\n")[0]));
  }
  await context.close();
}
await browser.close();
for (const fault of [...new Set(faults)]) console.log(fault);
console.log(`the linking report: ${new Set(faults).size} faults`);
process.exit(faults.length ? 1 : 0);
