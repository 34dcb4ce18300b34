#!/usr/bin/env node
// elastodm: what can be done with clusters from the command line.
import { runElastodm } from './run-elastodm.js';

void runElastodm(process.argv.slice(2), process).then((exitCode) => (process.exitCode = exitCode));
