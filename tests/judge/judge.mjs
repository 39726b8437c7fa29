#!/usr/bin/env node
// Usage: judge.mjs --engine WORDPRESS --serve
// Reads JSON lines {"content": "..."} and answers each with a line: its verdict. The first line out says what judges.
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { loadEditor } from './engine.mjs';
import { createJudge } from './verdict.mjs';

const { values } = parseArgs({ options: { engine: { type: 'string' }, serve: { type: 'boolean' } } });
if (!values.engine || !values.serve) {
  console.error('usage: judge.mjs --engine WORDPRESS --serve   (WORDPRESS: the folder that has wp-includes)');
  process.exit(2);
}
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
const editor = loadEditor(values.engine);
const judge = createJudge(editor);
say({ wordpress: editor.version });
for await (const line of createInterface({ input: process.stdin })) {
  try {
    say(judge(JSON.parse(line).content));
  } catch (error) {
    say({ error: String(error?.stack ?? error) });
  }
}
process.stdout.write('', () => process.exit(0)); // the window's timers would keep it alive; what was said must get out
