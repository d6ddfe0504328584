// Shortcuts: a key opens what carries it in data-shortcut. Letters alone work only
// where nobody types; "Mod" is Ctrl, and Cmd on a Mac.
const mac = /Mac|iPhone|iPad/.test(navigator.platform);

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, select, textarea"));
}

// name writes a key press as data-shortcut does: "Mod+K", "G S", "?".
function name(event: KeyboardEvent): string {
  // The letter by its place on the keyboard: shortcuts work in every layout.
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  const key = letter ?? event.key;
  const mod = mac ? event.metaKey : event.ctrlKey;
  return (mod ? "Mod+" : "") + (event.altKey ? "Alt+" : "") + (event.shiftKey && letter ? "Shift+" : "") + key;
}

// act does what a control does: it opens a dialog, gets the caret, or is clicked.
export function act(element: HTMLElement): void {
  const dialog = element.dataset.dialog && document.getElementById(element.dataset.dialog);
  if (dialog instanceof HTMLDialogElement) dialog.showModal();
  else if (element.matches("input, select, textarea")) element.focus();
  else element.click();
}

// bindShortcuts listens for all keys of the page; pairs such as "G S" are typed
// within a second.
export function bindShortcuts(): void {
  for (const key of document.querySelectorAll("kbd")) if (mac && key.textContent === "Ctrl") key.textContent = "⌘";
  let first = "";
  let timer = 0;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const pressed = name(event);
    const plain = !pressed.includes("+") || pressed === "+";
    if (plain && (typing(event.target) || document.querySelector("dialog[open]"))) return;
    const keys = first && plain ? `${first} ${pressed}` : pressed;
    const all = [...document.querySelectorAll<HTMLElement>("[data-shortcut]")].filter((e) => e.dataset.shortcut === keys);
    // Where several have the key it is the one beside the focus.
    const found = all.find((e) => e.closest("[data-beside]")?.contains(document.activeElement)) ?? all[0];
    clearTimeout(timer);
    first = "";
    if (found) {
      event.preventDefault();
      act(found);
    } else if (plain) {
      first = pressed;
      timer = window.setTimeout(() => (first = ""), 1000);
    }
  });
  document.addEventListener("click", (event) => {
    (event.target as HTMLElement).closest("[data-cancel]")?.closest("dialog")?.close();
    const opener = (event.target as HTMLElement).closest<HTMLElement>("[data-dialog]");
    const dialog = opener?.dataset.dialog && document.getElementById(opener.dataset.dialog);
    if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
  });
}
