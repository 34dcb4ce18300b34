// Lets Jest, which runs our tests as CommonJS, load packages that are ES modules only.
import typescript from 'typescript';
import { createHash } from 'node:crypto';

const compilerOptions = {
  module: typescript.ModuleKind.CommonJS,
  target: typescript.ScriptTarget.ES2022,
  esModuleInterop: true,
};

export default {
  process(code, file) {
    const { outputText } = typescript.transpileModule(code, { fileName: file, compilerOptions });
    return { code: outputText.replaceAll('import.meta.url', "require('node:url').pathToFileURL(__filename).href") };
  },
  getCacheKey: (code, file) => createHash('sha256').update(`1\0${file}\0${code}`).digest('hex'),
};
