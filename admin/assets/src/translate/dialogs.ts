// Questions of the translator's screen: which paragraph belongs to which, and why a
// finding is none.

export class Dialogs {
  private pairing = document.querySelector<HTMLDialogElement>("#pairing")!;
  private dismissal = document.querySelector<HTMLDialogElement>("#dismiss")!;

  // pair asks for one of several units.
  pair(choices: { key: string; looks: HTMLElement[] }[], then: (key: string) => void): void {
    const list = this.pairing.querySelector("ul")!;
    list.replaceChildren(...choices.map(({ key, looks }) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "pick";
      button.append(...looks);
      button.addEventListener("click", () => {
        this.pairing.close();
        then(key);
      });
      item.append(button);
      return item;
    }));
    this.pairing.showModal();
  }

  // dismiss asks for a reason, and stays with it until it is taken; then returns why it is
  // not, empty where it is.
  dismiss(then: (reason: string) => Promise<string>): void {
    const form = this.dismissal.querySelector("form")!;
    const field = form.querySelector<HTMLInputElement>("[name=reason]")!;
    const problem = form.querySelector<HTMLElement>(".problem")!;
    const say = (text: string): void => {
      problem.textContent = text;
      problem.hidden = !text;
    };
    field.value = "";
    say("");
    form.onsubmit = async (event) => {
      event.preventDefault();
      const text = await then(field.value);
      say(text);
      if (!text) this.dismissal.close();
    };
    this.dismissal.showModal();
  }
}
