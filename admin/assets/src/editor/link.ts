// The dialog for a link: an address, or one of our own stories found by words of
// its title and stored as article:ID.
import type { Editor } from "@tiptap/core";

import { choose } from "../choose";

// bindLink returns what opens the dialog. proposed is the address that a new link
// begins with.
export function bindLink(editor: Editor, dialog: HTMLDialogElement, proposed = (): string => ""): () => void {
  const form = dialog.querySelector<HTMLFormElement>("form[data-link]")!;
  const field = dialog.querySelector<HTMLInputElement>("#href")!;
  const results = dialog.querySelector<HTMLElement>("#link-stories");
  const set = (href: string): void => {
    const chain = editor.chain().focus().extendMarkRange("link");
    if (href === "") chain.unsetMark("link").run();
    else if (editor.state.selection.empty && !editor.isActive("link")) {
      chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
    } else chain.setMark("link", { href }).run();
    dialog.close();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    set(field.value.trim());
  });
  if (results) choose(field, results, (item) => set(item.dataset.href ?? ""));
  dialog.addEventListener("close", () => editor.view.focus());
  return () => {
    field.value = String(editor.getAttributes("link").href ?? proposed());
    results?.replaceChildren();
    dialog.showModal();
    field.select();
  };
}
