// addresses.js: offers streets or addresses of the address list while they are typed. The field works as well without it.
const PAUSE = 150, SHORTEST = 3;

for (const field of document.querySelectorAll("[data-hearth-offers]")) {
  const offered = document.createElement("datalist");
  offered.id = `${field.id}-offered`;
  field.after(offered);
  field.setAttribute("list", offered.id);
  let pause = 0, asked = "";
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => offer(field.value.replace(/,\s*\d*\s*$/, "").trim()), PAUSE);
  });

  async function offer(typed) {
    if (typed.length < SHORTEST || typed === asked) return;
    asked = typed;
    try {
      const answer = await fetch(`/addresses?q=${encodeURIComponent(typed)}`);
      if (!answer.ok || typed !== asked) return;
      const found = await answer.json();
      const words = field.dataset.hearthOffers === "streets" ? found.streets.map((street) => street.name) : found.homes.map((home) => `${home.address}, 250`);
      offered.replaceChildren(...words.map((value) => Object.assign(document.createElement("option"), { value })));
    } catch {
      // Without the server nothing is offered: what was typed stays.
    }
  }
}
