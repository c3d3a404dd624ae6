import type { Dapr, StateEntry } from "@punctual/service-kit/dapr/client";
import { DaprError } from "@punctual/service-kit/dapr/error";

/** A state store in memory that keeps to Dapr's rules for ETags and first writes. */
export interface MemoryState extends Pick<Dapr, "getState" | "saveState"> {
  readonly entries: ReadonlyMap<string, StateEntry>;
  /** Runs before each save; throw to refuse it. */
  beforeSave: (key: string, value: object) => void | Promise<void>;
}

/** Makes an empty store. */
export function createMemoryState(): MemoryState {
  const entries = new Map<string, StateEntry>();
  let writes = 0;
  const key = (store: string, name: string) => `${store}/${name}`;
  const state: MemoryState = {
    entries,
    beforeSave: () => undefined,
    getState: async (store, name) => structuredClone(entries.get(key(store, name))),
    async saveState(store, name, value, etag) {
      await state.beforeSave(name, value);
      if (entries.get(key(store, name))?.etag !== etag) {
        throw new DaprError(
          `save state ${name}`,
          "409 possible etag mismatch",
          409,
          "possible etag mismatch",
        );
      }
      entries.set(key(store, name), { value: structuredClone(value), etag: String(++writes) });
    },
  };
  return state;
}

/** A Dapr client with this state store, and nothing else that answers. */
export function daprWith(state: Partial<Dapr>): Dapr {
  const down = async () => {
    throw new DaprError("call", "connect ECONNREFUSED", undefined, undefined);
  };
  return { publish: down, invoke: down, getState: down, saveState: down, getSecret: down, ...state };
}
