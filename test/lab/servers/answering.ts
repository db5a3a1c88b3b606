/** Answers that are whole and well-formed HTTP, and wrong in what they say. */
import { type Answer, infoAnswer, moduleAnswer, parseArtefact, textAnswer } from '../content/moduleAnswer.ts';
import type { LabModule } from '../content/modules.ts';
import type { Answering } from './service.ts';

const PORTAL_PAGE =
  '<!DOCTYPE html>\n<html><head><title>Sign in to the network</title></head><body>Please sign in.</body></html>\n';

/** A healthy module proxy, without a checksum database. */
export const healthy: Answering = (target, lab) => moduleAnswer(lab.modules, target);

/** The same status for every path, with a `text/plain` reason. */
export function alwaysStatus(status: number, headers: Readonly<Record<string, string>> = {}): Answering {
  // go shows this line as `server response: …`. 404 and 410 begin as real module proxies do.
  const reason = status === 404 || status === 410 ? 'not found: the lab has no such module' : `the lab says ${status}`;
  return () => textAnswer(status, `${reason}\n`, headers);
}

/** A captive portal's page for every path. */
export function alwaysHtml(status: number): Answering {
  return () => ({
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: Buffer.from(PORTAL_PAGE),
  });
}

/** JSON that ends in the middle, for .info and @latest. */
export const badJson: Answering = (target, lab) => {
  const answer = healthy(target, lab);
  if (answer.status !== 200 || answer.headers['content-type'] !== 'application/json') return answer;
  return { ...answer, body: answer.body.subarray(0, answer.body.length >> 1) };
};

/** An .info about another version than the one asked for. */
export const wrongVersion = spoiled('info', (module) => infoAnswer({ ...module, version: 'v9.9.9' }));

/** A .mod that is no go.mod. */
export const badMod = spoiled('mod', () => textAnswer(200, 'this is not a go.mod file\n'));

/** Half of the zip, with a Content-Length that fits the half. */
export const truncatedZip = spoiled('zip', (module) => zipAnswer(module.zip.subarray(0, module.zip.length >> 1)));

/** A valid zip whose hash is not the true one. */
export const alteredZip = spoiled('zip', (module) => zipAnswer(module.alteredZip));

/** A zip whose hash is wrong and whose CRC does not fit: it opens and cannot be extracted. */
export const corruptZip = spoiled('zip', (module) => zipAnswer(module.corruptZip));

/** 302 to the same path of the healthy plain-HTTP server. */
export const redirectToHealthy: Answering = (target, lab) => redirect(`${lab.healthyUrl()}${target}`);

/** Healthy, with the lab's checksum database below `/sumdb/NAME/`; 404 for another database, as public mirrors do. */
export const goodSumdb: Answering = (target, lab) => {
  if (!isSumdb(target)) return healthy(target, lab);
  const prefix = `/sumdb/${lab.sumdb.name}`;
  if (target === `${prefix}/supported`) return textAnswer(200, '');
  const answer = target.startsWith(`${prefix}/`) ? lab.sumdb.answer(target.slice(prefix.length)) : null;
  return answer ?? alwaysStatus(404)(target, lab);
};

/** The checksum database itself, its paths at the root: what go reaches directly. Like the real one it has no `/supported`. */
export const bareSumdb: Answering = (target, lab) => lab.sumdb.answer(target) ?? alwaysStatus(404)(target, lab);

/** Says that it has the database, whichever it is asked for; every look-up and tile gets `status`. */
export function supportedOnly(status: number): Answering {
  return (target, lab) => {
    if (!isSumdb(target)) return healthy(target, lab);
    return target.endsWith('/supported') ? textAnswer(200, '') : alwaysStatus(status)(target, lab);
  };
}

/** Healthy, without a checksum database: 404 to `supported`. */
export const noSumdb: Answering = (target, lab) =>
  isSumdb(target) ? alwaysStatus(404)(target, lab) : healthy(target, lab);

/** Reports whether a request target is below `/sumdb/`. */
export function isSumdb(target: string): boolean {
  return target.startsWith('/sumdb/');
}

/** Healthy but for one kind of file. */
function spoiled(kind: 'info' | 'mod' | 'zip', spoil: (module: LabModule) => Answer): Answering {
  return (target, lab) => {
    const artefact = parseArtefact(target);
    const module = artefact?.kind === kind ? lab.modules.find(artefact.path, artefact.version) : undefined;
    return module === undefined ? healthy(target, lab) : spoil(module);
  };
}

function zipAnswer(body: Buffer): Answer {
  return { status: 200, headers: { 'content-type': 'application/zip' }, body };
}

function redirect(location: string): Answer {
  return textAnswer(302, 'moved\n', { location });
}
