// Named changes of a document → the members of a partial update.
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { besideFields, planOf } from './document-plan.js';
import { extraWriter } from './field-writers.js';
import { isHostile } from './json.js';
import type { FieldWriter, HydrationPlan, Source } from './plan.js';
import { ValueProblem } from './value-problem.js';

const besideReasons = {
  id: 'the id of the document',
  version: 'the version of the document',
  routing: 'the routing of the document',
} as const;

/** The changed fields as a source has them. Throws a ValueProblem. */
export function writeChanges(metadata: DocumentMetadata, changes: object): Record<string, unknown> {
  const plan = planOf(metadata);
  const written: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(changes) as [string, unknown][]) {
    if (value === undefined) continue;
    const change = changeWriter(metadata, plan, name).write(changes as Source);
    if (change !== undefined) written[name] = change;
  }
  return written;
}

function changeWriter(metadata: DocumentMetadata, plan: HydrationPlan, name: string): FieldWriter {
  const { routing, discriminator } = metadata;
  if (name === routing) {
    throw new ValueProblem('invalid', 'it is the routing, and decides where the document is', name);
  }
  if (name === discriminator?.field && discriminator.value === undefined) {
    throw new ValueProblem('invalid', 'it says of which class the document is', name);
  }
  const writer = plan.writers.get(name);
  if (writer !== undefined) return writer;
  const beside = besideFields(metadata).get(name);
  if (beside !== undefined) throw noField(name, `it is ${besideReasons[beside]}`);
  if (metadata.fields.some((field) => field.name === name)) {
    throw noField(name, 'it is another name for one, or kept out of the source');
  }
  if (metadata.dynamic === 'strict' || isHostile(name))
    throw new ValueProblem('unmapped', 'it has no field decorator', name);
  return extraWriter(name);
}

function noField(name: string, why: string): ValueProblem {
  return new ValueProblem('invalid', `it is no field: ${why}`, name);
}
