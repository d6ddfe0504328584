// What Enter, Backspace and Markdown's signs do to blocks.
import { Extension, InputRule, type Editor } from "@tiptap/core";
import type { NodeType } from "@tiptap/pm/model";
import { NodeSelection, TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";

// turnInto makes blocks of another kind; they keep their keys.
export function turnInto(state: EditorState, tr: Transaction, kind: string): Transaction {
  const type = state.schema.nodes[kind] as NodeType;
  const { from, to } = tr.selection;
  return tr.setBlockType(from, to, type, (node) => ({ key: node.attrs.key as string }));
}

// toggle turns the selected blocks into a kind, or back into paragraphs where
// they are of it.
export function toggle(editor: Editor, kind: string): void {
  const is = editor.isActive(kind);
  editor.view.dispatch(turnInto(editor.state, editor.state.tr, is ? "paragraph" : kind));
  editor.view.focus();
}

// insert puts a block after the one with the caret, or in place of an empty
// paragraph, and the caret into it.
export function insert(editor: Editor, kind: string, attrs: object = {}): void {
  const { state } = editor;
  const node = state.schema.nodes[kind]!.createAndFill(attrs)!;
  const $from = state.selection.$from;
  const depth = Math.min($from.depth, 1);
  const empty = depth === 1 && $from.node(1).type.name === "paragraph" && $from.node(1).content.size === 0;
  const at = depth === 0 ? $from.pos : empty ? $from.before(1) : $from.after(1);
  const tr = empty ? state.tr.replaceWith(at, $from.after(1), node) : state.tr.insert(at, node);
  const after = at + node.nodeSize;
  if (after >= tr.doc.content.size) tr.insert(after, state.schema.nodes.paragraph!.create());
  tr.setSelection(TextSelection.near(tr.doc.resolve(node.isLeaf ? after + 1 : at + 1)));
  editor.view.dispatch(tr.scrollIntoView());
  editor.view.focus();
}

// table inserts one of three by three with a row of headings.
export function table(editor: Editor): void {
  const { tableRow, tableHeader, tableCell } = editor.schema.nodes;
  const row = (cell: NodeType) => tableRow!.create(null, [1, 2, 3].map(() => cell.create()));
  const node = editor.schema.nodes.table!.create(null, [row(tableHeader!), row(tableCell!), row(tableCell!)]);
  const $from = editor.state.selection.$from;
  const at = $from.depth === 0 ? $from.pos : $from.after(1);
  const tr = editor.state.tr.insert(at, node);
  tr.setSelection(TextSelection.near(tr.doc.resolve(at + 3)));
  editor.view.dispatch(tr.scrollIntoView());
  editor.view.focus();
}

function caret(editor: Editor): { kind: string; empty: boolean; start: boolean; end: boolean } | null {
  const { selection } = editor.state;
  if (!(selection instanceof TextSelection) || !selection.empty || selection.$from.depth !== 1) return null;
  const { parent, parentOffset } = selection.$from;
  return { kind: parent.type.name, empty: parent.content.size === 0, start: parentOffset === 0, end: parentOffset === parent.content.size };
}

const lists = ["bullet", "number"];

function enter(editor: Editor): boolean {
  const inTable = editor.isActive("tableCell") || editor.isActive("tableHeader");
  if (inTable) return editor.commands.insertContent({ type: "break" });
  const at = caret(editor);
  if (!at) return false;
  if (at.empty && at.kind !== "paragraph") {
    editor.view.dispatch(turnInto(editor.state, editor.state.tr, "paragraph"));
    return true;
  }
  // A list goes on, what follows a heading or a quotation is a paragraph.
  const { state } = editor;
  const type = state.schema.nodes[lists.includes(at.kind) || !at.end ? at.kind : "paragraph"]!;
  const before = state.selection.$from.parent;
  const attrs = at.end ? { key: null } : { ...before.attrs };
  editor.view.dispatch(state.tr.split(state.selection.from, 1, [{ type, attrs }]).scrollIntoView());
  return true;
}

function backspace(editor: Editor): boolean {
  const at = caret(editor);
  if (!at?.start || at.kind === "paragraph") return false;
  editor.view.dispatch(turnInto(editor.state, editor.state.tr, "paragraph"));
  return true;
}

// move swaps the block with the caret and its neighbour.
function move(editor: Editor, by: -1 | 1): boolean {
  const { state } = editor;
  const { $from } = state.selection;
  const index = $from.index(0);
  const other = index + by;
  if (other < 0 || other >= state.doc.childCount) return true;
  const node = state.doc.child(index);
  const at = $from.depth === 0 ? $from.pos : $from.before(1);
  const offset = state.selection.from - at;
  const to = by < 0 ? at - state.doc.child(other).nodeSize : at + state.doc.child(other).nodeSize;
  const tr = state.tr.delete(at, at + node.nodeSize).insert(to, node);
  tr.setSelection(node.isLeaf ? NodeSelection.create(tr.doc, to) : TextSelection.near(tr.doc.resolve(to + offset)));
  editor.view.dispatch(tr.scrollIntoView());
  return true;
}

const signs: [RegExp, string][] = [
  [/^##\s$/, "heading2"], [/^###\s$/, "heading3"], [/^####\s$/, "heading4"], [/^>\s$/, "quote"], [/^[-*•]\s$/, "bullet"], [/^\d+[.)]\s$/, "number"],
];

// Lines is the extension.
export const Lines = Extension.create({
  name: "lines",
  priority: 1000,
  addKeyboardShortcuts() {
    const { editor } = this;
    const kind = (name: string) => () => (toggle(editor, name), true);
    return {
      Enter: () => enter(editor),
      Backspace: () => backspace(editor),
      "Alt-ArrowUp": () => move(editor, -1), "Alt-ArrowDown": () => move(editor, 1),
      "Mod-Alt-0": kind("paragraph"), "Mod-Alt-2": kind("heading2"), "Mod-Alt-3": kind("heading3"), "Mod-Alt-4": kind("heading4"),
      "Mod-Shift-7": kind("number"), "Mod-Shift-8": kind("bullet"), "Mod-Shift-9": kind("quote"),
    };
  },
  addInputRules() {
    const rules = signs.map(([find, kind]) => new InputRule({
      find,
      handler: ({ state, range }) => {
        const { tr } = state;
        if (state.selection.$from.depth !== 1 || state.selection.$from.parent.type.name !== "paragraph") return null;
        turnInto(state, tr.delete(range.from, range.to), kind);
      },
    }));
    return [...rules, new InputRule({
      find: /^(---|—-)$/,
      handler: ({ state, range }) => {
        if (state.selection.$from.depth !== 1) return null;
        const { tr } = state;
        tr.delete(range.from, range.to).insert(tr.selection.$from.before(1), state.schema.nodes.rule!.create());
      },
    })];
  },
});
