// class-transformer keeps what its decorators recorded here, and types it under another path.
declare module 'class-transformer/cjs/storage.js' {
  export { defaultMetadataStorage } from 'class-transformer/types/storage.js';
}
