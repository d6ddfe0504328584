// The one editor of the screen: it goes from unit to unit, and each keeps what can be
// undone there.
import { Editor, Extension } from "@tiptap/core";
import { UndoRedo } from "@tiptap/extensions";
import type { Node } from "@tiptap/pm/model";
import { EditorState, Selection } from "@tiptap/pm/state";

import { toBlock, toNode, type Block } from "../editor/blocks";
import { quoteMarks, type Marks } from "../editor/marks";
import { pasteThrough } from "../editor/paste";
import { extensions } from "../editor/schema";
import type { Labels } from "../editor/views";
import { same, type Unit, type Words } from "./unit";

// Ways are what the keys of the text lead to.
export interface Ways {
  confirm(): void;
  next(): void;
  leave(): void;
  typed(unit: Unit): void;
}

export class Pen {
  readonly editor: Editor;
  unit: Unit | null = null;
  private states = new Map<string, { state: EditorState; words: Words }>();

  constructor(labels: Labels, marks: Marks, lang: string, ways: Ways) {
    const did = (way: () => void) => (): boolean => (way(), true);
    const keys = Extension.create({
      name: "ways", priority: 2000,
      addKeyboardShortcuts: () => ({ "Mod-Enter": did(ways.confirm), Enter: did(ways.next), Escape: did(ways.leave) }),
    });
    this.editor = new Editor({
      element: document.createElement("div"),
      injectCSS: false,
      extensions: [...extensions(labels, true), keys, UndoRedo, quoteMarks(marks), pasteThrough("/admin/paste", true)],
      editorProps: { attributes: { lang, role: "textbox", "aria-multiline": "true" } },
    });
    this.editor.on("update", () => {
      if (!this.unit) return;
      this.unit.words = this.read();
      ways.typed(this.unit);
    });
  }

  // take goes to a unit, with the caret at its end or where it was.
  take(unit: Unit): void {
    if (this.unit === unit) return;
    this.leave();
    this.unit = unit;
    const { view } = this.editor;
    const kept = this.states.get(unit.key);
    view.updateState(kept && same(kept.words, unit.words) ? kept.state : this.begin(unit));
    const place = unit.place;
    view.dom.setAttribute("aria-labelledby", unit.element.getAttribute("aria-labelledby") ?? "");
    view.dom.setAttribute("aria-describedby", unit.described);
    for (const name of ["role", "aria-multiline", "aria-labelledby"]) place.removeAttribute(name);
    place.tabIndex = -1;
    place.replaceChildren(view.dom);
    view.dispatch(view.state.tr.setMeta("addToHistory", false)); // the bars look at where it is
  }

  // leave leaves the unit where it is, with its words shown without an editor.
  leave(): void {
    const { unit } = this;
    if (!unit) return;
    this.states.set(unit.key, { state: this.editor.state, words: unit.words });
    this.unit = null;
    unit.place.setAttribute("role", "textbox");
    unit.place.setAttribute("aria-multiline", "true");
    unit.place.setAttribute("aria-labelledby", unit.element.getAttribute("aria-labelledby") ?? "");
    unit.place.tabIndex = 0;
    unit.show();
  }

  focus(): void {
    this.editor.view.focus();
  }

  private begin(unit: Unit): EditorState {
    const doc = this.editor.schema.topNodeType.create(null, this.node(unit, unit.words));
    return EditorState.create({ doc, plugins: this.editor.state.plugins, selection: Selection.atEnd(doc) });
  }

  private node(unit: Unit, words: Words): Node {
    const { schema } = this.editor;
    const block = words ?? unit.blank;
    if (!unit.plain) return toNode(schema, { ...block, key: unit.key });
    return schema.nodes.plain!.create({ key: unit.key }, block.text ? schema.text(block.text) : null);
  }

  // read returns what the editor holds.
  private read(): Words {
    const node = this.editor.state.doc.firstChild!;
    if (node.type.name === "plain") return node.textContent ? { key: this.unit!.key, kind: "paragraph", text: node.textContent } : null;
    const block = toBlock(node);
    return node.textContent || block.url ? block : null;
  }

  // write puts words into the unit as if they were typed.
  write(words: Block): void {
    const { unit, editor } = this;
    if (!unit) return;
    const tr = editor.state.tr.replaceWith(0, editor.state.doc.content.size, this.node(unit, words));
    editor.view.dispatch(tr.setSelection(Selection.atEnd(tr.doc)));
  }

  // follow shows words that came from elsewhere, with the caret where it was.
  follow(unit: Unit): void {
    this.states.delete(unit.key);
    if (this.unit !== unit) {
      unit.show();
      return;
    }
    const { view } = this.editor;
    const { anchor } = view.state.selection;
    const state = this.begin(unit);
    const at = Selection.near(state.doc.resolve(Math.min(anchor, state.doc.content.size)));
    view.updateState(state.apply(state.tr.setSelection(at)));
  }
}
