/** What is asked about the names of one host. */
export interface NamesQuestion {
  readonly host: string;
  /** Ms for the whole; each server has at most two seconds of it. */
  readonly deadline: number;
  /** GODEBUG, LOCALDOMAIN …, GOPRIVATE and GONOPROXY, as the go command would see them. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** An independent name server: `IP`, `IP:port`, `https://…/dns-query`; null (or what is none of these) asks none. */
  readonly resolver: string | null;
  /** Whether the go binary was built with cgo (`go version -m`); false unless told, as the Go project's own are. */
  readonly goHasCgo?: boolean;
  /** The system's own unless told: for tests. Without `upstreams` none are read. */
  readonly paths?: NamePaths;
  readonly platform?: NodeJS.Platform;
  /** The port of the configured servers; 53 unless told. */
  readonly port?: number;
}

export interface NamePaths {
  readonly resolvConf: string;
  readonly hosts: string;
  readonly nsswitch: string;
  /** Where systemd-resolved says whom it asks. */
  readonly upstreams?: string;
}
