// addresses.js: offers streets or addresses of the address list while they are typed. The field works as well without it.
const PAUSE = 150, SHORTEST = 3;

for (const field of document.querySelectorAll("[data-hearth-offers]")) {
  const offered = document.createElement("datalist");
  offered.id = `${field.id}-offered`;
  field.after(offered);
  field.setAttribute("list", offered.id);
  const kind = field.dataset.hearthOffers;
  let pause = 0, asked = "";
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => offer(kind === "addresses" ? field.value.trim() : field.value.replace(/,\s*\d*\s*$/, "").trim()), PAUSE);
  });

  async function offer(typed) {
    if (typed.length < SHORTEST || typed === asked) return;
    asked = typed;
    try {
      const answer = await fetch(`/addresses?q=${encodeURIComponent(typed)}`);
      if (!answer.ok || typed !== asked) return;
      const found = await answer.json();
      const words = kind === "streets" ? found.streets.map((street) => street.name) : found.homes.map((home) => (kind === "homes" ? `${home.address}, 250` : home.address));
      offered.replaceChildren(...words.map((value) => Object.assign(document.createElement("option"), { value })));
    } catch {
      // Without the server nothing is offered: what was typed stays.
    }
  }
}
