// The hydration plan of a document's class: made when it is first needed, then kept.
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { createHydrationPlan } from './hydration-plan.js';
import type { HydrationPlan } from './plan.js';

const lenientPlans = new WeakMap<DocumentMetadata, HydrationPlan>();
const strictPlans = new WeakMap<DocumentMetadata, HydrationPlan>();

/** The plan by which documents are written, and read as they are. */
export function planOf(metadata: DocumentMetadata): HydrationPlan {
  return kept(lenientPlans, metadata, false);
}

/** The plan by which documents are read: values of wrong types are a problem where the class wants it so. */
export function readingPlanOf(metadata: DocumentMetadata): HydrationPlan {
  return metadata.hydration === 'strict' ? kept(strictPlans, metadata, true) : planOf(metadata);
}

/** Properties of a document that are no fields, with what they are. */
export function besideFields({
  idProperty,
  versionProperty,
  routing,
  fields,
}: DocumentMetadata): ReadonlyMap<string, 'id' | 'version' | 'routing'> {
  const beside = new Map<string, 'id' | 'version' | 'routing'>();
  if (idProperty !== undefined) beside.set(idProperty, 'id');
  if (versionProperty !== undefined) beside.set(versionProperty.name, 'version');
  if (routing !== undefined && !fields.some(({ name }) => name === routing)) beside.set(routing, 'routing');
  return beside;
}

function kept(
  plans: WeakMap<DocumentMetadata, HydrationPlan>,
  metadata: DocumentMetadata,
  checked: boolean,
): HydrationPlan {
  let plan = plans.get(metadata);
  if (plan === undefined) {
    const { dynamic, discriminator } = metadata;
    const value = discriminator?.value;
    plan = createHydrationPlan(metadata, {
      strict: dynamic === 'strict',
      ignored: [...besideFields(metadata).keys()],
      checked,
      kind: value === undefined ? undefined : { field: discriminator?.field ?? '', value },
    });
    plans.set(metadata, plan);
  }
  return plan;
}
