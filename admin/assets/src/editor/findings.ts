// Findings lead to their place in the text, and are mended there with one key.
import type { Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";

type Field = HTMLInputElement | HTMLTextAreaElement;

// find returns the block with a key and where it is.
function find(doc: Node, key: string): { node: Node; at: number } | null {
  let found: { node: Node; at: number } | null = null;
  doc.forEach((node, at) => {
    if (node.attrs.key === key) found = { node, at };
  });
  return found;
}

// positions returns where each letter of a block's plain text is in the document.
function positions(block: { node: Node; at: number }): { text: string; at: number[] } {
  let text = "";
  const at: number[] = [];
  block.node.descendants((node, pos) => {
    const words = node.isText ? (node.text ?? "") : node.type.name === "break" ? "\n" : "";
    for (let i = 0; i < words.length; i++) at.push(block.at + 1 + pos + i);
    text += words;
  });
  return { text, at };
}

// mend replaces what has changed between two texts of one length letter by letter,
// so that formatting stays; others as a whole.
export function mend(editor: Editor, key: string, start: number, end: number, was: string, fix: string): boolean {
  const block = find(editor.state.doc, key);
  if (!block) return false;
  const { text, at } = positions(block);
  if (text.slice(start, end) !== was) return false;
  const { tr } = editor.state;
  if (was.length === fix.length) {
    for (let i = was.length - 1; i >= 0; i--) {
      if (was[i] !== fix[i]) tr.insertText(fix[i] ?? "", at[start + i]!, at[start + i]! + 1);
    }
  } else {
    tr.insertText(fix, at[start]!, at[end - 1]! + 1);
  }
  editor.view.dispatch(tr);
  return true;
}

function mendField(field: Field, start: number, end: number, was: string, fix: string): boolean {
  if (field.value.slice(start, end) !== was) return false;
  field.setRangeText(fix, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

// bindFindings makes the list of findings beside the text work.
export function bindFindings(editor: Editor, fields: Field[]): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-goto], [data-fix]");
    const item = button?.closest<HTMLElement>("[data-block]");
    if (!button || !item) return;
    const { block = "", start = "0", end = "0", was = "", fix = "" } = item.dataset;
    const field = fields.find((f) => f.name === block);
    if (button.hasAttribute("data-fix")) {
      const mended = field ? mendField(field, +start, +end, was, fix) : mend(editor, block, +start, +end, was, fix);
      if (mended) item.remove();
    }
    if (field) {
      field.focus();
      if (button.hasAttribute("data-goto") && +end > 0) field.setSelectionRange(+start, +end);
      return;
    }
    const found = find(editor.state.doc, block);
    if (!found) return;
    const { at } = positions(found);
    const from = at[+start] ?? found.at + 1;
    const to = +end > 0 && button.hasAttribute("data-goto") ? (at[+end - 1] ?? from) + 1 : from;
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, from, to)).scrollIntoView());
    editor.view.focus();
  });
}
