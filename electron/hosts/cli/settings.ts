/** The options every command has, with what the environment says in their place. */
import { authorshipSchema, type Authorship } from '../../contract/words.ts';
import { DeskError } from '../../contract/errors.ts';
import type { ObjectStoreSettings } from '../../engine/object-store/settings.ts';
import type { Io } from './io.ts';
import { readObjectStore, type ObjectStoreOptions } from './object-store-options.ts';
import { absolutePath } from './typed-path.ts';

export interface GlobalOptions {
  readonly workspace?: string;
  readonly quiet?: boolean;
  readonly actor?: string;
  readonly reason?: string;
}

export type SettingsOptions = GlobalOptions & ObjectStoreOptions;

export interface Settings {
  /** The workspace somebody named, by option or environment. */
  readonly namedWorkspace: string | undefined;
  readonly workspace: string;
  readonly quiet: boolean;
  readonly objectStore: ObjectStoreSettings;
  /** Where a reason may be given, but need not be. */
  readonly reason: string | undefined;
  /** Whom an option or the environment names. */
  readonly namedActor: string | undefined;
  /** Throws INVALID_INPUT when nobody is named. */
  actor(): string;
  authorship(): Authorship;
}

export function readSettings(options: SettingsOptions, io: Pick<Io, 'env' | 'cwd' | 'userName'>): Settings {
  const named = options.workspace ?? filled(io.env['BRONZE_DESK_WORKSPACE']);
  const namedWorkspace = named === undefined ? undefined : absolutePath(named, io.cwd);
  const namedActor = options.actor ?? filled(io.env['BRONZE_DESK_ACTOR']);
  const actor = () => {
    const name = namedActor ?? io.userName;
    if (name.trim() === '') throw missing('Say who is doing this: --actor NAME.');
    return name;
  };
  return {
    namedWorkspace,
    workspace: namedWorkspace ?? absolutePath('bronze-desk-workspace', io.cwd),
    quiet: options.quiet === true,
    objectStore: readObjectStore(options),
    namedActor,
    actor,
    reason: options.reason,
    authorship() {
      if (options.reason === undefined) {
        throw missing('Say why: --reason TEXT. It is kept in the audit trail with the change.');
      }
      const authorship = authorshipSchema.safeParse({ actor: actor(), reason: options.reason });
      if (authorship.success) return authorship.data;
      throw missing(`Nothing was changed: ${authorship.error.issues.map((issue) => issue.message).join('; ')}.`);
    },
  };
}

function filled(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : value;
}

function missing(message: string): DeskError {
  return new DeskError('INVALID_INPUT', message);
}
