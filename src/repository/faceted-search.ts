// A search with facets: what to look for and to count is said once, then asked with what each user chose.
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { findField } from '../metadata/find-field.js';
import type { AskedOf } from '../query/asked.js';
import type { AnyFacet, Facets } from '../query/facets.js';
import type { FieldName } from '../query/field-path.js';
import type { SearchRequest } from '../query/search-request.js';
import type { SourceFilter } from '../query/selected.js';
import { toFacetChoices } from '../request/facet-choices.js';
import { toFacetedRequest } from '../request/to-faceted-request.js';
import type { FacetedDefinition, FacetedRequest } from '../request/to-faceted-request.js';
import type { SearchRequestOptions } from '../request/to-search-request.js';
import type { SearchResult } from '../response/search-result.js';
import { toFacets } from '../response/to-facets.js';
import type { FacetedResult } from '../response/to-facets.js';
import type { CallOptions } from '../types/call-options.js';
import { frozenCopy } from '../util/frozen-copy.js';
import type { Repository } from './repository.js';

// What is needed of a repository. What the types of its `search` infer from a request is nothing that is known here.
interface Searched<TDocument> {
  readonly metadata: DocumentMetadata;
  search(request: SearchRequest<TDocument>, options: CallOptions): Promise<SearchResult<TDocument>>;
}

type FacetedAsked<THighlight extends string, TSource> = AskedOf<
  undefined,
  TSource,
  THighlight,
  never,
  undefined,
  never
>;

/**
 * Searches the documents of a class by a text and by what a user chose in facets, and counts what could be chosen next.
 *
 * Values chosen in one facet are alternatives, and different facets must all be met. The counts of a facet take the
 * choices in the others into account and not its own, so that they say what another choice would find. The text, `filter`
 * and the scope of the class (its kinds, no deleted documents) hold for hits and counts.
 *
 * Sends: one `POST /films/_search`: choices are the `post_filter`, each facet is an aggregation inside of a `filter`
 * aggregation with the choices in the others.
 *
 * @example
 * ```ts
 * const filmSearch = new FacetedSearch(films, {
 *   fields: ['title^3', 'plot'],
 *   facets: {
 *     genre: termsFacet('genre', { size: 20 }),
 *     votes: rangeFacet('votes', { few: { to: 100 }, many: { from: 100 } }),
 *     actor: nestedFacet('cast', termsFacet('cast.name')),
 *   },
 * });
 * const result = await filmSearch.execute({ text: 'alien', selected: { genre: ['Horror', 'Sci-Fi'], votes: 'many' } });
 * for (const { document } of result) console.log(document.title);
 * for (const { value, count, selected } of result.facets.genre) console.log(value, count, selected);
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/rest-apis/filter-search-results
 */
export class FacetedSearch<TDocument extends object, const TFacets extends Facets<TDocument>> {
  readonly #repository: Searched<TDocument>;
  readonly #definition: FacetedDefinition<TDocument, TFacets>;

  /** Nothing is sent. The definition is copied. */
  constructor(repository: Repository<TDocument>, definition: FacetedDefinition<NoInfer<TDocument>, TFacets>) {
    this.#repository = repository as unknown as Searched<TDocument>;
    this.#definition = frozenCopy(definition);
  }

  /**
   * One page of hits, and the values of all facets with their counts. A value that was chosen is listed even where it has
   * no documents any more, so that the choice can be taken back.
   *
   * `text` and `selected` may come from a user as they are: a text asks for words and nothing else, and only text,
   * numbers, booleans and dates can be chosen.
   *
   * @throws RequestError QUERY_OBJECT_VALUE for an object in place of a text or a value; FACET_UNKNOWN for a facet or a
   * range that the definition does not have; QUERY_INVALID_VALUE for what the field of a facet can't hold;
   * QUERY_LIMIT for a text that is too long. Nothing is sent.
   */
  async execute<
    THighlight extends FieldName<TDocument> = never,
    const TSource extends SourceFilter<TDocument> | undefined = undefined,
  >(
    request: FacetedRequest<TDocument, TFacets, THighlight, TSource> = {},
    options: SearchRequestOptions & CallOptions = {},
  ): Promise<FacetedResult<TDocument, TFacets, FacetedAsked<THighlight, TSource>>> {
    const { fields } = this.#definition;
    // The functions that make facets made these.
    const facets = this.#definition.facets as unknown as Readonly<Record<string, AnyFacet>>;
    const { metadata } = this.#repository;
    const choices = toFacetChoices(metadata.className, facets, request.selected ?? {}, (name) =>
      findField(metadata, name),
    );
    const definition = { facets, ...(fields === undefined ? {} : { fields: fields as readonly string[] }) };
    const body = toFacetedRequest<TDocument>(
      definition,
      request as FacetedRequest<TDocument, TFacets>,
      choices,
    );
    const found = await this.#repository.search(body, options);
    const counts = toFacets(facets, choices, found.aggs);
    // The result is nobody's but ours: what it has beside its enumerable members stays.
    const result: object = Object.assign(found, { facets: counts });
    Reflect.deleteProperty(result, 'aggs');
    return result as FacetedResult<TDocument, TFacets, FacetedAsked<THighlight, TSource>>;
  }
}
