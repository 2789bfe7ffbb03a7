// Choosing rows of a list for one action: check boxes belong to the form `<list>_choose`, which shows while any is checked.

document.addEventListener("change", (event) => {
  const box = event.target;
  if (!box.matches?.("input[type=checkbox]")) return;
  const form = box.dataset.chooseAll ? document.getElementById(box.dataset.chooseAll) : box.form;
  if (!form?.hasAttribute("data-choose")) return;
  const boxes = [...form.elements].filter((each) => each.type === "checkbox");
  if (box.dataset.chooseAll) boxes.forEach((each) => { each.checked = box.checked; });
  show(form, boxes);
});

function show(form, boxes) {
  const chosen = boxes.filter((each) => each.checked);
  for (const each of boxes) each.closest("tr")?.classList.toggle("row-selected", each.checked);
  form.querySelector("[data-choose-count]").textContent = `${chosen.length} chosen`;
  form.hidden = chosen.length === 0;
  const all = document.querySelector(`[data-choose-all="${form.id}"]`);
  if (all) {
    all.checked = chosen.length === boxes.length;
    all.indeterminate = chosen.length > 0 && chosen.length < boxes.length;
  }
}
