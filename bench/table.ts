// The table that a person reads.
import type { BenchRow, Unit } from './row.ts';

const HEAD = ['', 'ours', 'peer', 'ratio', 'bound', ''];

/** Returns the rows as aligned columns, notes below the rows they belong to. */
export function formatTable(rows: readonly BenchRow[]): string {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const print = (line: readonly string[]) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  const body = rows.flatMap((row) => [print(cells(row)), ...(row.note === null ? [] : [`    ${row.note}`])]);
  return `${[print(HEAD), ...body].join('\n')}\n`;
}

function cells({ name, unit, ours, peer, ratio, bound, verdict }: BenchRow): string[] {
  const beside = peer === null ? '' : peer.unended ? `no end in ${amount(peer.value, unit)}` : amount(peer.value, unit);
  return [
    name,
    ours === null ? '–' : amount(ours, unit),
    peer === null ? '' : `${peer.name}: ${beside}`,
    ratio === null ? '' : `${peer?.unended ? '< ' : ''}${ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(1)}`,
    bound === null ? '' : `≤ ${amount(bound, unit)}`,
    verdict ?? '',
  ];
}

function amount(value: number, unit: Unit): string {
  if (unit === 'diagnoses') return `${value}`;
  if (unit === 'percent') return `${value.toFixed(1)} %`;
  if (unit === 'bytes') return `${(value / 1000).toFixed(1)} kB`;
  return value < 1000 ? `${value.toFixed(value < 10 ? 1 : 0)} ms` : `${(value / 1000).toFixed(2)} s`;
}
