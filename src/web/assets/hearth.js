// hearth.js: starts govuk-frontend's scripts, and maps. Every page works without it.
import { initAll } from "./govuk.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
initAll();
// A megabyte that only pages with a map need.
if (document.querySelector("[data-hearth-map]")) import("./map.js");
if (document.querySelector("[data-hearth-offers]")) import("./addresses.js");
