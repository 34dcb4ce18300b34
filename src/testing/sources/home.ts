// Source 2: an unpacked distribution, in the folder that ELASTODM_ES_HOME names.
import { resolve } from 'node:path';
import { findJavaFor, readVersion } from '../distribution.js';
import { isReachableByAll } from '../run-as.js';
import { decline, declineUnset, whyNoProcesses } from './source.js';
import type { SourceContext, SourceResult } from './source.js';

export function findInHome({ plan, env, workspace, log }: SourceContext): Promise<SourceResult> {
  return Promise.resolve(find());

  function find(): SourceResult {
    const folder = env['ELASTODM_ES_HOME'];
    if (folder === undefined || folder === '') return declineUnset('ELASTODM_ES_HOME');
    const unsupported = whyNoProcesses();
    if (unsupported !== undefined) return decline(unsupported);
    const home = resolve(folder);
    const version = readVersion(home);
    if (version === undefined) return decline(`${home} holds no Elasticsearch`);
    if (plan.requestedVersion !== undefined && plan.requestedVersion !== version) {
      return decline(`${home} is version ${version}, not ${plan.requestedVersion}`);
    }
    if (workspace.runAs !== undefined && !isReachableByAll(home)) {
      return decline(`Elasticsearch does not run as root, and another user can't reach ${home}`);
    }
    const java = findJavaFor(home, version, env);
    if ('declined' in java) return decline(java.declined);
    log(`using Elasticsearch ${version} in ${home}`);
    return { kind: 'distribution', home, version, javaHome: java.javaHome };
  }
}
