/** What the tests look at on a page of Markdown: headings, links, code. */

/** Returns the headings with their level, in order. What stands in code is none. */
export function headingsOf(text: string): readonly { readonly level: number; readonly heading: string }[] {
  const outside = text.replace(/^ *```[\s\S]*?^ *```$/gm, '');
  return [...outside.matchAll(/^(#+) (.+)$/gm)].map(([, signs = '', heading = '']) => ({
    level: signs.length,
    heading,
  }));
}

/** Returns the anchors of all headings, as GitHub makes them. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const anchor = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
  return new Set(headingsOf(text).map(({ heading }) => anchor(heading)));
}

/** Returns where the links and pictures of a page lead to within the project. */
export function linksOf(text: string): readonly { readonly file: string; readonly anchor: string }[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [file = '', anchor = ''] = target.split('#');
      return { file, anchor };
    });
}

/** Returns the blocks of code in a language, without comments of a shell. */
export function codeOf(text: string, language: string): readonly string[] {
  const blocks = text.matchAll(new RegExp(`^ *\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\`$`, 'gm'));
  return [...blocks].map(([, code = '']) => code.replace(/ +# .*$/gm, ''));
}

/** Returns what stands as code in the first cell of each row of each table. */
export function rowsOf(text: string): readonly string[] {
  return [...text.matchAll(/^\| (.*?) \|/gm)].map(([, cell = '']) => (cell.match(/`[^`]+`/g) ?? []).join(' '));
}
