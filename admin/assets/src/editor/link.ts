// The dialog for a link: an address, or one of our own stories found by words of
// its title and stored as article:ID.
import type { Editor } from "@tiptap/core";

// bindLink returns what opens the dialog.
export function bindLink(editor: Editor, dialog: HTMLDialogElement): () => void {
  const form = dialog.querySelector("form")!;
  const field = dialog.querySelector<HTMLInputElement>("input[name=href]")!;
  const results = dialog.querySelector<HTMLElement>("[data-results]");
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
  dialog.addEventListener("click", (event) => {
    const picked = (event.target as HTMLElement).closest<HTMLElement>("[data-href]");
    if (picked) set(picked.dataset.href ?? "");
  });
  dialog.addEventListener("close", () => editor.view.focus());
  return () => {
    field.value = String(editor.getAttributes("link").href ?? "");
    results?.replaceChildren();
    dialog.showModal();
    field.select();
  };
}
