// Quotation marks and apostrophes of the language, as they are typed. A Backspace
// at once brings the straight one back.
import { Extension, InputRule } from "@tiptap/core";

// Marks are the language's: outer pair, inner pair.
export type Marks = [string, string, string, string];

const opener = /[\s([{«“„‘\u2013\u2014-]$/;

// mark returns what a straight quotation mark or apostrophe becomes after the
// text before it, or null where it stays: in addresses and code,
// and for feet and inches.
export function mark(typed: string, before: string, marks: Marks): string | null {
  const word = /\S*$/.exec(before)?.[0] ?? "";
  if (before.split("`").length % 2 === 0) return null; // code
  if (/:\/\/|^www\.|[=/]/.test(word) || /\d$/.test(before)) return closing(typed, before, marks);
  if (typed === "'") return /\p{L}$/u.test(before) ? "’" : null;
  const opens = before === "" || opener.test(before);
  const [outer, close, inner, closeInner] = marks;
  const depth = open(before, marks);
  if (opens) return depth === 0 ? outer : inner;
  return depth > 1 ? closeInner : close;
}

// closing closes what is open after a figure: “in 2026”.
function closing(typed: string, before: string, marks: Marks): string | null {
  if (typed !== '"' || !/\d$/.test(before) || open(before, marks) === 0) return null;
  return open(before, marks) > 1 ? marks[3] : marks[1];
}

// open counts the quotations that are open at the end of a text.
function open(text: string, [outer, close, inner, closeInner]: Marks): number {
  const stack: string[] = [];
  for (const letter of text) {
    if (letter === close && stack.at(-1) === close) stack.pop();
    else if (letter === closeInner && stack.at(-1) === closeInner) stack.pop();
    else if (letter === outer && stack.length === 0) stack.push(close);
    else if (letter === inner && stack.length > 0) stack.push(closeInner);
  }
  return stack.length;
}

// quoteMarks is the extension for the text.
export function quoteMarks(marks: Marks): Extension {
  return Extension.create({
    name: "quoteMarks",
    addInputRules() {
      return [new InputRule({
        find: /["']$/,
        handler: ({ state, range, match }) => {
          if (state.selection.$from.marks().some((m) => m.type.name === "code")) return null;
          const $at = state.doc.resolve(range.from);
          const before = $at.parent.textBetween(0, $at.parentOffset, "\n", "\n");
          const made = mark(match[0], before, marks);
          if (!made) return null;
          state.tr.insertText(made, range.from, range.to);
        },
      })];
    },
  });
}

// quoteMarksIn does the same in a field of plain text.
export function quoteMarksIn(field: HTMLInputElement | HTMLTextAreaElement, marks: Marks): void {
  field.addEventListener("beforeinput", (event) => {
    const typed = (event as InputEvent).data;
    if ((typed !== '"' && typed !== "'") || field.selectionStart === null) return;
    const made = mark(typed, field.value.slice(0, field.selectionStart), marks);
    if (!made) return;
    event.preventDefault();
    document.execCommand("insertText", false, made); // the only way that undo knows
  });
}
