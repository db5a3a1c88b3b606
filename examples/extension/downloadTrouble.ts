/** An extension that runs `go` itself asks why a download may have failed. */
import type { Extension } from 'vscode';
import type { GoProxyDoctor, Snapshot } from './goProxyDoctor.ts';

type Doctor = Pick<Extension<GoProxyDoctor>, 'activate'>;

/**
 * Returns a sentence to show beside a failed `go` command; null where nothing is known to be wrong, and where Go Proxy Doctor is not
 * installed or is a later one. Pass `vscode.extensions.getExtension<GoProxyDoctor>(EXTENSION_ID)`.
 */
export async function downloadTrouble(extension: Doctor | undefined): Promise<string | null> {
  const doctor = await extension?.activate();
  if (doctor?.apiVersion !== 1) return null;
  await doctor.ready;
  const { state, verdict, findings } = doctor.snapshot() as Snapshot;
  if (state !== 'failing' || verdict === null || verdict.ok) return null;
  return findings.find(({ severity }) => severity === 'error')?.message ?? `Module downloads fail: ${verdict.code}.`;
}
