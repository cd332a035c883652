// Counts answered items beside the respondent's form. It stores nothing and sends nothing.
const bar = document.querySelector("[data-respond-progress]");
const form = document.querySelector("[data-respond-form]");

function isAnswered(item) {
  const text = item.querySelector("textarea");
  return text ? text.value.trim() !== "" : item.querySelector("input:checked") !== null;
}

function showProgress(items) {
  const answered = items.filter(isAnswered).length;
  bar.querySelector("progress").value = answered;
  bar.querySelector("[data-answered]").textContent = String(answered);
}

if (bar && form) {
  const items = [...form.querySelectorAll("[data-item]")];
  bar.hidden = false;
  document.body.classList.add("has-progress");
  showProgress(items);
  form.addEventListener("input", () => showProgress(items));
}
