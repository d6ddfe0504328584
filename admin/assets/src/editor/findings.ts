// Findings lead to their place in the text, are mended there with one key, and are
// dismissed.
import type { Editor } from "@tiptap/core";
import type { Mark, Node } from "@tiptap/pm/model";
import { TextSelection, type Transaction } from "@tiptap/pm/state";

type Field = HTMLInputElement | HTMLTextAreaElement;

// find returns the block with a key and where it is.
function find(doc: Node, key: string): { node: Node; at: number } | null {
  let found: { node: Node; at: number } | null = null;
  doc.forEach((node, at) => {
    if (node.attrs.key === key) found = { node, at };
  });
  return found;
}

// Letters are a block's plain text and, of each letter, where it begins and ends in the
// document.
interface Letters {
  text: string;
  from: number[];
  to: number[];
}

const white = /[ \t\n\v\f\r\u0085\u2028\u2029]/;

// letters reads a block as the server does: spaces in a row are one, at the ends they are
// none, a line break is a space, and so is what stands between the cells of a table.
function letters(block: { node: Node; at: number }): Letters {
  const all: Letters = { text: "", from: [], to: [] };
  let gap: { from: number; to: number; breaks: number[] } | null = null;
  let begun = false; // whether this line of text has words
  let cells = 0;
  const put = (letter: string, from: number, to: number): void => {
    all.text += letter;
    all.from.push(from);
    all.to.push(to);
  };
  const word = (letter: string, at: number): void => {
    if (gap && begun) {
      if (gap.breaks.length === 0) put(" ", gap.from, gap.to);
      for (const b of gap.breaks) put(" ", b, b + 1);
    }
    gap = null;
    begun = true;
    put(letter, at, at + 1);
  };
  block.node.descendants((node, pos) => {
    const at = block.at + 1 + pos;
    if (/^table(Cell|Header)$/.test(node.type.name) && cells++ > 0) put(" ", at, at);
    if (!node.isInline) {
      gap = null;
      begun = false;
    }
    const text = node.isText ? (node.text ?? "") : node.type.name === "break" ? "\n" : "";
    for (let i = 0; i < text.length; i++) {
      if (!white.test(text[i]!)) {
        word(text[i]!, at + i);
        continue;
      }
      gap ??= { from: at + i, to: at + i, breaks: [] };
      gap.to = at + i + 1;
      if (!node.isText) gap.breaks.push(at);
    }
  });
  return all;
}

// put replaces what stands between two places, which loses no formatting.
function put(tr: Transaction, from: number, to: number, text: string, marks: readonly Mark[]): void {
  if (!text) tr.delete(from, to);
  else if (from === to) tr.insertText(text, from);
  else tr.replaceWith(from, to, tr.doc.type.schema.text(text, marks));
}

// mend puts fix where was stands, if it does still. Letters that stay stay in their
// formatting.
export function mend(editor: Editor, key: string, start: number, end: number, was: string, fix: string): boolean {
  const { doc, tr } = editor.state;
  const block = find(doc, key);
  if (!block) return false;
  const { text, from, to } = letters(block);
  if (text.slice(start, end) !== was) return false;
  const marksAt = (at: number): readonly Mark[] => doc.nodeAt(at)?.marks ?? [];
  if (was.length === fix.length) {
    for (let i = was.length - 1; i >= 0; i--) {
      if (was[i] !== fix[i]) put(tr, from[start + i]!, to[start + i]!, fix[i]!, marksAt(from[start + i]!));
    }
  } else {
    const short = Math.min(was.length, fix.length);
    let head = 0;
    while (head < short && was[head] === fix[head]) head++;
    let tail = 0;
    while (tail < short - head && was.at(-1 - tail) === fix.at(-1 - tail)) tail++;
    const [first, last] = [start + head, end - tail];
    const begin = first < last ? from[first]! : (to[first - 1] ?? block.at + 1);
    put(tr, begin, first < last ? to[last - 1]! : begin, fix.slice(head, fix.length - tail), marksAt(begin));
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

// mended takes a finding off its list. Those behind it in the unit move with the text, and
// one around it reads it as it is now; what else was found in the same place is to be looked
// for anew.
export function mended(item: HTMLElement): void {
  const { block, was = "", fix = "" } = item.dataset;
  const [start, end] = [Number(item.dataset.start), Number(item.dataset.end)];
  const longer = fix.length - was.length;
  for (const other of item.parentElement?.querySelectorAll<HTMLElement>(":scope > [data-block]") ?? []) {
    const { dataset } = other;
    const [from, to] = [Number(dataset.start), Number(dataset.end)];
    if (other === item || dataset.block !== block || to === 0 || to <= start) continue;
    const within = (text = ""): boolean => from <= start && end <= to && text.slice(start - from, end - from) === was;
    const renewed = (text = ""): string => text.slice(0, start - from) + fix + text.slice(end - from);
    if (from >= end) dataset.start = String(from + longer);
    else if (within(dataset.was) && within(dataset.fix)) [dataset.was, dataset.fix] = [renewed(dataset.was), renewed(dataset.fix)];
    else {
      other.remove();
      continue;
    }
    dataset.end = String(to + longer);
  }
  item.remove();
}

// sayOf tells the server what somebody says of a finding, and returns why not, empty where
// it is done; one that is there no more is done with.
export async function sayOf(path: string, what: string, fields: Record<string, string>): Promise<string> {
  const answer = await fetch(`${path}/${what}`, { method: "POST", headers: { "HX-Request": "true" }, body: new URLSearchParams(fields) }).catch(() => null);
  if (answer?.ok || answer?.status === 404) return "";
  if (answer && [409, 422].includes(answer.status)) return answer.text();
  const { offline = "", loggedOut = "", failed = "" } = document.getElementById("trouble")?.dataset ?? {};
  return answer ? (answer.status === 401 ? loggedOut : failed) : offline;
}

// Story is what the list of findings needs of the editor.
export interface Story {
  editor: Editor;
  fields: Field[];
  path: string;
  // saved waits until what is on the screen is saved, and returns that revision; null
  // where it is refused.
  saved(): Promise<string | null>;
  // looked asks for the findings that there are by now.
  looked(): void;
}

// bindFindings makes the list of findings beside the text work.
export function bindFindings(story: Story): void {
  document.addEventListener("click", (event) => {
    let button = (event.target as HTMLElement).closest<HTMLElement>("[data-goto], [data-mend]");
    // The key mends where the caret is first.
    if (button && "mend" in button.dataset && button !== document.activeElement && event.detail === 0) {
      button = document.querySelector<HTMLElement>(`[data-block="${CSS.escape(here(story))}"] [data-mend]`) ?? button;
    }
    const item = button?.closest<HTMLElement>("[data-block]");
    if (button && item) use(story, item, "mend" in button.dataset);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-finding]")) return;
    event.preventDefault();
    void say(story, form);
  });
}

// here is the unit where the caret is.
function here({ editor, fields }: Story): string {
  const field = fields.find((f) => f === document.activeElement);
  const { $head } = editor.state.selection;
  return field ? field.name : editor.isFocused && $head.depth > 0 ? String($head.node(1).attrs.key) : "";
}

// use goes to a finding, or mends it.
function use({ editor, fields }: Story, item: HTMLElement, fixes: boolean): void {
  const { block = "", start = "0", end = "0", was = "", fix = "" } = item.dataset;
  const field = fields.find((f) => f.name === block);
  if (fixes && (field ? mendField(field, +start, +end, was, fix) : mend(editor, block, +start, +end, was, fix))) mended(item);
  if (field) {
    field.focus();
    if (!fixes && +end > 0) field.setSelectionRange(+start, +end);
    return;
  }
  const found = find(editor.state.doc, block);
  if (!found) return;
  const { from, to } = letters(found);
  const begin = from[+start] ?? to[+start - 1] ?? found.at + 1;
  const close = !fixes && +end > 0 ? (to[+end - 1] ?? begin) : begin;
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, begin, Math.max(begin, close))).scrollIntoView());
  editor.view.focus();
}

// say dismisses a finding, or takes that back. What was typed stays until it is taken.
async function say(story: Story, form: HTMLFormElement): Promise<void> {
  const fields = Object.fromEntries(new FormData(form)) as Record<string, string>;
  const revision = await story.saved();
  if (revision === null) return;
  fields.revision = revision;
  fields.source = document.querySelector<HTMLInputElement>("#words [name=source]")?.value ?? "";
  const what = form.action.endsWith("/undismiss") ? "undismiss" : "dismiss";
  const problem = await sayOf(story.path, what, fields);
  const place = form.querySelector<HTMLElement>(".problem")!;
  place.textContent = problem;
  place.hidden = !problem;
  if (problem) return;
  form.reset();
  if (form.contains(document.activeElement)) story.editor.view.focus(); // the list is not renewed under anybody's hands
  story.looked();
}
