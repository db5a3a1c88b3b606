/** A triage as a document: the same parts, in the same words, for the terminal, for Markdown and for the editor. */
import * as l10n from '@vscode/l10n';
import { redact } from '../../../base/redact.ts';
import type { ChecksumExamination } from '../../../doctor/checksum/checksumExamination.ts';
import type { FileDifference } from '../../../integrity/triage/difference.ts';
import type { Source } from '../../../integrity/triage/source.ts';
import type { Remedy } from '../../../remedies/remedy.ts';
import { inert } from '../../inert.ts';
import { checksumWords, fileLine, proofLine, sourceName, sourceNote } from '../../words/command/checksumWords.ts';
import { docsUrl } from '../../words/remedy/docsLink.ts';
import { checksumSentence } from '../../words/verdict/checksumSentence.ts';
import { lettered, type ReportRemedy } from '../examination/document.ts';
import type { Mark } from '../mark.ts';

export interface ChecksumRow {
  readonly mark: Mark;
  readonly name: string;
  /** Whole, null where there is none; `…IsOdd`: it is not what is held for right. */
  readonly zip: string | null;
  readonly zipIsOdd: boolean;
  readonly mod: string | null;
  readonly modIsOdd: boolean;
  readonly note: string;
}

export interface DifferingFile {
  readonly name: string;
  readonly text: string;
  /** The first lines that differ; null where it is no text. */
  readonly lines: { readonly before: string; readonly after: string } | null;
  /** Whether both texts are at hand, to be opened side by side. */
  readonly canBeOpened: boolean;
}

export interface ChecksumDocument {
  readonly title: string;
  readonly mark: Mark;
  readonly verdict: string;
  readonly proof: string | null;
  /** Evidence against the database: signed states, line by line, that cannot both be true. */
  readonly fork: {
    readonly title: string;
    readonly states: readonly { readonly title: string; readonly lines: readonly string[] }[];
  } | null;
  readonly rows: readonly ChecksumRow[];
  /** Null where nothing that differs was at hand twice. */
  readonly difference: {
    readonly title: string;
    readonly files: readonly DifferingFile[];
    readonly more: number;
  } | null;
  /** Lettered, the best first. */
  readonly remedies: readonly ReportRemedy[];
  readonly docs: string | null;
}

/** Characters: signatures stand in one line. */
const MAX_NOTE_LINE = 1000;

export function checksumDocument(examination: ChecksumExamination): ChecksumDocument {
  const { verdict, sources, difference, remedies, code } = examination;
  return {
    title: checksumWords.title(examination),
    mark: verdict.agree ? 'good' : verdict.compared ? 'bad' : 'warning',
    verdict: checksumSentence(examination),
    proof: proofLine(examination),
    fork: forkEvidence(sources),
    rows: sources.map((one) => row(one, examination)),
    difference:
      difference === null
        ? null
        : {
            title: checksumWords.difference(shown(difference.from, sources), shown(difference.to, sources)),
            files: difference.files.map(differingFile),
            more: difference.more,
          },
    remedies: lettered(remedies),
    docs: code === null ? null : docsUrl(code),
  };
}

function forkEvidence(sources: readonly Source[]): ChecksumDocument['fork'] {
  const row = sources.find(({ fork }) => fork !== null);
  if (row === undefined || row.fork === null) return null;
  const { older, newer, found } = row.fork;
  const state = (title: string, note: string) => {
    const lines = note.trimEnd().split('\n');
    return { title, lines: lines.map((line) => inert(line, MAX_NOTE_LINE)) };
  };
  return {
    title: checksumWords.forkEvidence(sourceName(row)),
    states: [
      state(checksumWords.olderState(), older),
      state(checksumWords.newerState(), newer),
      state(checksumWords.foundHash(), found),
    ],
  };
}

function row(one: Source, { verdict }: ChecksumExamination): ChecksumRow {
  const { truth, odd } = verdict;
  const isOther = (hash: string | null, right: string | null) => hash !== null && right !== null && hash !== right;
  const [zipIsOdd, modIsOdd] = [isOther(one.zip, truth.zip), isOther(one.mod, truth.mod)];
  // A file with two lines has two rows under one name: only the one that differs is marked.
  const isDamaged = one.code === 'cache-damaged' || one.detail === 'changed' || one.detail === 'conflict';
  const isOdd = odd.includes(one.name) && (zipIsOdd || modIsOdd || isDamaged);
  const isKnown = truth.basis !== 'none';
  const agrees = (one.zip !== null && one.zip === truth.zip) || (one.mod !== null && one.mod === truth.mod);
  const mark = isOdd ? 'bad' : isKnown && agrees ? 'good' : one.code === null ? 'neutral' : 'warning';
  return { mark, name: sourceName(one), zip: one.zip, zipIsOdd, mod: one.mod, modIsOdd, note: sourceNote(one) };
}

/** The note where colour cannot say which hash is the odd one. */
export function spokenNote({ zipIsOdd, modIsOdd, note }: ChecksumRow): string {
  const differs = zipIsOdd || modIsOdd ? checksumWords.differs() : '';
  return differs === '' || note === '' ? differs + note : l10n.t('{0}, {1}', differs, note);
}

function shown(name: string, sources: readonly Source[]): string {
  const source = sources.find((one) => one.name === name);
  return source === undefined ? inert(redact(name), 80) : sourceName(source);
}

function differingFile(file: FileDifference): DifferingFile {
  const { line, texts } = file;
  const lines = line === null ? null : { before: inert(line.before ?? ''), after: inert(line.after ?? '') };
  return { name: inert(file.name, 200), text: fileLine(file), lines, canBeOpened: texts !== null };
}

/** Returns what a letter of the document stands for. */
export function remedyOf({ remedies }: ChecksumExamination, letter: string): Remedy | null {
  return lettered(remedies).find((one) => one.letter === letter)?.remedy ?? null;
}
