"use strict";
// Filters the findings, and opens what a link leads to. It reads the page and sets `hidden`, classes and text; it makes no markup.
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const search = document.getElementById("search");
  const rule = document.getElementById("rule");
  const severity = document.getElementById("severity");
  const output = document.getElementById("shown");
  const nothing = document.getElementById("nothing");
  // Japanese file names come composed or decomposed, and letters in either width.
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const posts = Array.from(document.querySelectorAll("details.post"), (post) => ({
    post,
    path: fold(post.querySelector(".path").textContent),
    findings: Array.from(post.querySelectorAll("li[data-r]")),
    marks: null,
  }));

  // A mark is dimmed when none of its findings is shown.
  function dim(entry, shown) {
    if (!entry.marks) entry.marks = Array.from(entry.post.querySelectorAll(".body [data-f]"));
    for (const mark of entry.marks) {
      mark.classList.toggle("off", !mark.dataset.f.split(" ").some((number) => shown.has(number)));
    }
  }

  function apply() {
    const wanted = fold(search.value.trim());
    let found = 0;
    let among = 0;
    for (const entry of posts) {
      const shown = new Set();
      entry.findings.forEach((finding, index) => {
        const fits = (!rule.value || finding.dataset.r === rule.value) && (!severity.value || finding.dataset.s === severity.value);
        finding.hidden = !fits;
        if (fits) shown.add(String(index + 1));
      });
      const visible = shown.size > 0 && entry.path.includes(wanted);
      entry.post.hidden = !visible;
      if (visible) {
        found += shown.size;
        among += 1;
        dim(entry, shown);
      }
    }
    nothing.hidden = among > 0;
    const number = (value) => value.toLocaleString("en-US");
    output.textContent = output.dataset.words.replace("{found}", number(found)).replace("{posts}", number(among));
  }

  function reveal() {
    let place = null;
    try {
      place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return;
    }
    if (!place) return;
    for (let node = place.parentElement; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
    }
    place.scrollIntoView({ block: "center" });
  }

  form.addEventListener("input", apply);
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  for (const link of document.querySelectorAll("a[data-rule]")) {
    link.addEventListener("click", () => {
      rule.value = link.dataset.rule;
      apply();
    });
  }
  addEventListener("hashchange", reveal);
  form.hidden = false;
  apply();
  reveal();
})();
