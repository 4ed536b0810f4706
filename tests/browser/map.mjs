// map.mjs: the maps as people use them: an area drawn by mouse and by keyboard, a door chosen, and no map where none can be drawn.
// Usage: map.mjs MODULES OUT. HEARTH_BINARY names the program.
import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { launch, skip, tools } from "./browser.mjs";
import { watch } from "./check_page.mjs";
import { serveDemo } from "./served_demo.mjs";

const [modules, out] = process.argv.slice(2);
const binary = process.env.HEARTH_BINARY;
if (!binary || !existsSync(binary)) skip("HEARTH_BINARY names no program");
const { chromium } = await tools(modules);

const homesSaid = async (tab) => Number((await tab.locator("h1").textContent()).match(/^([\d,]+) homes? in this area/)?.[1].replace(",", ""));

async function openAsk(tab, site) {
  await tab.goto(`${site}/ask?purpose=flood-welfare`);
  await tab.locator(".hearth-map-moves").waitFor();
}

const trials = {
  async "An area is drawn by its corners, one is taken back, and its homes are counted"(tab, site) {
    await openAsk(tab, site);
    const map = tab.locator(".maplibregl-canvas");
    const field = tab.getByLabel("An area, pasted");
    const { width, height } = await map.boundingBox();
    const corner = (x, y) => map.click({ position: { x: x * width, y: y * height } });
    await corner(0.1, 0.1);
    await corner(0.8, 0.1);
    assert.equal(await field.inputValue(), "");
    await corner(0.8, 0.9);
    await corner(0.5, 0.5);
    await tab.getByRole("button", { name: "Undo the last corner" }).click();
    await corner(0.1, 0.9);
    await tab.getByRole("button", { name: "Finish", exact: true }).click();
    assert.match(await tab.locator(".hearth-map-figure [aria-live]").textContent(), /drawn, with 4 corners/);
    const drawn = JSON.parse(await field.inputValue());
    assert.equal(drawn.geometry.coordinates[0].length, 5);
    assert.deepEqual(drawn.geometry.coordinates[0][0], drawn.geometry.coordinates[0][4]);
    await tab.screenshot({ path: `${out}/screenshots/map-drawn.png`, fullPage: true });
    await tab.getByRole("button", { name: "Count the homes" }).click();
    assert.ok((await homesSaid(tab)) > 50, "the drawn area holds homes");
  },
  async "By keyboard alone: the map is moved, Enter sets corners, Backspace takes one back"(tab, site) {
    await openAsk(tab, site);
    const field = tab.getByLabel("An area, pasted");
    await tab.locator(".maplibregl-canvas").focus();
    for (const key of ["Enter", "ArrowRight", "ArrowRight", "Enter", "ArrowDown", "Enter", "Enter", "Backspace", "ArrowDown", "ArrowLeft", "ArrowLeft", "Enter"]) await tab.keyboard.press(key);
    const ring = JSON.parse(await field.inputValue()).geometry.coordinates[0];
    assert.equal(ring.length, 5);
    assert.ok(ring[1][0] > ring[0][0] && ring[2][1] < ring[1][1] && ring[3][0] < ring[2][0], `corners stand where the keys led: ${ring}`);
  },
  async "What was drawn is there again after a fault in another field"(tab, site) {
    await openAsk(tab, site);
    const map = tab.locator(".maplibregl-canvas");
    for (const [x, y] of [[100, 60], [300, 60], [200, 200]]) await map.click({ position: { x, y } });
    const drawn = await tab.getByLabel("An area, pasted").inputValue();
    await tab.getByLabel("Street", { exact: true }).fill("Weir Lane");
    await tab.getByRole("button", { name: "Count the homes" }).click();
    await tab.locator(".hearth-map-moves").waitFor();
    assert.equal(await tab.getByLabel("An area, pasted").inputValue(), drawn);
    await tab.getByRole("button", { name: "Undo the last corner" }).click();
    assert.match(await tab.locator(".hearth-map-figure [aria-live]").textContent(), /2 corners so far/);
  },
  async "A door chosen on the map leads to its row, and the row with the focus is marked on the map"(tab, site) {
    await tab.goto(`${site}/ask?purpose=flood-welfare`);
    await tab.getByLabel("Street", { exact: true }).fill("Weir Lane");
    await tab.getByRole("button", { name: "Count the homes" }).click();
    await tab.locator("main a[href^='/list/']").first().click();
    await tab.locator(".hearth-map-moves").waitFor();
    assert.ok(!(await tab.locator(".hearth-drawn-map").isVisible()), "the drawing makes room");
    const figure = tab.locator(".hearth-map-figure");
    const doors = JSON.parse(await figure.getAttribute("data-doors"));
    const [west, south, east, north] = (await figure.getAttribute("data-bounds")).split(",").map(Number);
    const { width, height } = await tab.locator(".maplibregl-canvas").boundingBox();
    // Where the map that fits these bounds, 20 px inside its edge, has a point.
    const mercator = (latitude) => Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360));
    const scale = Math.min((width - 40) / ((east - west) * (Math.PI / 180)), (height - 40) / (mercator(north) - mercator(south)));
    const at = ([longitude, latitude]) => ({
      x: width / 2 + (longitude - (west + east) / 2) * (Math.PI / 180) * scale,
      y: height / 2 - (mercator(latitude) - (mercator(north) + mercator(south)) / 2) * scale,
    });
    await tab.locator(".maplibregl-canvas").click({ position: at(doors[0]) });
    const focused = await tab.evaluate(() => document.activeElement.getAttribute("href"));
    const spot = doors.filter((door) => Math.hypot(at(door).x - at(doors[0]).x, at(door).y - at(doors[0]).y) < 22).map((door) => door[4]);
    assert.ok(spot.includes(focused), `the focus is at ${focused}, not at one of ${spot}`);
    await tab.screenshot({ path: `${out}/screenshots/map-chosen.png` });
    await tab.locator(`.hearth-home a[href="${doors.at(-1)[4]}"]`).focus();
  },
};

/** A browser that has no WebGL: the drawing stays, the words are complete, and nothing complains but one warning. */
async function withoutMaps(browser, state, site) {
  const context = await browser.newContext({ viewport: { width: 320, height: 800 }, storageState: state });
  await context.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  const tab = await context.newPage();
  const heard = watch(tab, new URL(site).host);
  const warned = tab.waitForEvent("console", (message) => message.type() === "warning" && /No map can be drawn/.test(message.text()));
  await tab.goto(`${site}/ask?purpose=flood-welfare`);
  await warned;
  assert.equal(await tab.locator(".hearth-map").count(), 0);
  await tab.getByLabel("Street", { exact: true }).fill("Weir Lane");
  await tab.getByRole("button", { name: "Count the homes" }).click();
  assert.ok(await tab.locator(".hearth-drawn-map").isVisible());
  await context.close();
  assert.deepEqual(heard, []);
}

mkdirSync(`${out}/screenshots`, { recursive: true });
const served = await serveDemo(binary, `${out}/map-demo`);
const browser = await launch(chromium);
let failed = 0;
const tell = async (name, trial) => {
  try {
    await trial();
  } catch (fault) {
    ++failed;
    console.log(`${name}: ${fault.message}`);
  }
};
try {
  // Maps leap instead of gliding, so that no trial waits for them.
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  const first = await context.newPage();
  await first.goto(served.staff["demo-duty-officer"]);
  for (const [name, trial] of Object.entries(trials))
    await tell(name, async () => {
      const tab = await context.newPage();
      const heard = watch(tab, new URL(served.site).host);
      tab.on("request", (request) => request.url().startsWith("blob:") && heard.push(`a worker or picture from blob: ${request.url()}`));
      await trial(tab, served.site);
      assert.deepEqual(heard.filter((fault) => !/status of 400/.test(fault)), []);
      await tab.close();
    });
  await tell("Where no map can be drawn, the page is whole without it", async () => withoutMaps(browser, await first.context().storageState(), served.site));
} finally {
  await browser.close();
  await served.stop();
}
const all = Object.keys(trials).length + 1;
console.log(`${all - failed} of ${all} ways to use a map worked`);
process.exit(failed ? 1 : 0);
