// What is pasted from elsewhere is cleaned by the server, by the rules that every
// import keeps to, and put in where the caret was.
import { Extension, type Editor } from "@tiptap/core";
import { Fragment, Slice } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";

import { pick } from "../picker";
import { toNode, type Block } from "./blocks";
import { insert } from "./lines";

const place = new PluginKey<{ from: number; to: number } | null>("paste");

async function clean(path: string, html: string): Promise<Block[]> {
  const answer = await fetch(path, { method: "POST", body: new URLSearchParams({ html }) });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as Block[];
}

function put(editor: Editor, blocks: Block[]): void {
  const at = place.getState(editor.state);
  if (!at || blocks.length === 0) return;
  const nodes = blocks.map((b) => toNode(editor.schema, { ...b, key: "" }));
  const ends = [nodes[0]!, nodes.at(-1)!].map((n) => (n.type.name === "paragraph" ? 1 : 0)) as [number, number];
  const tr = editor.state.tr.replaceRange(at.from, at.to, new Slice(Fragment.fromArray(nodes), ends[0], ends[1]));
  editor.view.dispatch(tr.setMeta(place, null).setMeta("paste", true).scrollIntoView());
}

// putInto puts the words of blocks into the one block that there is.
function putInto(editor: Editor, blocks: Block[]): void {
  const at = place.getState(editor.state);
  const { schema, doc } = editor.state;
  if (!at || blocks.length === 0) return;
  const plain = doc.firstChild?.type.name === "plain";
  const nodes: Node[] = [];
  for (const block of blocks) {
    const { content } = toNode(schema, { key: "", kind: "paragraph", text: block.kind === "table" ? "" : block.text });
    if (content.size === 0) continue;
    if (nodes.length > 0) nodes.push(plain ? schema.text(" ") : schema.nodes.break!.create());
    if (plain) nodes.push(schema.text(content.textBetween(0, content.size, " ", " ")));
    else content.forEach((node) => nodes.push(node));
  }
  editor.view.dispatch(editor.state.tr.replaceWith(at.from, at.to, nodes).setMeta(place, null).setMeta("paste", true).scrollIntoView());
}

// takePictures adds files to the media library and puts them into the text.
function takePictures(editor: Editor, data: DataTransfer | null): boolean {
  const files = [...(data?.files ?? [])].filter((f) => f.type.startsWith("image/"));
  if (files.length > 0) pick((picture) => insert(editor, "image", { url: `media:${picture.id}` }), files);
  return files.length > 0;
}

// pasteThrough cleans what is pasted at a path of the server. plain is what stands
// in where it cannot be asked. single says that there is one block, and no other.
export function pasteThrough(path: string, single = false): Extension {
  const into = single ? putInto : put;
  return Extension.create({
    name: "pasteThrough",
    addProseMirrorPlugins() {
      const { editor } = this;
      return [new Plugin({
        key: place,
        state: {
          init: () => null,
          // The place moves with what is typed until the answer comes.
          apply(tr, at) {
            const set = tr.getMeta(place) as typeof at | undefined;
            if (set !== undefined) return set;
            return at && { from: tr.mapping.map(at.from), to: tr.mapping.map(at.to) };
          },
        },
        props: {
          handleDrop: (_view, event) => !single && takePictures(editor, event.dataTransfer),
          handlePaste(view, event) {
            const html = event.clipboardData?.getData("text/html") ?? "";
            if (!single && !html && takePictures(editor, event.clipboardData)) return true;
            if (!single && (!html || html.includes("data-pm-slice"))) return false;
            const plain = event.clipboardData?.getData("text/plain") ?? "";
            const { from, to } = view.state.selection;
            view.dispatch(view.state.tr.setMeta(place, { from, to }));
            const asText = (): void => into(editor, plain.split(/\n{2,}/).map((text) => ({ key: "", kind: "paragraph", text: escape(text) })));
            if (html) clean(path, html).then((blocks) => into(editor, blocks), asText);
            else asText();
            return true;
          },
        },
      })];
    },
  });
}

function escape(text: string): string {
  const box = document.createElement("div");
  box.textContent = text;
  return box.innerHTML;
}
