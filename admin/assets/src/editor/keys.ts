// Keys through everything that can happen to a block: typing, splitting, joining,
// moving, copying.
import { Extension } from "@tiptap/core";
import { Fragment, Slice, type Node } from "@tiptap/pm/model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "@tiptap/pm/state";

import { newKey } from "./blocks";

// assign gives every block a key of its own. Where two have one, as after a
// split, the first keeps it; but of an empty first and a second with the words,
// which is a line put in before, the second. It is part of what it follows, so that
// undoing brings back the keys, too.
export function assign(state: EditorState): Transaction | null {
  const tr = state.tr;
  const seen = new Map<string, { node: Node; at: number }>();
  state.doc.forEach((node, at) => {
    const key = node.attrs.key as string | null;
    const first = key ? seen.get(key) : undefined;
    if (key && !first) {
      seen.set(key, { node, at });
    } else if (key && first && first.node.content.size === 0 && node.content.size > 0) {
      tr.setNodeAttribute(first.at, "key", newKey());
      seen.set(key, { node, at });
    } else {
      tr.setNodeAttribute(at, "key", newKey());
    }
  });
  return tr.docChanged ? tr : null;
}

function keysOf(doc: Node): Set<unknown> {
  const keys = new Set<unknown>();
  doc.forEach((node) => keys.add(node.attrs.key));
  return keys;
}

// withoutKeys drops from a slice the keys that the text still has: a copy is a
// new block, what was cut and pasted is the same.
function withoutKeys(slice: Slice, doc: Node): Slice {
  const taken = keysOf(doc);
  const nodes: Node[] = [];
  slice.content.forEach((node) => {
    const copy = node.type.spec.attrs && "key" in node.type.spec.attrs && taken.has(node.attrs.key);
    nodes.push(copy ? node.type.create({ ...node.attrs, key: null }, node.content, node.marks) : node);
  });
  return new Slice(Fragment.fromArray(nodes), slice.openStart, slice.openEnd);
}

// Keys is the extension.
export const Keys = Extension.create({
  name: "keys",
  addProseMirrorPlugins: () => [
    new Plugin({
      key: new PluginKey("keys"),
      appendTransaction: (transactions, _, state) => (transactions.some((t) => t.docChanged) ? assign(state) : null),
      props: { transformPasted: (slice, view) => withoutKeys(slice, view.state.doc) },
    }),
  ],
});
