// One doubt: its picture, its value, and the ways to settle it.
import { get, picture } from "./api.js";
import { at, delayed, made } from "./page.js";

const hasSource = document.querySelector("main").hasAttribute("data-source");
let shown = null;

export const current = () => shown;

export function show(doubt) {
  shown = doubt;
  at("card").hidden = !doubt;
  if (!doubt) return;
  at("reason").textContent = doubt.reason;
  at("detail").textContent = doubt.detail || "";
  at("subject").textContent = [doubt.field_shown, doubt.row_text, doubt.where_shown].filter(Boolean).join(" · ");
  at("value").textContent = doubt.value || (doubt.field ? "(trống)" : "");
  at("raw").textContent = doubt.raw || "–";
  at("repair").textContent = doubt.repair || "–";
  at("form").hidden = at("edit").hidden = !doubt.field;
  at("new").value = doubt.value;
  at("new").rows = Math.min(1 + Math.floor(doubt.value.length / 70), 6);
  at("proposals").replaceChildren(...(doubt.field ? doubt.proposals.slice(0, 9) : []).map(proposal));
  at("checks").replaceChildren();
  showPicture(doubt);
  at("subject").focus({ preventScroll: true });
  check(doubt.value);
}

function showPicture(doubt) {
  const has = hasSource && doubt.page;
  at("figure").hidden = at("whole").hidden = !has;
  at("page").textContent = doubt.page ? `Trang ${doubt.page}${doubt.box ? "" : ": không rõ chỗ nào trên trang"}` : "";
  if (has) at("crop").src = picture(doubt.page, doubt.box);
}

function proposal(text, place) {
  const button = made("button", "", { type: "button", "data-proposal": text });
  button.append(made("kbd", String(place + 1)), ` ${text}`);
  return button;
}

export function edit() {
  if (!shown?.field) return;
  at("new").focus();
  at("new").select();
}

const check = async (text) => {
  const doubt = shown;
  if (!doubt?.field) return;
  let found;
  try {
    found = await get("checks", { row: doubt.row, field: doubt.field, new: text });
  } catch (refused) {
    found = [{ error: refused.message }];
  }
  if (shown !== doubt) return;
  at("checks").replaceChildren(...found.map(line));
};

function line(one) {
  if (one.error) return made("li", one.error, { class: "differs" });
  const sign = one.fits ? "✓" : "✗";
  const text = `${sign} ${one.what}: ghi ${one.printed}, tính được ${one.expected}`;
  return made("li", text, { class: one.fits ? "fits" : "differs" });
}

at("new").addEventListener("input", delayed(120, () => check(at("new").value)));
