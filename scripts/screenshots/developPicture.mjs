// A screenshot as a small file: as few colours as the eye does not miss, which in a picture of text is a third of the bytes.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';

/** Writes the PNG in `bytes` to `path`. Rejects where pngquant cannot keep its quality. */
export async function developPicture(bytes, path) {
  const program = spawn('pngquant', ['--quality', '80-98', '--speed', '1', '--strip', '-'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve, reject) => program.once('error', reject).once('close', resolve));
  program.stdin.end(bytes);
  const [small, exitCode] = await Promise.all([buffer(program.stdout), ended]);
  if (exitCode !== 0) throw new Error(`pngquant: exit ${exitCode}`);
  writeFileSync(path, small);
}
