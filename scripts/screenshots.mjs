// `npm run screenshots`: a picture of every surface (media/), made from the real VS Code against the lab, light and dark, in both languages,
// so that they show no machine's own addresses. `-- en dark choosing` makes those of a language, a theme or a scene alone. Which of them
// are packaged, .vscodeignore says: what README and walkthrough show.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chosen } from './screenshots/chosen.mjs';
import { runOnNode24 } from './setup/runOnNode24.mjs';
import { runQuietly, runStep } from './setup/runStep.mjs';
import { setup } from './setup.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

async function main(args) {
  const [problem] = await setup({ browser: true, pictures: true, vscode: ['newest'] });
  if (problem) throw new Error(problem.reason);
  const elsewhere = await runOnNode24();
  if (elsewhere !== undefined) return elsewhere;
  const { startLab } = await import('../test/lab/lab.ts');
  const { takePictures } = await import('./screenshots/takePictures.mjs');
  await runStep('build', () => runQuietly(process.execPath, ['esbuild.mjs'], { cwd: root }));
  const lab = await startLab();
  try {
    for (const language of chosen(['en', 'zh-cn'], args))
      for (const theme of chosen(['light', 'dark'], args))
        await runStep(`pictures in ${language}, ${theme}`, () =>
          takePictures({ root, lab, language, theme, scenes: args }),
        );
  } finally {
    await lab.stop();
  }
  return 0;
}

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  return 1;
});
