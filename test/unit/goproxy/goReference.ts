/** Go's own libraries as the judge of ours: builds testdata/reference once and puts questions to it. */
import { join } from 'node:path';
import { buildGoProgram } from '../../support/goProgram.ts';

export interface Question {
  readonly op: string;
  readonly args: readonly string[];
}

export interface GoReference {
  /** Answers in the order of the questions; shapes as in testdata/reference/main.go. */
  ask(questions: readonly Question[]): Promise<unknown[]>;
  dispose(): Promise<void>;
}

/** Builds the judge; null where there is no go that can. */
export async function buildReference(): Promise<GoReference | null> {
  const program = await buildGoProgram(join(import.meta.dirname, 'testdata/reference'));
  if (program === null) return null;
  return {
    ask: async (questions) =>
      JSON.parse(await program.run(JSON.stringify(questions.map(({ op, args }) => ({ Op: op, Args: args }))))),
    dispose: program.dispose,
  };
}
