/** A row of forward proxies: what the real go says behind one, and what we say. */

/** Words in braces are places of driver.ts: a proxy's `host:port`, a port of the lab, a file of authorities. All of it is what JSON can carry. */
export interface ProxyRow {
  /** The value of HTTP_PROXY and of HTTPS_PROXY. */
  readonly proxy: string;
  readonly list: string;
  /** The file of the authorities that go and we trust; the lab's and the proxy's unless told. */
  readonly trusts?: string;
  /** What go prints (a regular expression); `serves` where it downloads, `hangs` where it has to be ended. */
  readonly go: string;
  /** The first of our findings, `code/detail`; null where there is none. */
  readonly told: string | null;
  /** The findings behind it: none unless given. */
  readonly beside?: readonly string[];
  /** What we read in go's words, where they say less than we saw; else the same. */
  readonly read?: string;
  /** What the text report says: a regular expression. */
  readonly says?: string;
}

export interface ProxyRowSeen {
  readonly name: string;
  /** Go's words, or `serves`, or `hangs`. */
  readonly go: string;
  /** `code/detail` of what was read in go's words, and of our findings with what they say. */
  readonly read: readonly string[];
  readonly told: readonly string[];
  readonly messages: readonly string[];
}
