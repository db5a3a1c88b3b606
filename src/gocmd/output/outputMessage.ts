/** One message of a program's output, freed of all that terminals, logs and editors put around it. */

/** A module that a line of progress or a field of JSON names. */
export interface NamedModule {
  readonly module: string;
  /** Null where only a path is told. */
  readonly version: string | null;
}

export interface OutputMessage {
  /** The line on which it begins, from 1. */
  readonly line: number;
  /**
   * The message with its continuation lines, joined by newlines, as the ends of lines tell it; then what it would be if the
   * following lines had been cut off it by a terminal's or a letter's width. Whoever knows the words picks the one that makes sense.
   */
  readonly readings: readonly string[];
  /** Counts the command lines seen before it. */
  readonly command: number;
  /** What go last said it was downloading, in the same command. */
  readonly progress: NamedModule | null;
  /** The message is the error field of one of go's JSON documents; `module` is what stands beside it. */
  readonly field: { readonly module: NamedModule | null } | null;
  /** A language server's own commands, which run with GOPROXY=off: that is not the user's. */
  readonly isBackground: boolean;
}
