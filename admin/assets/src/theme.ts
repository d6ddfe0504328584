// Sets light or dark looks before the page is drawn: the person's choice, or
// else their system's, also when that changes.
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function apply(): void {
  const choice = root.dataset.theme;
  root.dataset.bsTheme = choice || (dark.matches ? "dark" : "light");
}

apply();
dark.addEventListener("change", apply);
