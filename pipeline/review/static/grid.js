// The plan as tables: any cell can be opened, rows be put in, taken out, split and joined.
import { get } from "./api.js";
import { ask, at, made, sureness } from "./page.js";

const TITLES = { header: "Đầu văn bản", bases: "Căn cứ ban hành", tasks: "Nhiệm vụ", indicators: "Chỉ tiêu" };
const TEXT = { bases: "title", tasks: "task", indicators: "name" };

export async function showGrid(open, change, words) {
  const kinds = await get("grid");
  const parts = [];
  for (const [kind, rows] of Object.entries(kinds)) {
    if (kind === "bases") parts.push(made("h2", TITLES[kind]), adding(change));
    for (const appendix of new Set(rows.map((row) => row.appendix))) {
      const own = rows.filter((row) => row.appendix === appendix);
      const title = TITLES[kind] + (appendix ? `, phụ lục ${appendix}` : "");
      parts.push(...(kind === "bases" ? [] : [made("h2", title)]), table(kind, own, open, change, words));
    }
  }
  at("grid").replaceChildren(...parts);
}

// A document that the plan rests on, put before the others by its text.
function adding(change) {
  const button = made("button", "Thêm căn cứ", { id: "basis", type: "button" });
  button.addEventListener("click", async () => {
    const added = await ask("Văn bản căn cứ, như “Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ …”:", "");
    if (added?.trim()) change([{ action: "add", row: "basis-0", new: added.trim() }]);
  });
  return button;
}

function table(kind, rows, open, change, words) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row.cells)))];
  const names = Object.assign({}, ...rows.map((row) => row.names));
  const head = made("tr");
  head.append(...columns.map((column) => made("th", names[column] || column)), ...(kind in TEXT ? [made("th", "Dòng")] : []));
  const body = rows
    .map((row, place) => [row, rows[place + 1]])
    .filter(([row]) => Object.values(row.cells).some((cell) => cell.value.toLocaleLowerCase("vi").includes(words)))
    .map(([row, below]) => line(kind, row, below, columns, open, change));
  const whole = made("table");
  whole.append(head, ...body);
  const scroll = made("div", "", { class: "scroll" });
  scroll.append(whole);
  return scroll;
}

function line(kind, row, below, columns, open, change) {
  const shown = made("tr");
  for (const column of columns) {
    const cell = row.cells[column];
    const place = made("td", "", cell ? { class: sureness(cell) } : {});
    if (cell) {
      const label = `${row.names[column]}: ${cell.value || "trống"}`;
      const button = made("button", cell.value || "·", { class: "cell", type: "button", "aria-label": label });
      button.addEventListener("click", () => open(row.row, column));
      place.append(button);
    }
    shown.append(place);
  }
  if (kind in TEXT) shown.append(tools(TEXT[kind], row, below, change));
  return shown;
}

function tools(field, row, below, change) {
  const place = made("td");
  const text = row.cells[field].value;
  const set = (value) => ({ action: "set", row: row.row, field, seen: text, new: value });
  const acts = [
    ["+", "Thêm dòng bên dưới", async () => {
      const added = await ask("Nội dung của dòng mới bên dưới:", "");
      if (added?.trim()) change([{ action: "add", row: row.row, new: added.trim() }]);
    }],
    ["−", "Bỏ dòng", async () => {
      if ((await ask("Bỏ dòng này? Nội dung vẫn được giữ trong left_over.", text)) !== null) change([{ action: "remove", row: row.row }]);
    }],
    ["⑂", "Tách dòng", async () => {
      const parted = await ask("Xuống dòng ở chỗ cần tách:", text);
      const [first, ...rest] = (parted || "").split("\n").map((part) => part.trim()).filter(Boolean);
      // Each is put behind the first, the last one first.
      if (rest.length) change([set(first), ...rest.reverse().map((part) => ({ action: "add", row: row.row, new: part }))]);
    }],
  ];
  if (below) {
    acts.push(["⑃", "Gộp với dòng dưới", async () => {
      const joined = await ask("Nội dung sau khi gộp:", `${text} ${below.cells[field].value}`);
      if (joined?.trim()) change([set(joined.trim()), { action: "remove", row: below.row }]);
    }]);
  }
  for (const [sign, label, act] of acts) {
    const button = made("button", sign, { type: "button", title: label, "aria-label": `${label}: ${text.slice(0, 40)}` });
    button.addEventListener("click", act);
    place.append(button);
  }
  return place;
}
