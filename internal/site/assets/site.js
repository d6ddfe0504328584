// Pages work without this. It remembers the language that a reader chose, for the front
// door only; offers a page in their own; and keeps their place on the way to another.
const languages = document.querySelector(".languages");
const named = (code) => code.toLowerCase().split("-")[0];

const choose = (code) => {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `lang=${code}; path=/; max-age=31536000; samesite=lax${secure}`;
};

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-language]");
  if (!link) return;
  choose(link.dataset.language);
  const seen = [...document.querySelectorAll(".body [data-key]")].find((e) => e.getBoundingClientRect().bottom > 64);
  if (seen && scrollY > 0) {
    const place = { path: new URL(link.href).pathname, key: seen.dataset.key, top: seen.getBoundingClientRect().top };
    sessionStorage.setItem("place", JSON.stringify(place));
  }
});

// The address can be copied, or given to what the phone has for it.
const buttons = document.querySelectorAll(".share button");
for (const button of buttons) {
  const more = "more" in button.dataset;
  if (more && !navigator.share || !more && !navigator.clipboard) continue;
  button.parentElement.hidden = false;
  button.addEventListener("click", async () => {
    const { address, copied } = button.dataset;
    if (more) return navigator.share({ title: document.title, url: address }).catch(() => {});
    await navigator.clipboard.writeText(address);
    button.textContent = copied;
    button.setAttribute("role", "status");
  });
}

// The paragraph that was in sight is in sight again, as far from the edge.
const kept = JSON.parse(sessionStorage.getItem("place") ?? "null");
sessionStorage.removeItem("place");
const again = kept?.path === location.pathname && document.querySelector(`.body [data-key="${CSS.escape(kept.key)}"]`);
if (again) scrollTo({ top: scrollY + again.getBoundingClientRect().top - kept.top, behavior: "instant" });

// Who has chosen no language and reads another better is offered it, until they stay.
for (const stay of document.querySelectorAll(".offer button")) {
  stay.addEventListener("click", () => {
    choose(document.documentElement.lang);
    stay.parentElement.hidden = true;
  });
}
if (!/(^|; )lang=/.test(document.cookie)) {
  const known = [...languages?.querySelectorAll("a") ?? []].map((a) => named(a.lang));
  const best = navigator.languages.map(named).find((code) => known.includes(code));
  if (best !== named(document.documentElement.lang)) document.querySelector(`.offer[lang="${best}"]`)?.removeAttribute("hidden");
}

// Far down a page the languages come back with the first step up, where the thumb is.
let last = 0;
addEventListener("scroll", () => {
  if (!languages) return;
  const near = scrollY > 600 && scrollY < last;
  if (scrollY !== last && near !== languages.classList.contains("near")) {
    languages.parentElement.style.minHeight = `${languages.parentElement.offsetHeight}px`;
    languages.classList.toggle("near", near);
  }
  last = scrollY;
}, { passive: true });
