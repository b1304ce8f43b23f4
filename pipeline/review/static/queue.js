// The doubts that are left, in their order, and what was done about them.
import { decide, get, here, learn } from "./api.js";
import { current, show } from "./card.js";
import { at, made, say } from "./page.js";

// Fields whose cells are names and abbreviations that may be misread again.
const TERMS = ["lead", "coordination", "unit", "issuer", "parent_issuer", "place"];
let doubts = [];
let settled = 0;
let measure = null; // of a sample: how many were looked at, how many were right
let done = []; // corrections to take back, the last ones last
let words = "";

const fits = (doubt) => `${doubt.row_text} ${doubt.value} ${doubt.raw} ${doubt.reason}`.toLocaleLowerCase("vi").includes(words);

export async function load(first = null) {
  const answer = await get("doubts");
  measure = null;
  doubts = answer.doubts;
  settled = answer.settled;
  next(first && doubts.find((one) => one.row === first.row && one.field === first.field && one.code === first.code));
}

export async function sample() {
  const answer = await get("sample", { count: 20 });
  doubts = answer.doubts;
  measure = { seen: 0, right: 0 };
  next();
}

// Any field of any row, before the others.
export async function open(row, field) {
  const one = await get("question", { row, field });
  doubts.unshift(one);
  next(one);
}

export function next(one = null) {
  const left = doubts.filter(fits);
  show(one || left[0] || null);
  at("done").hidden = left.length > 0;
  const all = settled + doubts.length;
  at("progress").value = all ? settled / all : 1;
  at("count").textContent = measure
    ? `mẫu: ${measure.seen} ô đã xem, ${measure.right} ô đúng`
    : `còn ${doubts.length}, đã xong ${settled}`;
  at("measured").textContent = measure?.seen
    ? `${measure.right} trong ${measure.seen} ô chắc chắn là đúng (${Math.round((100 * measure.right) / measure.seen)} %).`
    : "";
}

export function filter(text) {
  words = text.trim().toLocaleLowerCase("vi");
  next(current() && fits(current()) ? current() : null);
}

export function skip() {
  const one = current();
  if (!one) return;
  doubts = [...doubts.filter((other) => other !== one), one];
  next();
}

export const accept = () => settle(current(), current()?.value);

// Give the field of a doubt a value, or do with a warning that is about no field.
export async function settle(doubt, value) {
  if (!doubt) return;
  const { row, field, code, where } = doubt;
  const change = doubt.correction
    ? { action: "undo", new: doubt.correction }
    : field
      ? { action: "set", row, field, seen: doubt.value, new: value, code }
      : { action: "settle", row, code, raw: doubt.warned, where };
  try {
    const ids = await decide([change]);
    if (!doubt.correction) done.push({ plan: here, ids, doubt });
  } catch (refused) {
    if (refused.status !== 409) return say(refused.message);
    say(`Đã có người sửa thành: ${refused.value}`);
    return load();
  }
  say("");
  if (measure) {
    measure.seen += 1;
    measure.right += value === doubt.value;
  }
  const before = doubts.length;
  doubts = doubts.filter((one) => one !== doubt && !(field && one.row === row && one.field === field));
  settled += before - doubts.length;
  next();
  if (field && value !== doubt.value) await offer(doubt, value);
  if (TERMS.includes(field) && value && value !== doubt.value) offerTerm(value);
}

// The same misreading in other cells of the folder.
async function offer(doubt, value) {
  at("offer").hidden = true;
  const { field, raw } = doubt;
  const cells = await get("alike", { field, value: doubt.value, raw });
  if (!cells.length) return;
  const button = made("button", `Sửa cả ${cells.length} ô`, { id: "all", type: "button" });
  button.addEventListener("click", () => all(cells, doubt, value));
  const text = `Còn ${cells.length} ô khác đọc giống hệt “${raw}”. Sửa tất cả thành “${value}”? `;
  at("offer").replaceChildren(text, button);
  at("offer").hidden = false;
}

// A name for the user's own lexicon.
function offerTerm(term) {
  const button = made("button", "Thêm vào từ điển riêng", { id: "term", type: "button" });
  button.addEventListener("click", async () => {
    button.disabled = true;
    const file = await learn(term);
    say(`Đã thêm. Lần sau: kehoach convert … --lexicon ${file}`);
    at("offer").hidden = true;
  });
  if (at("offer").hidden) at("offer").replaceChildren();
  at("offer").append(made("span", ` “${term}” `), button);
  at("offer").hidden = false;
}

async function all(cells, doubt, value) {
  at("offer").hidden = true;
  const { field } = doubt;
  for (const plan of new Set(cells.map((cell) => cell.plan))) {
    const changes = cells
      .filter((cell) => cell.plan === plan)
      .map(({ row }) => ({ action: "set", row, field, seen: doubt.value, new: value, code: "" }));
    try {
      done.push({ plan, ids: await decide(changes, plan), doubt: null });
    } catch (refused) {
      say(`${plan}: ${refused.message}`);
    }
  }
  await load();
}

export async function undo() {
  const last = done.pop();
  if (!last) return say("Không còn gì để hoàn tác.");
  await decide(last.ids.map((id) => ({ action: "undo", new: id })), last.plan);
  say("Đã hoàn tác.");
  await load(last.doubt);
}

// Rows put in, taken out, split or joined: changes of their own, taken back like the others.
export async function change(changes) {
  try {
    done.push({ plan: here, ids: await decide(changes), doubt: null });
    say("");
  } catch (refused) {
    say(refused.message);
  }
  await load();
}
