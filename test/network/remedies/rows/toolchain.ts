/** A Go toolchain that does not exist, in the form in which go downloads toolchains: its `go` only says that it ran. */
import { healthy } from '../../../../scripts/record/behaviours.ts';
import type { Behaviour } from '../../../../scripts/record/scenario.ts';
import { textAnswer } from '../../../lab/content/moduleAnswer.ts';
import { moduleHash } from '../../../lab/content/moduleHash.ts';
import { zipArchive } from '../../../lab/content/zipArchive.ts';

const MODULE = 'golang.org/toolchain';
const VERSION = `v0.0.1-go1.99.0.linux-${process.arch === 'arm64' ? 'arm64' : 'amd64'}`;
const GO_MOD = `module ${MODULE}\n`;

const FILES = new Map([
  [`${MODULE}@${VERSION}/bin/go`, Buffer.from('#!/bin/sh\necho go1.99.0 ran: "$@"\n')],
  // What go marks as executable: it must be there.
  [`${MODULE}@${VERSION}/bin/gofmt`, Buffer.alloc(0)],
  [`${MODULE}@${VERSION}/pkg/tool/none`, Buffer.alloc(0)],
  [`${MODULE}@${VERSION}/lib/none`, Buffer.alloc(0)],
]);
const ZIP = await zipArchive(FILES);

/** Its record in a checksum database: go takes no toolchain that none vouches for. */
export const toolchainSums = `${MODULE} ${VERSION} ${moduleHash(FILES)}\n${MODULE} ${VERSION}/go.mod ${moduleHash(
  new Map([['go.mod', Buffer.from(GO_MOD)]]),
)}\n`;

/** A module proxy that has it. */
export const withToolchain: Behaviour = (ask) => {
  const [, suffix] = ask.target.startsWith(`/${MODULE}/@v/${VERSION}.`) ? ask.target.split(`${VERSION}.`) : [];
  if (suffix === 'zip') return { status: 200, headers: { 'content-type': 'application/zip' }, body: ZIP };
  if (suffix === 'mod') return textAnswer(200, GO_MOD);
  if (suffix === 'info') return textAnswer(200, JSON.stringify({ Version: VERSION }));
  return healthy(ask);
};
