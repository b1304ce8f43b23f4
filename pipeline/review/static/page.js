// Small helps for the page: elements by id, classes of confidence, messages, a question.
export const at = (id) => document.getElementById(id);

export function made(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

export function sureness(cell) {
  if (cell.is_checked) return "checked";
  if (cell.confidence === null || cell.confidence >= 0.9) return "sure";
  return cell.confidence >= 0.7 ? "unsure" : "doubtful";
}

export function say(text) {
  at("message").textContent = text;
  at("message").hidden = !text;
}

// A question with a text to work on; the text, or null where it was answered with no.
export function ask(question, text) {
  at("asked").textContent = question;
  at("text").value = text;
  at("ask").returnValue = "no";
  at("ask").showModal();
  return new Promise((answer) => {
    at("ask").addEventListener("close", () => answer(at("ask").returnValue === "yes" ? at("text").value : null), { once: true });
  });
}

export function delayed(milliseconds, what) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => what(...values), milliseconds);
  };
}
