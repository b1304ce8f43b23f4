// The page of one plan: its views, and what buttons and keys do.
import { current, edit } from "./card.js";
import { showGrid } from "./grid.js";
import { listen } from "./keys.js";
import { at, delayed, say } from "./page.js";
import * as queue from "./queue.js";
import { showPage } from "./sheet.js";

const views = { grid: at("grid"), pages: at("pages") };
const words = () => at("search").value.trim().toLocaleLowerCase("vi");
let view = "queue";

async function look(name) {
  view = name;
  for (const button of document.querySelectorAll("[data-view]")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === name));
  }
  for (const [own, part] of Object.entries(views)) part.hidden = own !== name;
  // Tables and pages have the whole page until a cell is opened.
  at("card").hidden = at("done").hidden = true;
  if (name === "queue") await queue.load();
  else if (name === "sample") await queue.sample();
  else await draw(name === "pages" && current()?.page);
}

// The table or the page as it is now, and nothing over it.
async function draw(page) {
  if (!(view in views)) return;
  at("card").hidden = at("done").hidden = true;
  if (view === "grid") await showGrid(open, change, words());
  else await showPage(page || Number(at("number").value), open);
}

async function settle(how) {
  await how();
  await draw();
}

async function open(row, field) {
  await queue.open(row, field);
  at("card").scrollIntoView({ block: "nearest" });
}

async function change(changes) {
  await settle(() => queue.change(changes));
}

// Whatever goes wrong with the server is said, and nothing is lost.
const safely = (act) => async (...values) => {
  try {
    await act(...values);
  } catch (error) {
    say(`Không thực hiện được: ${error.message}`);
  }
};

const acts = {
  accept: safely(() => settle(queue.accept)),
  take: safely(async (place) => {
    const proposal = current()?.proposals[place];
    if (proposal !== undefined && current().field) await settle(() => queue.settle(current(), proposal));
  }),
  save: safely(() => settle(() => queue.settle(current(), at("new").value.trim()))),
  skip: queue.skip,
  undo: safely(() => settle(queue.undo)),
  edit,
};

listen(acts);
for (const name of ["accept", "edit", "skip", "undo"]) at(name).addEventListener("click", () => acts[name]());
at("whole").addEventListener("click", safely(() => look("pages")));
at("form").addEventListener("submit", (event) => {
  event.preventDefault();
  acts.save();
});
at("proposals").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) acts.take([...at("proposals").children].indexOf(button));
});
for (const button of document.querySelectorAll("[data-view]")) {
  button.addEventListener("click", safely(() => look(button.dataset.view)));
}
const turn = (step) => safely(() => showPage(Number(at("number").value) + step, open));
at("back").addEventListener("click", turn(-1));
at("forth").addEventListener("click", turn(1));
at("number").addEventListener("change", turn(0));
at("search").addEventListener("input", delayed(150, safely(() => (view === "grid" ? look("grid") : queue.filter(at("search").value)))));
at("who").value = localStorage.getItem("who") || at("who").value;
at("who").addEventListener("change", () => localStorage.setItem("who", at("who").value));
safely(look)("queue");
