// Lets Jest, which runs our tests as CommonJS, load packages that are ES modules only.
import typescript from 'typescript';
import { createHash } from 'node:crypto';

const compilerOptions = {
  module: typescript.ModuleKind.CommonJS,
  target: typescript.ScriptTarget.ES2022,
  esModuleInterop: true,
};
const importMeta = `const importMeta = (() => {
  const toUrl = (file) => require('node:url').pathToFileURL(file).href;
  return { url: toUrl(__filename), dirname: __dirname, resolve: (name) => toUrl(require.resolve(name)) };
})();`;

export default {
  process(code, file) {
    const { outputText } = typescript.transpileModule(code, { fileName: file, compilerOptions });
    const body = outputText
      // A CommonJS module has one.
      .replace(/^const require = .*createRequire.*$/m, '')
      .replaceAll('import.meta', 'importMeta');
    return { code: body.includes('importMeta') ? `${importMeta}\n${body}` : body };
  },
  getCacheKey: (code, file) => createHash('sha256').update(`4\0${file}\0${code}`).digest('hex'),
};
