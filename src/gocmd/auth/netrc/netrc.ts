/** The netrc file as go reads it (parseNetrc in cmd/go/internal/auth/netrc.go), and what it loses on the way. */
import { goFields } from '../goFields.ts';

export interface NetrcEntry {
  readonly machine: string;
  readonly login: string;
  readonly password: string;
}

export interface Netrc {
  /** In the file's order; of two for one machine go takes the first. */
  readonly entries: readonly NetrcEntry[];
  /** Machines whose entry lacks its login or its password: go drops it without a word. */
  readonly incomplete: readonly { readonly machine: string; readonly lacks: 'login' | 'password' }[];
  /** Machines named where go does not look: in a macro, or after a line that ends with the word `default`. */
  readonly unread: readonly string[];
  /** A macro reaches to the end of the file; mostly because the empty line that ends it has a carriage return. */
  readonly endlessMacro: boolean;
  /** There is a `default` entry, which go knows and does not use. */
  readonly hasDefault: boolean;
  /** It begins with a byte order mark, so that its first word is not read as `machine`. */
  readonly hasMark: boolean;
}

/** Reads the file's text, which keeps its byte order mark. Total and linear. */
export function parseNetrc(text: string): Netrc {
  const reader = new Reader();
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    reader.line(text.slice(start, end));
    start = end + 1;
  }
  return reader.end(text.startsWith('\ufeff'));
}

class Reader {
  readonly #entries: NetrcEntry[] = [];
  readonly #incomplete: Netrc['incomplete'][number][] = [];
  readonly #unread: string[] = [];
  #hasDefault = false;
  #macro = false;
  #over = false;
  #machine = '';
  #login = '';
  #password = '';

  line(line: string): void {
    const words = goFields(line);
    // To the letter: a line of one blank or one carriage return does not end a macro.
    if (this.#macro && line === '') this.#macro = false;
    else if (this.#macro || this.#over) this.#skip(words);
    else this.#read(words);
  }

  /** Words go by twos within a line; an odd one at its end is lost, and an entry goes on in the next line. */
  #read(words: readonly string[]): void {
    for (let at = 0; at < words.length; at += 2) {
      const [word, value] = [words[at] ?? '', words[at + 1]];
      if (word === 'default') this.#hasDefault = true;
      if (value !== undefined) this.#pair(word, value);
      // Only as an odd word does it end the file; `default login …` is passed over.
      else if (word === 'default') this.#over = true;
    }
  }

  end(hasMark: boolean): Netrc {
    this.#drop();
    return {
      entries: this.#entries,
      incomplete: this.#incomplete,
      unread: this.#unread,
      endlessMacro: this.#macro,
      hasDefault: this.#hasDefault,
      hasMark,
    };
  }

  #pair(word: string, value: string): void {
    if (word === 'machine') {
      this.#drop();
      this.#machine = value;
    } else if (word === 'login') this.#login = value;
    else if (word === 'password') this.#password = value;
    else if (word === 'macdef') this.#macro = true;
    if (this.#machine === '' || this.#login === '' || this.#password === '') return;
    this.#entries.push({ machine: this.#machine, login: this.#login, password: this.#password });
    this.#machine = this.#login = this.#password = '';
  }

  /** The entry that was begun ends without having become whole. */
  #drop(): void {
    if (this.#machine !== '') {
      this.#incomplete.push({ machine: this.#machine, lacks: this.#login === '' ? 'login' : 'password' });
    }
    this.#machine = this.#login = this.#password = '';
  }

  #skip(words: readonly string[]): void {
    const at = words.indexOf('machine');
    const machine = at < 0 ? undefined : words[at + 1];
    if (machine !== undefined) this.#unread.push(machine);
  }
}
