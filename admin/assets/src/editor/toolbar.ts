// The bars of buttons above the text: formatting, kinds of blocks, and the
// letters that a keyboard may lack. One stop of the Tab key each, arrows inside.
import type { Editor } from "@tiptap/core";

import { pick } from "../picker";
import { insert, table, toggle } from "./lines";

type Action = (editor: Editor) => void;

const actions: Record<string, Action> = {
  strong: (e) => e.chain().focus().toggleMark("strong").run(),
  em: (e) => e.chain().focus().toggleMark("em").run(),
  s: (e) => e.chain().focus().toggleMark("s").run(),
  heading2: (e) => toggle(e, "heading2"),
  heading3: (e) => toggle(e, "heading3"),
  quote: (e) => toggle(e, "quote"),
  bullet: (e) => toggle(e, "bullet"),
  number: (e) => toggle(e, "number"),
  table,
  image: (e) => pick((picture) => insert(e, "image", { url: `media:${picture.id}` })),
  embed: (e) => insert(e, "embed"),
  rule: (e) => insert(e, "rule"),
  undo: (e) => e.chain().focus().undo().run(),
  redo: (e) => e.chain().focus().redo().run(),
};

// roving makes a bar one stop of the Tab key, with arrows from button to button. Who
// comes back begins with the first.
export function roving(bar: HTMLElement): void {
  const all = [...bar.querySelectorAll<HTMLButtonElement>("button")];
  const stop = (at?: HTMLButtonElement): void => all.forEach((b) => (b.tabIndex = b === at ? 0 : -1));
  stop(all[0]);
  bar.addEventListener("keydown", (event) => {
    const buttons = all.filter((b) => !b.hidden);
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 };
    const to = steps[event.key];
    if (at < 0 || to === undefined || event.altKey) return;
    event.preventDefault();
    const next = buttons[(to + buttons.length) % buttons.length]!;
    stop(next);
    next.focus();
  });
  bar.addEventListener("focusout", (event) => bar.contains(event.relatedTarget as Element | null) || stop(all.find((b) => !b.hidden)));
}

// bindToolbar makes the buttons of the formatting bar work.
export function bindToolbar(editor: Editor, bar: HTMLElement, openLink: () => void): void {
  roving(bar);
  const buttons = [...bar.querySelectorAll<HTMLButtonElement>("button[data-do]")];
  for (const button of buttons) {
    const what = button.dataset.do ?? "";
    button.addEventListener("mousedown", (e) => e.preventDefault()); // the caret stays
    button.addEventListener("click", () => (what === "link" ? openLink() : actions[what]?.(editor)));
  }
  const show = (): void => {
    for (const button of buttons) {
      if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(editor.isActive(button.dataset.do ?? "")));
    }
  };
  editor.on("transaction", show);
  show();
}

// bindLetters makes the bar of letters type into whatever had the caret last.
// Shift gives capitals, Alt and a figure the letter of that place.
export function bindLetters(editor: Editor, bar: HTMLElement, fields: HTMLElement[]): void {
  roving(bar);
  let last: HTMLElement = editor.view.dom;
  for (const field of [...fields, editor.view.dom]) field.addEventListener("focusin", () => (last = field));
  const type = (button: HTMLButtonElement, capital: boolean): void => {
    const letter = (capital ? button.dataset.upper : button.dataset.lower) ?? "";
    if (last === editor.view.dom) editor.chain().focus().insertContent(letter).run();
    else {
      last.focus();
      document.execCommand("insertText", false, letter);
    }
  };
  const buttons = [...bar.querySelectorAll<HTMLButtonElement>("button")];
  for (const button of buttons) {
    button.addEventListener("mousedown", (e) => e.preventDefault());
    button.addEventListener("click", (e) => type(button, e.shiftKey));
  }
  const shown = (capital: boolean): void => {
    for (const b of buttons) b.textContent = (capital ? b.dataset.upper : b.dataset.lower) ?? "";
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Shift") shown(true);
    const figure = /^Digit([1-9])$/.exec(event.code)?.[1];
    const button = figure && buttons[Number(figure) - 1];
    if (!event.altKey || event.ctrlKey || event.metaKey || !button) return;
    event.preventDefault();
    type(button, event.shiftKey);
  });
  document.addEventListener("keyup", (event) => event.key === "Shift" && shown(false));
}
