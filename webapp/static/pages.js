"use strict";
// Pages can be read and sent without this file; it is loaded under a strict CSP.

// A second look before something that cannot be undone.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

// Folded reason forms open under their button.
function fold(root) {
  for (const form of root.querySelectorAll("[data-folded]")) form.hidden = true;
}
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (!opener) return;
  const form = document.getElementById(opener.dataset.open);
  const decision = opener.closest(".decision");
  for (const other of decision.querySelectorAll("[data-folded]")) {
    other.hidden = other !== form || !form.hidden;
  }
  for (const button of decision.querySelectorAll("[data-open]")) {
    button.setAttribute("aria-expanded", String(!document.getElementById(button.dataset.open).hidden));
  }
  if (!form.hidden) form.querySelector("select, textarea").focus();
});
fold(document);

// Paper, where the browser can print.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Arrows beside suggestions that do not all fit; each goes one column on.
const sizes = new ResizeObserver((seen) => {
  for (const { target } of seen) arrows(target);
});
function arrows(box) {
  const place = box.closest(".suggestions").querySelector("[data-arrows]");
  const room = box.scrollWidth - box.clientWidth;
  place.hidden = room <= 1;
  place.querySelector("[data-slide='-1']").disabled = box.scrollLeft <= 1;
  place.querySelector("[data-slide='1']").disabled = box.scrollLeft >= room - 1;
}
function watchArrows(root) {
  for (const box of root.querySelectorAll(".side-by-side")) {
    sizes.observe(box);
    box.addEventListener("scroll", () => arrows(box), { passive: true });
  }
}
document.addEventListener("click", (event) => {
  const arrow = event.target.closest("[data-slide]");
  if (!arrow) return;
  const box = arrow.closest(".suggestions").querySelector(".side-by-side");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const width = box.firstElementChild.offsetWidth + 16;
  box.scrollBy({ left: width * Number(arrow.dataset.slide), behavior: calm ? "auto" : "smooth" });
});
watchArrows(document);

// Rows of a list are added and taken away; names and ids are numbered anew, as the server reads them.
function renumber(list) {
  const name = list.dataset.rows;
  [...list.querySelectorAll(":scope > [data-row]")].forEach((row, index) => {
    for (const element of row.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
      for (const attribute of ["name", "id", "for", "aria-describedby"]) {
        const value = element.getAttribute(attribute);
        if (value) element.setAttribute(attribute, value.replace(new RegExp(`^${name}-\\d+`), `${name}-${index}`));
      }
    }
    const number = row.querySelector("[data-number]");
    if (number) number.textContent = String(index + 1);
  });
}
function clear(row) {
  for (const field of row.querySelectorAll("input, textarea, select")) {
    if (field.type === "checkbox") field.checked = false;
    else if (field.tagName === "SELECT") field.selectedIndex = 0;
    else field.value = "";
  }
  for (const problem of row.querySelectorAll(".problem")) problem.remove();
}
document.addEventListener("click", (event) => {
  const adder = event.target.closest("[data-add]");
  const remover = event.target.closest("[data-remove]");
  if (adder) {
    const list = document.querySelector(`[data-rows="${adder.dataset.add}"]`);
    const row = list.lastElementChild.cloneNode(true);
    clear(row);
    list.append(row);
    renumber(list);
    row.querySelector("input, textarea").focus();
  } else if (remover) {
    const row = remover.closest("[data-row]");
    const list = row.parentElement;
    if (list.querySelectorAll(":scope > [data-row]").length > 1) row.remove();
    else clear(row);
    renumber(list);
  }
});

// Unsaved words are not lost by a wrong click.
for (const form of document.querySelectorAll("[data-leave]")) {
  let changed = Boolean(form.querySelector(".problem"));
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}

// Industry classes are looked up while typing.
for (const list of document.querySelectorAll("datalist[data-source]")) {
  const field = document.querySelector(`[list="${list.id}"]`);
  let timer = 0;
  field.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(async () => {
      const answer = await fetch(`${list.dataset.source}?words=${encodeURIComponent(field.value)}`);
      if (!answer.ok) return;
      const found = (await answer.json()).industries;
      list.replaceChildren(...found.map((text) => new Option(text, text)));
    }, 200);
  });
}

// Suggestions fill themselves in while matching runs; never under the hands of somebody deciding.
for (const place of document.querySelectorAll("[data-poll]")) {
  const look = async () => {
    if (!place.querySelector("[data-waiting]")) return;
    const busy = [...place.querySelectorAll("[data-folded]")].some((form) => !form.hidden);
    if (!busy) {
      const answer = await fetch(place.dataset.poll);
      if (answer.ok && !answer.redirected) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        place.replaceChildren(...page.body.childNodes);
        fold(place);
        watchArrows(place);
      }
    }
    window.setTimeout(look, 1000);
  };
  window.setTimeout(look, 800);
}
