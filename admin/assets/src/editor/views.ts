// How blocks look in the editor that have fields besides their text: whose words
// a quotation is, where an image or an embed is found and what it shows.
import type { NodeViewRenderer } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";

// Labels are the names of the fields in the language of the desk, by block and
// field: "quote.source".
export type Labels = Record<string, string>;

// fieldView shows a block with an input for each field around its text.
export function fieldView(fields: string[], labels: Labels): NodeViewRenderer {
  return ({ node: first, view, getPos }) => {
    let node: Node = first;
    const name = node.type.name;
    const dom = document.createElement("div");
    dom.dataset.kind = name;
    const picture = document.createElement("img");
    if (name === "image") {
      picture.alt = "";
      dom.append(picture);
    }
    const text = node.isLeaf ? null : document.createElement("div");
    if (text) {
      text.className = "block-text";
      dom.append(text);
    }
    const inputs = fields.map((field) => {
      const input = document.createElement("input");
      input.className = "form-control form-control-sm";
      input.placeholder = labels[`${name}.${field}`] ?? "";
      input.setAttribute("aria-label", input.placeholder);
      input.addEventListener("input", () => {
        const at = getPos();
        if (at !== undefined) view.dispatch(view.state.tr.setNodeAttribute(at, field, input.value));
      });
      dom.append(input);
      return input;
    });
    const show = (): void => {
      dom.dataset.key = String(node.attrs.key ?? "");
      inputs.forEach((input, i) => {
        const value = String(node.attrs[fields[i] ?? ""] ?? "");
        if (input.value !== value) input.value = value;
      });
      const url = String(node.attrs.url ?? "");
      if (name !== "image") return;
      const medium = /^media:(\d+)$/.exec(url)?.[1];
      const src = medium ? `/admin/media/${medium}/thumb` : url;
      if (picture.getAttribute("src") !== src) picture.src = src;
      picture.hidden = !/^\/(?!\/)/.test(src);
      // The library's words stand in for those that are not written here.
      inputs.forEach((input, i) => {
        input.hidden = Boolean(medium) && fields[i] === "url";
        if (fields[i] === "alt") input.placeholder = labels[medium ? "image.library" : "image.alt"] ?? "";
      });
    };
    show();
    return {
      dom, contentDOM: text,
      update(next: Node): boolean {
        if (next.type !== node.type) return false;
        node = next;
        show();
        return true;
      },
      stopEvent: (event: Event) => event.target instanceof HTMLInputElement,
      ignoreMutation: (m) => !text?.contains(m.target as globalThis.Node),
    };
  };
}
