/** Whether the go command itself was built with cgo: only then can it leave names to the C library. The Go project's own is not. */
import { type GoCall, goCommand } from './goCommand.ts';

/** Returns false where go does not say. Rejects never. */
export async function goHasCgo(call: GoCall): Promise<boolean> {
  const told = await goCommand(['version', '-m', call.go], call);
  return told.ok && /^\tbuild\tCGO_ENABLED=1\r?$/m.test(told.value);
}
