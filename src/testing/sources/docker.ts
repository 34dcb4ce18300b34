// Source 6: the official image, where a Docker daemon answers.
import { findProgram } from '../find-program.js';
import { decline, patience } from './source.js';
import type { SourceContext, SourceResult } from './source.js';

const pullLimit = 600_000;

export async function findInDocker({ plan, env, workspace, log }: SourceContext): Promise<SourceResult> {
  const docker = findProgram('docker', env);
  if (docker === undefined) return decline('there is no docker on the PATH');
  const options = { cwd: workspace.folder, env, timeout: patience };
  const daemon = await workspace.run(docker, ['version', '--format', '{{.Server.Version}}'], options);
  if (daemon.code !== 0) return decline('no Docker daemon answers');
  const image = `elasticsearch:${plan.version}`;
  const present = await workspace.run(docker, ['image', 'inspect', '--format', 'ok', image], options);
  if (present.code !== 0) {
    log(`pulling the image ${image}`);
    const pulled = await workspace.run(docker, ['pull', '--quiet', image], {
      ...options,
      timeout: pullLimit,
    });
    if (pulled.code !== 0) return decline(`the image ${image} can't be pulled`);
  }
  log(`using the image ${image}`);
  return { kind: 'image', image, version: plan.version };
}
