/** A file to read. */
export interface SourceFile {
  /** What it is called, in lineage as to a person: its path, or its address in an object store. */
  readonly path: string;
  /** Where its bytes are on this machine: the same, or where the object was fetched to. */
  readonly local: string;
  readonly bytes: number;
  readonly modifiedMs: number;
  /** What a walk through its folder has to tell a person; on the folder's first file. */
  readonly note?: string;
}
