/** A remedy in the JSON of every command that names some. */
import type { Remedy } from '../../../remedies/remedy.ts';
import { remedyWords } from '../../words/remedy/remedyText.ts';

export function jsonRemedy(remedy: Remedy): object {
  return { id: remedy.id, ...remedyWords(remedy), command: remedy.command };
}
