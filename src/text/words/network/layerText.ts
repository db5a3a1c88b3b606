/** What a layer below the requests shows, as sentences: one place that knows which words belong to which layer. */
import * as l10n from '@vscode/l10n';
import type { Layer, LayerFailure } from '../../../doctor/finding.ts';
import { together } from '../../together.ts';
import { graphSentence } from '../verdict/graphText.ts';
import { chainClause } from './chainText.ts';
import { clockSentence } from './clockText.ts';
import { credentialText } from './credentialText.ts';
import { dnsSentence } from './dnsText.ts';
import { forwardProxyClause, systemProxySentence } from './forwardProxyText.ts';
import { issuerSentence } from './issuerText.ts';
import { portalClause } from './portalText.ts';
import { routeClause } from './routeText.ts';
import { storeSentence } from './storeText.ts';

/** `subject`: the name of the entry, or of what stands for it. */
export function layerSentence(failure: LayerFailure, subject: string): string {
  return SENTENCES[failure.layer](failure, subject);
}

const SENTENCES: Readonly<Record<Layer, (failure: LayerFailure, subject: string) => string>> = {
  names: dnsSentence,
  routes: (failure, subject) => statement(subject, routeClause(failure)),
  certificates: (failure, subject) =>
    together(statement(subject, chainClause(failure)), issuerSentence(failure), storeSentence(failure)),
  portal: (failure, subject) => statement(subject, portalClause(failure)),
  clock: clockSentence,
  credentials: credentialText,
  'forward-proxy': (failure, subject) => statement(subject, forwardProxyClause(failure)),
  'system-proxy': systemProxySentence,
  graph: graphSentence,
};

function statement(subject: string, clause: string): string {
  return l10n.t('{0}.', together(subject, clause));
}
