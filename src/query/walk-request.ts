// Finds what a search asks for in all the places where it may ask: queries, and how many hits. Pure.
import { isObject, walkQuery } from './walk-query.js';

export interface RequestVisitor {
  /** Each query that stands by itself: of the request, of a filter of an aggregation, of a highlight … */
  query(query: unknown, path: string): void;
  /** Each place that says how many hits it wants, or groups. */
  page(page: Readonly<Record<string, unknown>>, path: string): void;
}

type Json = Readonly<Record<string, unknown>>;

/** Goes through a search, or through what is like one: inner hits, `top_hits`. */
export function walkRequest(request: Json, visitor: RequestVisitor, path = ''): void {
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
  visitor.page(request, path);
  for (const name of ['query', 'post_filter']) {
    if (request[name] !== undefined) toQuery(request[name], visitor, at(name));
  }
  each(request['knn'], at('knn'), (knn, inner) => walkHolder(knn, visitor, inner));
  each(request['rescore'], at('rescore'), (rescore, inner) => walkRescore(rescore, visitor, inner));
  each(request['sort'], at('sort'), (sort, inner) => walkSort(sort, visitor, inner));
  each(request['retriever'], at('retriever'), (retriever, inner) => walkRetriever(retriever, visitor, inner));
  each(request['highlight'], at('highlight'), (highlight, inner) => walkHighlight(highlight, visitor, inner));
  each(request['collapse'], at('collapse'), (collapse, inner) => walkHolder(collapse, visitor, inner));
  for (const name of ['aggs', 'aggregations']) walkAggregations(request[name], visitor, at(name));
}

// A query of its own, and the inner hits that queries inside of it ask for.
function toQuery(query: unknown, visitor: RequestVisitor, path: string): void {
  visitor.query(query, path);
  walkQuery(
    query,
    {
      member: ({ name, value, path: inner }) => {
        if (name === 'inner_hits' && isObject(value)) walkRequest(value, visitor, inner);
        return true;
      },
    },
    path,
  );
}

/** What holds a filter, and inner hits. */
function walkHolder(holder: Json, visitor: RequestVisitor, path: string): void {
  if (holder['filter'] !== undefined) toQuery(holder['filter'], visitor, `${path}.filter`);
  each(holder['inner_hits'], `${path}.inner_hits`, (inner, at) => walkRequest(inner, visitor, at));
}

function walkRescore(rescore: Json, visitor: RequestVisitor, path: string): void {
  const query = rescore['query'];
  if (isObject(query) && query['rescore_query'] !== undefined) {
    toQuery(query['rescore_query'], visitor, `${path}.query.rescore_query`);
  }
}

function walkSort(sort: Json, visitor: RequestVisitor, path: string): void {
  for (const [field, options] of Object.entries(sort)) {
    let nested = isObject(options) ? options['nested'] : undefined;
    for (let at = `${path}.${field}.nested`; isObject(nested); at = `${at}.nested`) {
      if (nested['filter'] !== undefined) toQuery(nested['filter'], visitor, `${at}.filter`);
      nested = nested['nested'];
    }
  }
}

function walkHighlight(highlight: Json, visitor: RequestVisitor, path: string): void {
  const query = highlight['highlight_query'];
  if (query !== undefined) toQuery(query, visitor, `${path}.highlight_query`);
  each(highlight['fields'], `${path}.fields`, (fields, at) => {
    for (const [field, options] of Object.entries(fields)) {
      if (isObject(options)) walkHighlight(options, visitor, `${at}.${field}`);
    }
  });
}

function walkRetriever(retriever: Json, visitor: RequestVisitor, path: string): void {
  for (const [kind, body] of Object.entries(retriever)) {
    if (!isObject(body)) continue;
    const at = `${path}.${kind}`;
    // What `rrf` and `linear` call a query is text.
    const query: unknown = body['query'];
    // Those of them that are given a share stand one level deeper, in an object of the same name.
    if (kind === 'retriever') walkRetriever(body, visitor, at);
    else walkRequest(isObject(query) ? body : { ...body, query: undefined }, visitor, at);
    if (body['filter'] !== undefined && kind !== 'retriever') {
      each(body['filter'], `${at}.filter`, (filter, inner) => toQuery(filter, visitor, inner));
    }
    each(body['retrievers'], `${at}.retrievers`, (inner, where) => walkRetriever(inner, visitor, where));
  }
}

function walkAggregations(aggregations: unknown, visitor: RequestVisitor, path: string): void {
  if (!isObject(aggregations)) return;
  for (const [name, aggregation] of Object.entries(aggregations)) {
    if (isObject(aggregation)) walkAggregation(aggregation, visitor, `${path}.${name}`);
  }
}

function walkAggregation(aggregation: Json, visitor: RequestVisitor, path: string): void {
  for (const [kind, body] of Object.entries(aggregation)) {
    const at = `${path}.${kind}`;
    if (kind === 'aggs' || kind === 'aggregations') walkAggregations(body, visitor, at);
    else if (kind === 'filter') toQuery(body, visitor, at);
    else if (kind === 'top_hits' && isObject(body)) walkRequest(body, visitor, at);
    else if (isObject(body)) walkFilters(body, visitor, at);
  }
}

// `filters` by name or in a list; a `filter` or `background_filter`; those of the two sides of a `t_test`.
function walkFilters(body: Json, visitor: RequestVisitor, path: string): void {
  for (const [name, value] of Object.entries(body)) {
    const at = `${path}.${name}`;
    if (name === 'filter' || name === 'background_filter') toQuery(value, visitor, at);
    else if (name === 'filters' && isObject(value)) {
      for (const [key, query] of Object.entries(value)) toQuery(query, visitor, `${at}.${key}`);
    } else if (name === 'filters') each(value, at, (query, inner) => toQuery(query, visitor, inner));
    else if ((name === 'a' || name === 'b') && isObject(value)) walkFilters(value, visitor, at);
  }
}

/** Each object of a list, or the one that stands in its place. */
function each(value: unknown, path: string, visit: (item: Json, path: string) => void): void {
  if (Array.isArray(value)) {
    value.forEach((item: unknown, index) => {
      if (isObject(item)) visit(item, `${path}[${index}]`);
    });
  } else if (isObject(value)) visit(value, path);
}
