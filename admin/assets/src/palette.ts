// The palette: what the screen can do, and stories by words of their titles.
import { choose } from "./choose";
import { act } from "./shortcuts";

// label is what a control does: what it says, where it is not called otherwise.
function label(control: HTMLElement): string {
  return (control.dataset.command || control.textContent?.trim() || control.getAttribute("aria-label") || control.title).replace(/\s+/g, " ");
}

// folded is a text as it is compared.
function folded(text: string): string {
  return text.toLocaleLowerCase(document.documentElement.lang).normalize("NFC");
}

// commandsOf are what the palette can do: what has a key, and what says that it is
// a command.
function commandsOf(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-shortcut]:not([data-quiet]):not(input), main > .chips a, [data-command]")];
}

// bindPalette fills the palette when it opens.
export function bindPalette(): void {
  const dialog = document.querySelector<HTMLDialogElement>("#palette");
  const field = document.querySelector<HTMLInputElement>("#palette-field");
  const commands = document.querySelector<HTMLElement>("#palette-commands");
  const stories = document.querySelector<HTMLElement>("#palette-stories");
  const none = document.querySelector<HTMLElement>("#palette-none");
  if (!dialog || !field || !commands || !stories || !none) return;
  const targets = new Map<string, HTMLElement>();

  const fill = (): void => {
    targets.clear();
    commands.replaceChildren(...commandsOf().map((control, i) => {
      const item = document.createElement("li");
      item.id = `command-${i}`;
      item.role = "option";
      item.ariaSelected = "false";
      const text = document.createElement("span");
      text.textContent = label(control);
      if (control.lang) text.lang = control.lang;
      const keys = document.createElement("kbd");
      keys.textContent = (control.dataset.shortcut ?? "").replaceAll("+", " ").replace("Mod", "Ctrl");
      item.append(text, ...(keys.textContent ? [keys] : []));
      targets.set(item.id, control);
      return item;
    }));
  };
  const sift = (): void => {
    const wanted = folded(field.value).split(/\s+/).filter(Boolean);
    for (const item of commands.children) {
      const text = folded(item.textContent ?? "");
      (item as HTMLElement).hidden = !wanted.every((word) => text.includes(word));
    }
    if (!field.value.trim()) stories.replaceChildren();
    first();
  };
  // first chooses the first option where none is chosen.
  const first = (): void => {
    const all = [...dialog.querySelectorAll<HTMLElement>("[role=option]")].filter((o) => !o.hidden);
    none.hidden = all.length > 0;
    for (const o of all) o.setAttribute("aria-selected", String(o === all[0]));
    if (all[0]) field.setAttribute("aria-activedescendant", all[0].id);
    else field.removeAttribute("aria-activedescendant");
  };
  field.addEventListener("input", sift);
  stories.addEventListener("htmx:afterSwap", first);
  choose(field, dialog, (option) => {
    dialog.close();
    const control = targets.get(option.id);
    if (control) act(control);
    else if (option.dataset.go) location.assign(option.dataset.go);
  });
  // Before it opens, so that nothing typed at once is cleared away.
  dialog.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "open") return;
    field.value = "";
    fill();
    sift();
  });
}
