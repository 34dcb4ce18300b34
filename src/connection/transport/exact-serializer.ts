// Parameters → JSON, for the official client: a `bigint` in them is sent as a whole number.
import { Serializer, errors } from '@elastic/elasticsearch';
import { stringifyExact } from '../../util/exact-json.js';

/** The serializer of the clients that we make. */
export class ExactSerializer extends Serializer {
  // Lists of lines go through it, too.
  override serialize(object: Parameters<Serializer['serialize']>[0]): string {
    try {
      return stringifyExact(object);
    } catch (error) {
      throw new errors.SerializationError((error as Error).message, object as Record<string, unknown>);
    }
  }
}
