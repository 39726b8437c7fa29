// The verdict on a post: what WordPress's own parser, validator and serialiser make of it.

const sorted = (value) =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]))
    : Array.isArray(value) ? value.map(sorted) : value;
const equal = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

/** Give a function from a post's content to its verdict. */
export function createJudge({ wp }) {
  const { blocks } = wp;
  const grammar = wp.blockSerializationDefaultParser.parse;
  const classic = blocks.getFreeformContentHandlerName();
  const unknown = blocks.getUnregisteredTypeHandlerName();
  const parse = (content) => blocks.parse(content, { __unstableSkipMigrationLogs: true });

  // The same parse by an editor that has forgotten its past: no block knows an older form of itself.
  function parseWithoutPast(content) {
    const types = blocks.getBlockTypes();
    const past = types.map((type) => type.deprecated);
    for (const type of types) type.deprecated = undefined;
    try {
      return parse(content);
    } finally {
      types.forEach((type, index) => { type.deprecated = past[index]; });
    }
  }

  // parse() leaves blanks between blocks out, the grammar does not.
  const written = (raws) => raws.filter((raw) => raw.blockName || raw.innerHTML.trim());

  function look(raw, block, strict, verdict) {
    verdict.blocks += 1;
    const say = (kind, about) => verdict[kind].push(about ? `${block.name}: ${about}` : block.name);
    if (block.name === classic) return say('freeform', raw.innerHTML.trim().slice(0, 200));
    if (block.name === unknown) return say('missing', raw.blockName);
    const type = blocks.getBlockType(block.name);
    const html = raw.innerHTML.trim();
    const attributes = blocks.getBlockAttributes(type, html, raw.attrs ?? {});
    if (!block.isValid) {
      const issues = block.validationIssues.map(({ args: [format, ...values] }) => fill(format, values));
      say('invalid', issues.join(' | ').slice(0, 600));
    } else if (raw.blockName !== block.name || !strict || strict.name !== block.name || !strict.isValid) {
      say('deprecated', html.slice(0, 200));
    } else if (!equal(block.attributes, strict.attributes) || block.innerBlocks.length !== strict.innerBlocks.length) {
      say('deprecated', 'migrated');
    } else if (block.name !== 'core/html' && !equal(attributes, block.attributes)) {
      say('adopted', html.slice(0, 200)); // a class or an id that no attribute mentions became one
    }
    const ignored = Object.keys(raw.attrs ?? {}).filter((key) => !equal(raw.attrs[key], block.attributes[key]));
    if (ignored.length) say('ignored', ignored.join(', '));
    walk(raw.innerBlocks, block.innerBlocks, strict?.innerBlocks ?? [], verdict);
  }

  function walk(raws, parsed, strict, verdict) {
    const nodes = written(raws);
    if (nodes.length !== parsed.length) verdict.invalid.push(`${nodes.length} blocks written, ${parsed.length} read`);
    else nodes.forEach((raw, index) => look(raw, parsed[index], strict[index], verdict));
  }

  return (content) => {
    const verdict = { blocks: 0, invalid: [], deprecated: [], adopted: [], freeform: [], missing: [], ignored: [] };
    const parsed = parse(content);
    walk(grammar(content), parsed, parseWithoutPast(content), verdict);
    verdict.saved = blocks.serialize(parsed);
    verdict.roundTrip = verdict.saved === content;
    if (verdict.roundTrip) delete verdict.saved;
    return verdict;
  };
}

const fill = (format, values) =>
  String(format).split('\n\n')[0].replace(/^Block validation: /, '').replace(/%[so]/g, () => {
    const value = values.shift();
    try {
      return typeof value === 'string' ? value : (JSON.stringify(value) ?? '').slice(0, 200);
    } catch {
      return '…';
    }
  });
