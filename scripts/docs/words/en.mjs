/** What stands on the pages beside the words of src/ and package.json: English. */

const pair = (name, text) => `${name}: ${text}`;

export const failures = {
  head: `# Failures

Go Proxy Doctor knows a failure by its code. The same code stands in the Problems panel, in the report, in \`--json\` and
here. For each code this page says what has happened, what the go command does because of it, and what can be done.

Everything that is pressed or applied can be taken back: *Go Proxy: Undo Last Change* in VS Code, \`goproxy-doctor undo\` in a terminal.

The examples below are those of a list of two mirrors and \`direct\`, of which the first fails, and of a private module,
git.corp.example/shop/lib. The remedy \`use-goproxy\` has three forms: it puts the entry first that was seen to be well; where none is
and all entries are public anyway, it inserts another public mirror; or it writes “|” for “,” behind a public entry that fails. It never
sends what a private entry was asked for to a public mirror without saying so.

## What never to do

Some advice found on the web makes a message go away by giving up the proof that what arrives is what everybody else got. It is
never offered here, and these are the reasons:

- \`GOSUMDB=off\`, \`GONOSUMDB=*\`, \`GOFLAGS=-insecure\`: never. Every module that go.sum does not know yet would be believed
  unseen, from whoever sends it. For your own private modules \`GOPRIVATE\` with their path is enough.
- \`GOINSECURE\`: never. It turns the checking of certificates off where repositories are asked directly; for a module proxy it does nothing.
- \`GONOSUMCHECK\`: never. The variable does not exist any more and does nothing.
- Deleting go.sum: never. It is the record that a changed module is found by.`,
  pair,
  goSays: 'go says, for instance:',
  unsaid: 'go’s words do not tell it: an examination finds it.',
  next: (text) => `**What go does:** ${text}`,
  kind: (severity, isTransient) =>
    `**Kind:** ${severity}; ${isTransient ? 'it may pass by itself.' : 'it lasts until something is changed.'}`,
  details: '**Details**',
  failedAs: (code) => `${code}: the look-up or download failed in that way`,
  remedies: '**What to do**, the best first',
  remedy: (title, id) => `**${title}** (\`${id}\`)`,
  changes: 'changes',
  toType: 'to type',
  undo: 'undo',
  costs: 'costs',
  never: (text) => `**What never to do:** ${text}`,
};

export const settings = {
  head: `# Settings

All settings of the extension, in the order in which VS Code shows them. A change holds at once, without a reload. The command line has its own
options: see [Commands](commands.md#on-the-command-line).`,
  pair,
  type: 'Type',
  default: 'Default',
  where: 'May be set in',
  types: { string: 'text', boolean: 'yes or no', number: 'number', integer: 'whole number', array: 'list' },
  range: (type, least, most) => {
    if (least === undefined) return type;
    return most === undefined ? `${type}, at least ${least}` : `${type} from ${least} to ${most}`;
  },
  scopes: {
    resource: 'a folder’s, the workspace’s or your own settings',
    window: 'the workspace’s or your own settings',
    machine: 'your own settings on this machine only',
    'machine-overridable': 'your own settings on this machine, or the workspace’s',
  },
  restricted: 'In Restricted Mode a value of the workspace is not obeyed.',
  element: 'An element has:',
  field: (name, type, isWanted) => `\`${name}\`: ${type}${isWanted ? '' : ', may be left out'}`,
};

export const commands = {
  head: '# Commands',
  stop: '.',
  inEditor: `## In VS Code

In the command palette (F1), all in the category “Go Proxy”. The ids are for keyboard shortcuts, and for other extensions.`,
  columns: ['command', 'id', 'what it does'],
  notes: {
    'goProxy.dashboard':
      'draws the way that a request takes, each entry with its evidence and what can be done; latency, failures and incidents below',
    'goProxy.diagnose':
      'examines every entry of the list, with your own modules, and opens the report; can be cancelled',
    'goProxy.menu': 'what a click on the status bar opens: the remedy that fits first, then everything else',
    'goProxy.diagnoseText':
      'reads what a go command printed from the clipboard: for tasks, CI logs and plain terminals',
    'goProxy.switch':
      'puts another entry, a mirror or a list of yours first, all of them measured while you choose; for this workspace or for all your projects',
    'goProxy.undo': 'takes the last change back, byte for byte; again for the one before',
    'goProxy.importModule':
      'brings a module in from a file, a folder or an address; `go` checks it before it reaches the module cache',
    'goProxy.traceModule':
      'runs the real `go` for a module on an empty cache, and tells which entry served each request',
    'goProxy.compare':
      'measures the mirrors of your list and the public ones side by side: whether they are right, how soon they answer, how fast they send',
    'goProxy.checksum':
      'asks every mirror, the repository, the checksum database and this machine for a version: who disagrees with whom',
    'goProxy.rerun': 'runs the go command that failed again in its terminal, with the list as it is now',
    'goProxy.environment':
      'who sees which GOPROXY (terminals, tasks, the Go extension, gopls), from where, and what hides what',
    'goProxy.showLog': 'what was done and asked, line by line, without secrets',
  },
  inTerminal: `## On the command line

\`goproxy-doctor\` is \`node dist/cli.js\` in a checkout. A word in \`<…>\` has to be given, one in \`[…]\` may be; \`…\` stands behind what can be
given several times. A module is \`PATH\` or \`PATH@VERSION\`.`,
  common: 'Every command takes:',
  optionColumns: ['', 'what it means'],
};
