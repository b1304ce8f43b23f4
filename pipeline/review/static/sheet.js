// A whole page with the cells on it, each coloured by how sure it is.
import { get, picture } from "./api.js";
import { at, made, sureness } from "./page.js";

export async function showPage(number, open) {
  const last = Number(document.querySelector("main").dataset.pages);
  const page = Math.min(Math.max(number, 1), last);
  at("number").value = page;
  const { width, height, cells } = await get(`cells/${page}`);
  at("sheet").hidden = !width;
  if (!width) return;
  at("paper").src = picture(page);
  at("boxes").replaceChildren(...cells.map((cell) => box(cell, width, height, open)));
}

function box(cell, width, height, open) {
  const [x0, y0, x1, y1] = cell.box;
  const button = made("button", "", { type: "button", class: sureness(cell), "aria-label": `${cell.row} ${cell.field}` });
  Object.assign(button.style, {
    left: `${(100 * x0) / width}%`,
    top: `${(100 * y0) / height}%`,
    width: `${(100 * (x1 - x0)) / width}%`,
    height: `${(100 * (y1 - y0)) / height}%`,
  });
  button.addEventListener("click", () => open(cell.row, cell.field));
  return button;
}
