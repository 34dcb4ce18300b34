// The hydration plans of a document's class: each made when it is first needed, then kept.
import type { DocumentMetadata, ObjectMetadata } from '../metadata/document-metadata.js';
import { createHydrationPlan } from './hydration-plan.js';
import type { HydrationPlan } from './plan.js';

type Plans = WeakMap<ObjectMetadata, HydrationPlan>;

const lenientPlans: Plans = new WeakMap();
const strictPlans: Plans = new WeakMap();
const partialPlans: Plans = new WeakMap();
const strictPartialPlans: Plans = new WeakMap();
const objectPlans: Plans = new WeakMap();

/** The plan by which documents are written, and read as they are. */
export function planOf(metadata: DocumentMetadata): HydrationPlan {
  return documentPlan(lenientPlans, metadata, { checked: false, partial: false });
}

/** The plan by which documents are read: values of wrong types are a problem where the class wants it so. */
export function readingPlanOf(metadata: DocumentMetadata): HydrationPlan {
  if (metadata.hydration !== 'strict') return planOf(metadata);
  return documentPlan(strictPlans, metadata, { checked: true, partial: false });
}

/** The plan by which parts of documents are read. */
export function partialPlanOf(metadata: DocumentMetadata): HydrationPlan {
  return metadata.hydration === 'strict'
    ? documentPlan(strictPartialPlans, metadata, { checked: true, partial: true })
    : documentPlan(partialPlans, metadata, { checked: false, partial: true });
}

/** The plan by which objects of a field are read on their own. */
export function objectPlanOf(object: ObjectMetadata): HydrationPlan {
  return kept(objectPlans, object, () =>
    createHydrationPlan(object, { strict: false, ignored: [], checked: false, partial: true }),
  );
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

function documentPlan(
  plans: Plans,
  metadata: DocumentMetadata,
  how: { readonly checked: boolean; readonly partial: boolean },
): HydrationPlan {
  return kept(plans, metadata, () => {
    const { dynamic, discriminator } = metadata;
    const value = discriminator?.value;
    return createHydrationPlan(metadata, {
      strict: dynamic === 'strict',
      ignored: [...besideFields(metadata).keys()],
      kind: value === undefined ? undefined : { field: discriminator?.field ?? '', value },
      ...how,
    });
  });
}

function kept(plans: Plans, object: ObjectMetadata, make: () => HydrationPlan): HydrationPlan {
  let plan = plans.get(object);
  if (plan === undefined) plans.set(object, (plan = make()));
  return plan;
}
