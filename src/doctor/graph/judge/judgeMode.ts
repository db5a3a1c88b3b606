/** In which mode go works here: with modules at all, from vendor/, in a workspace. Pure. */
import type { GraphExamination, GraphFinding } from '../graphExamination.ts';

/** Reports whether the build asks for no module: then what it would ask is no matter. */
export function asksNobody({ settings, vendor }: GraphExamination): boolean {
  return settings.GO111MODULE === 'off' || vendor !== null;
}

export function judgeMode(examination: GraphExamination): readonly GraphFinding[] {
  const { settings, own, mains, vendor, workspace } = examination;
  const mode = settings.GO111MODULE ?? '';
  if (!/^(?:on|off|auto)?$/.test(mode)) {
    const facts = { value: mode };
    return [{ code: 'goproxy-invalid', detail: 'go111module', severity: 'error', module: null, facts }];
  }
  if (mode === 'off') {
    if (own === null) return [];
    const facts = { file: own.file };
    return [{ code: 'goproxy-off', detail: 'modules-off', severity: 'error', module: null, facts }];
  }
  const findings: GraphFinding[] = [];
  if (vendor === 'flag-without-folder') {
    const requires = mains.some(({ goMod }) => goMod.requires.length > 0);
    const facts = { folder: (workspace ?? own)?.folder ?? '' };
    if (requires) {
      findings.push({ code: 'goproxy-off', detail: 'vendor-missing', severity: 'error', module: null, facts });
    }
  } else if (vendor !== null) {
    const facts = { by: vendor };
    findings.push({ code: 'goproxy-off', detail: 'vendor', severity: 'info', module: null, facts });
  }
  if (workspace?.isAbove === true) {
    const facts = { file: workspace.file };
    findings.push({ code: 'goproxy-off', detail: 'workspace', severity: 'info', module: null, facts });
  }
  return findings;
}
