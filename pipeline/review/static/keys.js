// Keys: the same as the buttons.
import { at } from "./page.js";

export function listen({ accept, take, edit, save, skip, undo }) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || at("ask").open) return;
    const act = event.target === at("new") ? whileTyping(event) : isTyping(event.target) ? null : anywhere(event);
    if (!act) return;
    event.preventDefault();
    act();
  });

  function whileTyping({ key, shiftKey }) {
    // Shift and Tab still lead back to where one came from.
    if ((key === "Enter" || key === "Tab") && !shiftKey) return save;
    return key === "Escape" ? () => at("subject").focus() : null;
  }

  function anywhere({ key, target }) {
    if (key === "/") return () => at("search").focus();
    if (at("card").hidden) return key.toLowerCase() === "u" ? undo : null;
    if (/^[1-9]$/.test(key)) return () => take(Number(key) - 1);
    if (key === "Enter") return target.closest("button, a") ? null : accept;
    return { F2: edit, s: skip, S: skip, u: undo, U: undo }[key] || null;
  }
}

function isTyping(target) {
  return target.closest("input, textarea, dialog") !== null;
}
