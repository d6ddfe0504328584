// A field with a list of options below it, one of which is chosen with the arrows
// and Enter, or with a click.

// options returns those that can be chosen now.
function options(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>("[role=option]")].filter((o) => !o.hidden);
}

// choose makes the list work and calls take with the option that is chosen. Enter
// without one is the field's own.
export function choose(field: HTMLElement, list: HTMLElement, take: (option: HTMLElement) => void): void {
  const current = (): HTMLElement | undefined => options(list).find((o) => o.getAttribute("aria-selected") === "true");
  const select = (option: HTMLElement | undefined): void => {
    for (const o of options(list)) o.setAttribute("aria-selected", String(o === option));
    option?.scrollIntoView({ block: "nearest" });
    if (option?.id) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  };
  field.addEventListener("keydown", (event) => {
    const all = options(list);
    if (all.length === 0 || event.isComposing) return;
    const at = all.indexOf(current()!);
    if (event.key === "ArrowDown") select(all[Math.min(at + 1, all.length - 1)]);
    else if (event.key === "ArrowUp") select(all[Math.max(at - 1, 0)]);
    else if (event.key === "Enter" && current()) take(current()!);
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const option = (event.target as HTMLElement).closest<HTMLElement>("[role=option]");
    if (option) take(option);
  });
}
