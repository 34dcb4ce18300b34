// Runs samples one after the other: npm run sample connections/bulk connections/environment
import { heading, paint } from './support/terminal.js';
import { shareThreeNodes } from './support/three-nodes.js';

const names = process.argv.slice(2);
// Those of connections/ share one cluster of three nodes.
await using _shared = names.some((name) => name.startsWith('connections/')) ? shareThreeNodes() : undefined;
for (const name of names) {
  heading(`— samples/${name}.ts —`);
  try {
    await import(`./${name}.ts`);
  } catch (error) {
    console.log(paint('red', '  failed:'), error);
    process.exitCode = 1;
  }
}
