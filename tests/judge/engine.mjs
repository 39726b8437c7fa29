// The block editor of an unpacked WordPress, loaded into a jsdom window: nothing of it is copied or changed.
//
// An editor page is more than the scripts: the server tells them its block types first, and that decides the order in
// which attributes are written. That list is made here from the tree's block.json files, as WP_Block_Type makes it.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import { JSDOM, VirtualConsole } from 'jsdom';

/** Give the editor's `wp` object, its window and the version of WordPress. */
export function loadEditor(tree) {
  const scripts = join(tree, 'wp-includes/js/dist');
  if (!existsSync(scripts)) throw new Error(`${tree} is no WordPress: it has no wp-includes/js/dist`);
  const dom = editorPage();
  const run = (code, filename) => new vm.Script(code, { filename }).runInContext(dom.getInternalVMContext());
  for (const { file, code } of inOrder(scripts)) {
    run(code, file);
    if (file.includes('lodash')) run('window.lodash ||= window._;', file);
  }
  const { window } = dom;
  const { wp } = window;
  wp.blocks.unstable__bootstrapServerSideBlockDefinitions(window.JSON.parse(JSON.stringify(serverDefinitions(tree))));
  wp.blockLibrary.registerCoreBlocks();
  return { window, wp, version: versionOf(tree) };
}

function versionOf(tree) {
  const found = /\$wp_version\s*=\s*'([^']+)'/.exec(readFileSync(join(tree, 'wp-includes/version.php'), 'utf8'));
  return found ? found[1] : 'unknown';
}

// A page with the parts of a browser that the scripts ask for when they are loaded and that jsdom lacks.
function editorPage() {
  const dom = new JSDOM('<!doctype html><body>', {
    url: 'http://localhost/wp-admin/post.php',
    runScripts: 'outside-only',
    pretendToBeVisual: true,
    virtualConsole: new VirtualConsole(), // without listeners: what the editor logs about a block is in the verdict
  });
  const { window } = dom;
  const observer = class { observe() {} unobserve() {} disconnect() {} };
  const lacking = {
    matchMedia: () => ({ matches: false, addListener() {}, removeListener() {}, addEventListener() {}, removeEventListener() {} }),
    ResizeObserver: observer,
    IntersectionObserver: observer,
    CSS: { supports: () => false, escape: String },
    Worker: class { postMessage() {} terminate() {} addEventListener() {} },
    requestIdleCallback: (callback) => window.setTimeout(callback, 0),
    structuredClone,
    TextEncoder,
    TextDecoder,
  };
  for (const [name, value] of Object.entries(lacking)) window[name] ??= value;
  window.fetch = () => Promise.reject(new Error('there is no network here'));
  window.wp = { oldEditor: {} }; // the Classic block takes what stands outside of blocks only where TinyMCE is present
  return dom;
}

// The scripts that the block library needs, dependencies first. A script's dependencies are the window.wp.* it reads.
function inOrder(scripts) {
  const found = new Map();
  const read = (name) => {
    const file = [`${name}.js`, `${name}.min.js`].map((base) => join(scripts, base)).find(existsSync);
    return file && { file, code: readFileSync(file, 'utf8') };
  };
  const visit = (name, above) => {
    if (found.has(name) || above.includes(name)) return;
    const script = read(name);
    if (!script) return;
    for (const [, dotted, quoted] of script.code.matchAll(/window(?:\.wp\.(\w+)|\["wp"\]\["(\w+)"\])/g)) {
      visit((dotted ?? quoted).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), [...above, name]);
    }
    if (!found.has(name)) found.set(name, script);
  };
  for (const vendor of ['lodash', 'moment', 'react', 'react-dom', 'react-jsx-runtime']) visit(`vendor/${vendor}`, []);
  for (const name of ['block-serialization-default-parser', 'block-library']) visit(name, []);
  return found.values();
}

// What get_block_editor_server_block_settings() gives: a block's own attributes, then `lock` and `metadata`, then those
// of its supports. The JavaScript side adds the supports that are not listed here.
function serverDefinitions(tree) {
  const folder = join(tree, 'wp-includes/blocks');
  const definitions = {};
  for (const entry of readdirSync(folder).sort()) {
    const file = join(folder, entry, 'block.json');
    if (!existsSync(file)) continue;
    const { name, apiVersion, title, category, parent, ancestor, allowedBlocks, attributes, supports = {}, ...rest } =
      JSON.parse(readFileSync(file, 'utf8'));
    const all = { ...attributes, lock: { type: 'object' }, metadata: { type: 'object' } };
    if (supports.align) all.align ??= { type: 'string', enum: ['left', 'center', 'right', 'wide', 'full', ''] };
    if (supports.customClassName !== false) all.className ??= { type: 'string' };
    definitions[name] = {
      apiVersion, title, category, parent, ancestor, allowedBlocks, attributes: all, supports,
      providesContext: rest.providesContext, usesContext: rest.usesContext, selectors: rest.selectors,
    };
  }
  return definitions;
}
