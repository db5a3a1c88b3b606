/** Which entry of a GOPROXY list ended a run of the go command, read from what it printed. */

/**
 * Returns the index in `urls` (the list's entries, in its order) of the entry whose host:port the error names, or null where it
 * names none. Some errors name no URL (a broken zip, a wrong version in .info); those end the walk, so that the last answer that
 * -x shows (`# get URL: …`) tells. Without -x they give null.
 */
export function decidingEntry(stderr: string, urls: readonly string[]): number | null {
  const hosts = urls.map((url) => URL.parse(url)?.host ?? '');
  const lines = stderr.split('\n');
  const errors = lines.filter((line) => !line.startsWith('# get '));
  const answers = lines.filter((line) => /^# get \S+: /.test(line));
  for (const line of [...errors.reverse(), ...answers.slice(-1)]) {
    const index = hosts.findIndex((host) => host !== '' && namesHost(line, host));
    if (index >= 0) return index;
  }
  return null;
}

/** Reports whether `line` holds `host` (with its port) and not merely a longer port that begins like it. */
function namesHost(line: string, host: string): boolean {
  for (let at = line.indexOf(host); at >= 0; at = line.indexOf(host, at + 1)) {
    if (!/\d/.test(line[at + host.length] ?? '')) return true;
  }
  return false;
}
