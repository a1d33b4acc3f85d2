/** What the actions do at this moment: pages bind handlers, the newest binding wins, unbinding restores the one before. */
import { actionByID, actionTable, ActionRow } from "./actionTable.js";
import { store, Store } from "./store.js";

export type Handler = () => void | boolean;
interface Binding { id: string; run: Handler }

/** Keys that are no actions of the table: label keys of the question at hand. Returns false when not its key. */
export type KeyHandler = (chord: string) => boolean;

export class Actions {
  private readonly bound: Store<readonly Binding[]> = store<readonly Binding[]>([]);
  private keyHandlers: KeyHandler[] = [];
  readonly subscribe = this.bound.subscribe;
  readonly version = this.bound.get;

  bind(handlers: Record<string, Handler | undefined>): () => void {
    const added = Object.entries(handlers).filter(([, run]) => run).map(([id, run]) => {
      if (!actionByID.has(id)) throw new Error(`the action \`${id}\` is not in the table`);
      return { id, run: run! };
    });
    this.bound.set([...this.bound.get(), ...added]);
    return () => this.bound.set(this.bound.get().filter((binding) => !added.includes(binding)));
  }

  bindKeys(handler: KeyHandler): () => void {
    this.keyHandlers = [...this.keyHandlers, handler];
    return () => { this.keyHandlers = this.keyHandlers.filter((other) => other !== handler); };
  }

  available(): ActionRow[] {
    const ids = new Set(this.bound.get().map((binding) => binding.id));
    return actionTable.filter((action) => ids.has(action.id));
  }

  run(id: string): boolean {
    const bindings = this.bound.get().filter((binding) => binding.id === id);
    for (const binding of bindings.reverse()) if (binding.run() !== false) return true;
    return false;
  }

  known(sequence: string): "full" | "prefix" | "none" {
    let prefix = false;
    for (const { id } of this.bound.get()) {
      for (const key of actionByID.get(id)!.keys) {
        if (key === sequence) return "full";
        prefix ||= key.startsWith(sequence + " ");
      }
    }
    return prefix ? "prefix" : "none";
  }

  /** The newest handler that takes the key has it; a handler that returns false passes it on. */
  press(sequence: string): boolean {
    for (const handler of [...this.keyHandlers].reverse()) if (handler(sequence)) return true;
    for (const { id, run } of [...this.bound.get()].reverse()) {
      if (actionByID.get(id)!.keys.includes(sequence) && run() !== false) return true;
    }
    return false;
  }
}
