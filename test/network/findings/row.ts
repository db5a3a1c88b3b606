/** A row of findings: a fault of the network, and what the report must say of it, and nothing beside. */

/** Words in braces are places of world.ts. All of it is what JSON can carry. */
export interface FindingRow {
  readonly list: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly options?: readonly string[];
  /** Lines of /etc/resolv.conf, in the place of the lab's name server. */
  readonly resolvConf?: string;
  /** Files by their path: of the workspace, of the home. */
  readonly workspace?: Readonly<Record<string, string>>;
  readonly home?: Readonly<Record<string, string>>;
  /** Permissions of those of the home: read and written by their owner alone, unless told. */
  readonly homeMode?: number;
  /** `code/detail severity@entry`, in the order of the report; `-` for no entry. */
  readonly findings: readonly string[];
  /** What the text report says beside its findings. */
  readonly prints?: string;
  /** What the text report says, for each finding: a regular expression. */
  readonly says: readonly string[];
}

export interface RowSeen {
  readonly name: string;
  readonly findings: readonly string[];
  readonly messages: readonly string[];
  readonly text: string;
  readonly codes: readonly (number | null)[];
  readonly stderr: string;
}
