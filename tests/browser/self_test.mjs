// self_test.mjs: every check finds the fault that it is there for, and none in a good page.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { launch, tools } from "./browser.mjs";
import { faultsOf, structureFaults, watch } from "./check_page.mjs";

const { chromium, axePath } = await tools(process.argv[2]);

const page = ({ head = "", main = "" }) => `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Try</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">${head}</head><body>
<a href="#main">Skip to main content</a>
<main id="main"><h1>Try</h1><p>Words.</p>${main}<button type="button">Go on</button></main></body></html>`;

const pages = {
  good: [page({}), []],
  wide: [page({ main: '<table><tr><td><img alt="" src="data:," width="900" height="9"></td></tr></table>' }), [/scrolls sideways/]],
  contrast: [page({ head: '<link rel="stylesheet" href="/pale.css">' }), [/axe color-contrast/]],
  unlabelled: [page({ main: '<input type="text" id="name">' }), [/axe label/]],
  foreign: [page({ main: '<img alt="" src="http://elsewhere.invalid/x.png">' }), [/asks another host: elsewhere\.invalid/]],
  broken: [page({ head: '<script src="/broken.js"></script>' }), [/script: .*mended/]],
  missing: [page({ head: '<script src="/missing.js"></script>' }), [/console: .*404/]],
  inline: [page({ main: '<p style="color: black">Words.</p>' }), [/inline styles/]],
  unreachable: [page({}).replace("<button", '<button tabindex="-1"'), [/does not reach "Go on"/]],
  jumping: [page({ main: '<a href="#main" tabindex="3">First?</a>' }), [/tabindex above 0/, /no skip link|backwards/]],
  unmarked: [page({ head: '<link rel="stylesheet" href="/unmarked.css">' }), [/focus is not shown/]],
  headless: [page({}).replace("<h1>Try</h1>", ""), [/has 0 h1/]],
};
const files = {
  "/pale.css": ["text/css", "p { color: #bbb; background: #fff }"],
  "/unmarked.css": ["text/css", "button:focus { outline: none }"],
  "/broken.js": ["text/javascript", 'throw new Error("not mended")'],
};

const server = createServer((request, response) => {
  const [type, body] = files[request.url] ?? ["text/html", pages[request.url.slice(1)]?.[0]];
  response.writeHead(body === undefined ? 404 : 200, { "Content-Type": type }).end(body);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const host = `127.0.0.1:${server.address().port}`;
const browser = await launch(chromium);
let failed = 0;
try {
  for (const [name, [, expected]] of Object.entries(pages)) {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    const tab = await context.newPage();
    const faults = watch(tab, host);
    await tab.goto(`http://${host}/${name}`);
    faults.push(...(await structureFaults(tab)));
    faults.push(...(await faultsOf(tab, { actions: ["Go on"], axePath })));
    await context.close();
    try {
      for (const one of expected) assert.ok(faults.some((fault) => one.test(fault)), `${one} is not among: ${faults.join("; ")}`);
      if (!expected.length) assert.deepEqual(faults, []);
    } catch (error) {
      ++failed;
      console.log(`${name}: ${error.message}`);
    }
  }
} finally {
  await browser.close();
  server.close();
}
console.log(`${Object.keys(pages).length - failed} of ${Object.keys(pages).length} pages judged rightly`);
process.exit(failed ? 1 : 0);
