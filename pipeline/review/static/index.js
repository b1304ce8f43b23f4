// The list of plans: those that match, those with something left to look at.
const search = document.getElementById("search");
const open = document.getElementById("open");

function filter() {
  const words = search.value.toLocaleLowerCase("vi");
  for (const row of document.querySelectorAll("#plans tbody tr")) {
    const fits = row.textContent.toLocaleLowerCase("vi").includes(words);
    row.hidden = !fits || (open.checked && row.dataset.open === "0");
  }
}

search.addEventListener("input", filter);
open.addEventListener("change", filter);
