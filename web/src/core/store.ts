/** A value that can be watched; fits React's `useSyncExternalStore` without knowing React. */
export interface Store<Value> {
  get: () => Value;
  set: (value: Value) => void;
  update: (change: (value: Value) => Value) => void;
  subscribe: (listener: () => void) => () => void;
}

export function store<Value>(start: Value): Store<Value> {
  let value = start;
  const listeners = new Set<() => void>();
  const set = (next: Value) => {
    if (Object.is(next, value)) return;
    value = next;
    for (const listener of [...listeners]) listener();
  };
  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    subscribe(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}
