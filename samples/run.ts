// Runs samples one after the other on one cluster: npm run sample connections/bulk connections/environment
import { heading, paint } from './support/terminal.js';
import { shareThreeNodes } from './support/three-nodes.js';

await using _shared = shareThreeNodes();
for (const name of process.argv.slice(2)) {
  heading(`— samples/${name}.ts —`);
  try {
    await import(`./${name}.ts`);
  } catch (error) {
    console.log(paint('red', '  failed:'), error);
    process.exitCode = 1;
  }
}
