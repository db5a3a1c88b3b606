/** The page of the settings: a section a key, made from the manifest. */

export function settingsPage(words, { contributes, capabilities }) {
  const restricted = new Set(capabilities.untrustedWorkspaces.restrictedConfigurations);
  const settings = contributes.configuration
    .flatMap(({ properties }) => Object.entries(properties))
    .sort(([, a], [, b]) => a.order - b.order);
  return [words.head, ...settings.map(([key, schema]) => section(key, schema, restricted.has(key), words))].join(
    '\n\n',
  );
}

function section(key, schema, isRestricted, words) {
  const lines = [
    `- ${words.pair(words.type, typeOf(schema, words))}`,
    `- ${words.pair(words.default, `\`${JSON.stringify(schema.default)}\``)}`,
    ...choices(schema, words),
    ...fields(schema.items, words),
    `- ${words.pair(words.where, words.scopes[schema.scope])}`,
    ...(isRestricted ? [`- ${words.restricted}`] : []),
  ];
  return [`## ${key}`, linked(schema.markdownDescription), lines.join('\n')].join('\n\n');
}

/** VS Code's way to name another setting, as a link on this page. */
function linked(text) {
  return text.replace(/`#([\w.]+)#`/g, (_, key) => `[\`${key}\`](#${key.toLowerCase().replaceAll('.', '')})`);
}

function typeOf({ type, minimum, maximum }, words) {
  return words.range(words.types[type], minimum, maximum);
}

/** The values that it can have, each with what it does. */
function choices({ enum: values, enumDescriptions: texts }, words, indent = '') {
  if (values === undefined) return [];
  return values.map((value, at) => `${indent}- ${words.pair(`\`${JSON.stringify(value)}\``, texts[at])}`);
}

/** What an element of a list holds. */
function fields(items, words) {
  if (items === undefined) return [];
  const own = Object.entries(items.properties).flatMap(([name, schema]) => [
    `  - ${words.field(name, typeOf(schema, words), items.required.includes(name))}`,
    ...choices(schema, words, '    '),
  ]);
  return [`- ${words.element}`, ...own];
}
