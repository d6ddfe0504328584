// Remembers the language that a reader chose, for the front door only; pages
// work without.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-language]");
  if (!link) return;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `lang=${link.dataset.language}; path=/; max-age=31536000; samesite=lax${secure}`;
});
