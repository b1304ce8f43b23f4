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

async function post(path, body) {
  const headers = {
    "content-type": "application/json",
    "x-kehoach": document.querySelector('meta[name="key"]').content,
  };
  return answerOf(await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

// Changes that belong together; answers with the ids of their corrections.
export async function decide(changes, of = plan) {
  const who = document.getElementById("who").value.trim();
  return (await post(`/api/${encodeURIComponent(of)}/decide`, { who, changes })).made;
}

// A name for the user's lexicon; answers with its file.
export const learn = async (term) => (await post("/api/lexicon", { term })).file;

export function picture(page, box) {
  const query = box ? `?box=${box.join(",")}` : "";
  return `/picture/${encodeURIComponent(plan)}/${page}${query}`;
}

export const here = plan;
