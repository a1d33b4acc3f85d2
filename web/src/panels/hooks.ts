/** React's side of stores, actions and loading. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import type { Handler, KeyHandler } from "../core/actions.js";
import type { Store } from "../core/store.js";
import { actions, place } from "./app.js";

export function useStore<Value>(source: Store<Value>): Value { return useSyncExternalStore(source.subscribe, source.get); }
export function usePlace() { return useStore(place); }
export function useQuery(): URLSearchParams { return usePlace().query; }

/** Binds actions while the component is there; handlers may change freely, the set of ids is what re-binds. */
export function useActions(handlers: Record<string, Handler | undefined>, enabled = true): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  const ids = enabled ? Object.keys(handlers).filter((id) => handlers[id]).join(" ") : "";
  useLayoutEffect(() => {
    if (!ids) return;
    return actions.bind(Object.fromEntries(ids.split(" ").map((id) => [id, () => latest.current[id]?.()])));
  }, [ids]);
}

export function useKeys(handler: KeyHandler): void {
  const latest = useRef(handler);
  latest.current = handler;
  useLayoutEffect(() => actions.bindKeys((chord) => latest.current(chord)), []);
}

export interface Loaded<Value> { value?: Value; error?: Error; loading: boolean; reload: () => void; set: (value: Value) => void }

/** Reads when `key` changes; keeps showing the old value while the new one is on its way. */
export function useLoad<Value>(key: string, read: () => Promise<Value>): Loaded<Value> {
  const [state, setState] = useState<{ key: string; value?: Value; error?: Error; loading: boolean }>({ key, loading: true });
  const latest = useRef(read);
  latest.current = read;
  const turn = useRef(0);
  const reload = useCallback(() => {
    const mine = ++turn.current;
    setState((before) => ({ ...before, loading: true }));
    latest.current().then(
      (value) => { if (turn.current === mine) setState({ key, value, loading: false }); },
      (error) => { if (turn.current === mine && error.name !== "AbortError") setState((before) => ({ ...before, error, loading: false })); },
    );
  }, [key]);
  useEffect(() => { reload(); return () => { turn.current += 1; }; }, [reload]);
  return { value: state.value, error: state.error, loading: state.loading, reload, set: (value) => setState({ key, value, loading: false }) };
}

export function useTitle(title: string): void {
  useEffect(() => { document.title = title ? `${title} · Winnow` : "Winnow"; }, [title]);
}

/** A call in progress with its error, for buttons. */
export function useTask(): { busy: boolean; error?: Error; run: <Value>(work: () => Promise<Value>) => Promise<Value | undefined>; clear: () => void } {
  const [state, setState] = useState<{ busy: boolean; error?: Error }>({ busy: false });
  const run = useCallback(async <Value,>(work: () => Promise<Value>) => {
    setState({ busy: true });
    try {
      const value = await work();
      setState({ busy: false });
      return value;
    } catch (error) {
      setState({ busy: false, error: error as Error });
      return undefined;
    }
  }, []);
  return { ...state, run, clear: useCallback(() => setState({ busy: false }), []) };
}
