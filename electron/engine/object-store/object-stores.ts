/** The servers in use: the one the host's settings name, and those that earlier publishes went to. */
import { ObjectStore } from './object-store.ts';
import { endpointOf, regionOf, type ObjectStoreSettings } from './settings.ts';

export class ObjectStores {
  /** Targets that are being published to: what is under way there was not cut short. */
  readonly publishing = new Set<string>();
  /** Publishes of streams that are under way: of these, too. A stream keeps nobody else from its target. */
  readonly underway = new Set<string>();
  readonly #settings: ObjectStoreSettings;
  readonly #open = new Map<string | null, Promise<ObjectStore>>();

  constructor(settings: ObjectStoreSettings = {}) {
    this.#settings = settings;
  }

  /** Where new publishes go and sources are read; null is Amazon's own. */
  get endpoint(): string | null {
    return endpointOf(this.#settings);
  }

  /** Null where the profile says it. */
  get region(): string | null {
    return regionOf(this.#settings, this.endpoint) ?? null;
  }

  /** `endpoint` is the settings' own, or one that a publish was made to before. */
  at(endpoint: string | null): Promise<ObjectStore> {
    const known = this.#open.get(endpoint);
    if (known !== undefined) return known;
    const store = ObjectStore.open(endpoint === this.endpoint ? this.#settings : elsewhere(this.#settings, endpoint));
    this.#open.set(endpoint, store);
    return store;
  }

  async close(): Promise<void> {
    for (const store of this.#open.values()) (await store).close();
    this.#open.clear();
  }
}

/** Keys and regions belong to the server they were given for: of another one the environment is asked. */
function elsewhere({ profile, pathStyle }: ObjectStoreSettings, endpoint: string | null): ObjectStoreSettings {
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(pathStyle === undefined || endpoint === null ? {} : { pathStyle }),
    ...(endpoint === null ? {} : { endpoint }),
  };
}
