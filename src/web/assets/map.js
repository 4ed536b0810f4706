// map.js: maps that move, from our own tiles alone. One lies over each drawn map and leads to the rows of its list; on another an
// area is drawn, and lands as GeoJSON in the field that takes it. Every page says and does the same without it.
import { LngLatBounds, Map as MovingMap, NavigationControl, ScaleControl } from "./maplibre-gl.mjs";

const ZOOM = { min: 6, max: 19, tilesMin: 6, tilesMax: 16, homes: 12 };
const COLOURS = { ground: "#ffffff", home: "#767676", edge: "#8a8d90", area: "#144e81", water: "#8fbbe3", words: "#484949", ink: "#0b0c0c" };
const MARKS = ["#942514", "#1d70b8", "#0f7a52", "#54319f"];  // hearth.css: hearth-bar-0 to 3
const FONT = ["arial", "sans-serif"];                        // drawn by the browser: no glyphs are fetched
const NOTHING = { type: "FeatureCollection", features: [] };

function make(name, attributes = {}, ...inner) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inner);
  return made;
}

const feature = (type, coordinates, properties = {}) => ({ type: "Feature", properties, geometry: { type, coordinates } });

function styleOf(tiles) {
  const words = { "text-font": FONT, "text-size": 13, "text-padding": 4 };
  const halo = { "text-color": COLOURS.words, "text-halo-color": COLOURS.ground, "text-halo-width": 1.6 };
  return {
    version: 8,
    sources: {
      place: { type: "vector", tiles: [location.origin + tiles], minzoom: ZOOM.tilesMin, maxzoom: ZOOM.tilesMax },
      outline: { type: "geojson", data: NOTHING },
      water: { type: "geojson", data: NOTHING },
      doors: { type: "geojson", data: NOTHING },
      corners: { type: "geojson", data: NOTHING },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": COLOURS.ground } },
      { id: "outline", type: "fill", source: "outline", paint: { "fill-color": "#d2e2f1", "fill-opacity": 0.7 } },
      { id: "water", type: "fill", source: "water", paint: { "fill-color": COLOURS.water } },
      { id: "areas", type: "line", source: "place", "source-layer": "areas", paint: { "line-color": COLOURS.edge, "line-width": 0.8, "line-dasharray": [4, 3] } },
      {
        id: "homes", type: "circle", source: "place", "source-layer": "homes",
        paint: {
          "circle-color": COLOURS.home,
          "circle-radius": ["interpolate", ["linear"], ["zoom"], 9, ["interpolate", ["linear"], ["get", "homes"], 1, 0.7, 400, 3], 15, 2.2, 19, 5],
          "circle-opacity": ["interpolate", ["linear"], ["zoom"], 9, 0.55, 15, 1],
        },
      },
      { id: "edge", type: "line", source: "outline", paint: { "line-color": COLOURS.area, "line-width": 2, "line-dasharray": [4, 2] } },
      {
        id: "corners", type: "circle", source: "corners",
        paint: { "circle-color": COLOURS.ground, "circle-radius": 5, "circle-stroke-color": COLOURS.area, "circle-stroke-width": 2 },
      },
      // Room for words is given from the last to the first: marks, then streets, then numbers.
      {
        id: "numbers", type: "symbol", source: "doors",
        layout: { ...words, "text-field": ["to-string", ["get", "number"]], "text-padding": 0, "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.85 },
        paint: { ...halo, "text-color": COLOURS.ink },
      },
      {
        id: "streets", type: "symbol", source: "place", "source-layer": "streets", paint: halo,
        layout: { ...words, "text-field": ["get", "name"], "symbol-sort-key": ["-", 0, ["get", "homes"]], "text-variable-anchor": ["center", "bottom", "top", "left", "right"], "text-radial-offset": 1 },
      },
      {
        id: "chosen", type: "circle", source: "doors", filter: ["get", "chosen"],
        paint: { "circle-color": "#ffdd00", "circle-radius": 14, "circle-stroke-color": COLOURS.ink, "circle-stroke-width": 2 },
      },
      {
        id: "doors", type: "symbol", source: "doors",
        layout: { "icon-image": ["concat", "mark-", ["to-string", ["get", "rank"]]], "icon-allow-overlap": true, "icon-padding": 0, "symbol-sort-key": ["-", 0, ["get", "rank"]] },
      },
    ],
  };
}

// The marks of area_map.cpp, told apart without colour: square, disc, triangle, diamond.
const SHAPES = [
  (pen, r) => pen.rect(-r, -r, 2 * r, 2 * r),
  (pen, r) => pen.arc(0, 0, r, 0, 2 * Math.PI),
  (pen, r) => corners(pen, [[0, -1.2 * r], [1.2 * r, r], [-1.2 * r, r]]),
  (pen, r) => corners(pen, [[0, -1.3 * r], [1.3 * r, 0], [0, 1.3 * r], [-1.3 * r, 0]]),
];

function corners(pen, all) {
  pen.moveTo(...all.at(-1));
  for (const corner of all) pen.lineTo(...corner);
  pen.closePath();
}

/** A mark as a picture, twice as fine as it is shown. */
function picture(rank) {
  const size = 36;
  const pen = Object.assign(document.createElement("canvas"), { width: size, height: size }).getContext("2d");
  pen.translate(size / 2, size / 2);
  pen.beginPath();
  SHAPES[rank](pen, 13);
  Object.assign(pen, { fillStyle: MARKS[rank], strokeStyle: COLOURS.ground, lineWidth: 3 });
  pen.fill();
  pen.stroke();
  return pen.getImageData(0, 0, size, size);
}

/** A map in `box`; or nothing, where the browser cannot draw one. */
function moving(figure, box, title) {
  const [west, south, east, north] = figure.dataset.bounds.split(",").map(Number);
  try {
    const map = new MovingMap({
      container: box, style: styleOf(figure.dataset.tiles), bounds: new LngLatBounds([west, south], [east, north]), fitBoundsOptions: { padding: 20 },
      minZoom: ZOOM.min, maxZoom: ZOOM.max, attributionControl: false, cooperativeGestures: true, dragRotate: false, pitchWithRotate: false,
      touchPitch: false, renderWorldCopies: false, locale: { "Map.Title": title },
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    map.addControl(new ScaleControl({ maxWidth: 120 }), "bottom-left");
    return map;
  } catch (fault) {
    console.warn("No map can be drawn here; the page says the same without it.", fault);
    box.remove();
    return null;
  }
}

/** The row of the list that tells of a door, when it is on this page of the list. */
const rowOf = (link) => [...document.querySelectorAll(".hearth-home a")].find((a) => a.getAttribute("href") === link);

/** Doors of the list: choosing one leads to its row, and the row that has the focus is marked on the map. */
function showDoors(figure, map, said) {
  const doors = JSON.parse(figure.dataset.doors).map(([longitude, latitude, rank, number, link]) => ({ at: [longitude, latitude], rank, number, link }));
  const show = (chosen) =>
    map.getSource("doors").setData({
      type: "FeatureCollection",
      features: doors.map((door) => feature("Point", door.at, { rank: door.rank, number: door.number, link: door.link, chosen: door === chosen })),
    });
  MARKS.forEach((_, rank) => map.addImage(`mark-${rank}`, picture(rank), { pixelRatio: 2 }));
  show(null);
  const lead = ({ features: [found] }) => {
    const door = doors.find((one) => one.number === found.properties.number);
    const row = rowOf(door.link);
    show(door);
    if (row) row.focus();
    said.replaceChildren(row ? `Door ${door.number} of the list.` : make("a", { class: "govuk-link", href: door.link }, `Door ${door.number}: on another page of the list`));
  };
  for (const layer of ["doors", "numbers"]) {
    map.on("click", layer, lead);
    map.on("mouseenter", layer, () => (map.getCanvas().classList.add("hearth-map-leads")));
    map.on("mouseleave", layer, () => (map.getCanvas().classList.remove("hearth-map-leads")));
  }
  document.addEventListener("focusin", ({ target }) => {
    const door = target.closest?.(".hearth-home") && doors.find((one) => one.link === target.getAttribute("href"));
    if (!door) return;
    show(door);
    if (!map.getBounds().contains(door.at)) map.jumpTo({ center: door.at });
  });
}

function startArea(figure) {
  const box = make("div", { class: "hearth-map hearth-not-on-paper" });
  const said = make("p", { class: "govuk-body", "aria-live": "polite" });
  figure.prepend(box);
  const map = moving(figure, box, "Map of this area; the list says all that it shows");
  if (!map) return;
  map.on("load", () => {
    if (figure.dataset.outline) map.getSource("outline").setData({ type: "Feature", properties: {}, geometry: JSON.parse(figure.dataset.outline) });
    if (figure.dataset.water) map.getSource("water").setData({ type: "Feature", properties: {}, geometry: JSON.parse(figure.dataset.water) });
    if (figure.dataset.doors) showDoors(figure, map, said);
    figure.classList.add("hearth-map-moves");  // from here on the drawing is for paper alone
    figure.append(said);
  });
}

/** The corners of the first polygon in a text, without the one that closes it; none where there is no such thing. */
function cornersIn(text) {
  try {
    const read = JSON.parse(text);
    const shape = (read.features?.[0] ?? read).geometry ?? read;
    const ring = shape.type === "MultiPolygon" ? shape.coordinates[0][0] : shape.type === "Polygon" ? shape.coordinates[0] : [];
    return ring.slice(0, -1).map(([x, y]) => [Number(x), Number(y)]).filter(([x, y]) => Math.abs(x) <= 180 && Math.abs(y) <= 90);
  } catch {
    return [];
  }
}

/** An area, corner by corner: by click, or by keyboard at the cross in the middle. */
class Drawing {
  constructor(map, field, said) {
    Object.assign(this, { map, field, said, corners: cornersIn(field.value), isDone: false });
    this.isDone = this.corners.length >= 3;
    this.show();
    if (this.isDone) map.fitBounds(this.corners.reduce((all, corner) => all.extend(corner), new LngLatBounds(this.corners[0], this.corners[0])), { padding: 40, animate: false });
  }
  add({ lng, lat }) {
    if (this.isDone) this.corners = [];
    this.isDone = false;
    this.corners.push([Number(lng.toFixed(6)), Number(lat.toFixed(6))]);
    this.changed();
  }
  undo() {
    this.isDone = false;
    this.corners.pop();
    this.changed();
  }
  finish() {
    this.isDone = this.corners.length >= 3;
    this.changed(this.isDone ? "" : "An area has three corners or more. ");
  }
  restart() {
    this.isDone = false;
    this.corners = [];
    this.changed();
  }
  get ring() {
    return [...this.corners, this.corners[0]];
  }
  changed(before = "") {
    this.field.value = this.corners.length >= 3 ? JSON.stringify(feature("Polygon", [this.ring])) : "";
    const count = `${this.corners.length} corner${this.corners.length === 1 ? "" : "s"}`;
    this.said.textContent = before + (this.isDone ? `The area is drawn, with ${count}. Choose "Count the homes", or click to begin another.` : `${count} so far.`);
    this.show();
  }
  show() {
    const { corners, map } = this;
    map.getSource("corners").setData({ type: "FeatureCollection", features: corners.map((corner) => feature("Point", corner)) });
    const shape = corners.length >= 3 ? feature("Polygon", [this.ring]) : corners.length === 2 ? feature("LineString", corners) : null;
    map.getSource("outline").setData(shape ?? NOTHING);
  }
}

function startDrawing(figure) {
  const field = document.getElementById(figure.dataset.field);
  const box = make("div", { class: "hearth-map" });
  const label = make("h2", { class: "govuk-heading-s", id: "draw" }, "Draw the area on a map");
  const hint = make("p", { class: "govuk-hint", id: "draw-hint" },
    "Click its corners one after the other. By keyboard: move the map with the arrow keys, zoom with + and -, and press Enter for a corner at the cross, Backspace to take one back.");
  const said = make("p", { class: "govuk-body", "aria-live": "polite" }, "No corners so far.");
  figure.append(label, hint, box);
  const map = moving(figure, box, "Map of the place: draw an area");
  if (!map) return figure.replaceChildren();
  box.append(make("div", { class: "hearth-map-cross", "aria-hidden": "true" }));
  map.getCanvas().setAttribute("aria-describedby", hint.id);
  map.on("load", () => {
    const drawing = new Drawing(map, field, said);
    map.on("click", (event) => drawing.add(event.lngLat));
    const deeds = { "Corner at the cross": () => drawing.add(map.getCenter()), "Undo the last corner": () => drawing.undo(), "Finish": () => drawing.finish(), "Start again": () => drawing.restart() };
    const tools = make("div", { class: "govuk-button-group", role: "group", "aria-labelledby": label.id });
    for (const [words, deed] of Object.entries(deeds)) {
      const button = make("button", { type: "button", class: "govuk-button govuk-button--secondary" }, words);
      button.addEventListener("click", deed);
      tools.append(button);
    }
    map.getCanvas().addEventListener("keydown", (event) => {
      const deed = { Enter: "Corner at the cross", Backspace: "Undo the last corner" }[event.key];
      if (!deed) return;
      event.preventDefault();
      deeds[deed]();
    });
    box.after(tools, said);
    figure.classList.add("hearth-map-moves");
  });
}

const START = { area: startArea, draw: startDrawing };
const sheet = make("link", { rel: "stylesheet", href: new URL("./maplibre-gl.css", import.meta.url) });
await new Promise((ready) => {
  sheet.onload = sheet.onerror = ready;
  document.head.append(sheet);
});
for (const figure of document.querySelectorAll("[data-hearth-map]")) START[figure.dataset.hearthMap]?.(figure);
