// What the page asks of the server.
const plan = document.querySelector("main").dataset.plan;

export class Refused extends Error {
  constructor(status, answer) {
    super(answer.error);
    this.status = status;
    this.value = answer.value;
  }
}

async function answerOf(response) {
  const answer = await response.json();
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

export async function get(what, query = {}) {
  return answerOf(await fetch(`/api/${encodeURIComponent(plan)}/${what}?${new URLSearchParams(query)}`));
}

// Changes that belong together; answers with the ids of their corrections.
export async function decide(changes, of = plan) {
  const headers = {
    "content-type": "application/json",
    "x-kehoach": document.querySelector('meta[name="key"]').content,
  };
  const body = JSON.stringify({ who: document.getElementById("who").value.trim(), changes });
  const answer = await fetch(`/api/${encodeURIComponent(of)}/decide`, { method: "POST", headers, body });
  return (await answerOf(answer)).made;
}

export function picture(page, box) {
  const query = box ? `?box=${box.join(",")}` : "";
  return `/picture/${encodeURIComponent(plan)}/${page}${query}`;
}

export const here = plan;
