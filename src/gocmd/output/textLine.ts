/** A line of the output as a reader sees it. */
import type { NamedModule } from './outputMessage.ts';

export interface TextLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** What stood before the text: a builder's name, a time, a prompt. */
  readonly prefix: string;
  /** Characters of the line, decorations included: tells where a terminal broke it. */
  readonly width: number;
  /** Lines before it were passed over, or it comes from elsewhere (a field of JSON): nothing goes on in it. */
  readonly isApart: boolean;
  /** See OutputMessage. */
  readonly field: { readonly module: NamedModule | null } | null;
  readonly isBackground: boolean;
}
