// One example of each failure: the page docs/reference/errors.md shows their messages.
import type { ErrorCode, ErrorDetails } from '../../src/errors/catalogue.js';

const alias = 'default';
const className = 'Film';
const index = 'films';

export const errorExamples: { readonly [TCode in ErrorCode]: ErrorDetails<TCode> } = {
  METADATA_NO_DOCUMENT: { className },
  METADATA_NO_FIELDS: { className },
  METADATA_TWO_DOCUMENTS: { className },
  METADATA_TWO_IDS: { className, fields: ['id', 'imdbId'] },
  METADATA_ID_IN_OBJECT: { className: 'Actor', field: 'id', usedBy: 'Film.cast' },
  METADATA_DUPLICATE_FIELD: { className, field: 'title', decorators: ['@Text', '@Keyword'] },
  METADATA_DECORATED_MEMBER: { className, field: 'describe', decorator: 'Text', kind: 'method' },
  METADATA_NOT_A_DECORATOR_CALL: { decorator: 'Keyword' },
  METADATA_UNSUPPORTED_COMPILER: { decorator: 'Text', field: 'title' },
  METADATA_FIELD_NAME: {
    className,
    field: 'meta.title',
    reason: "its name contains '.', which separates a field from its subfields",
  },
  METADATA_FIELD_TYPE: { className, field: 'title', type: 'string', known: ['text', 'keyword', '…'] },
  METADATA_DATE_FORMAT: { className, field: 'releasedAt', format: 'dd/MM/yyyy' },
  METADATA_FIELD_TYPE_UNKNOWN: { className, field: 'genres', designType: 'Array' },
  METADATA_TYPE_UNDEFINED: { className, field: 'director' },
  METADATA_CIRCULAR_TYPE: { className: 'Comment', field: 'replies', path: ['Film', 'Comment', 'Comment'] },
  METADATA_INDEX_NAME: { className, index: 'Films', reason: 'it has upper-case letters' },
  METADATA_ROUTING_FIELD: { className, routing: 'studio' },
  METADATA_CONSTRUCTOR: { className },
  DOCUMENT_NOT_REGISTERED: { className, registered: ['Actor', 'Studio'] },
  CONNECTION_NOT_FOUND: { alias: 'analytics', aliases: ['default'], className },
  CONNECTION_OPTION_UNKNOWN: { alias, option: 'host', nearest: 'hosts' },
  CONNECTION_OPTION_INVALID: { alias, option: 'clientCert', reason: 'it needs clientKey too' },
  CONNECTION_FILE: { alias, option: 'caCerts', file: './ca.pem', reason: 'ENOENT' },
  CONNECTION_FAILED: { alias, reason: 'connect ECONNREFUSED 127.0.0.1:9200' },
  CONNECTION_TIMEOUT: { alias, api: 'search' },
  CONNECTION_TLS: { alias, reason: 'self-signed certificate in certificate chain' },
  AUTHENTICATION_FAILED: { alias, api: 'search' },
  AUTHORIZATION_FAILED: {
    alias,
    api: 'index',
    reason: 'action [indices:data/write/index] is unauthorized for user [reader]',
  },
  INDEX_NOT_FOUND: { alias, index },
  REQUEST_REFUSED: {
    alias,
    api: 'search',
    index,
    status: 400,
    type: 'search_phase_execution_exception',
    reason: 'Fielddata is disabled on [title]',
  },
  RESPONSE_UNEXPECTED: { alias, api: 'get', reason: 'it is no JSON object' },
  INDEX_DRIFT: {
    className,
    index,
    differences: [`mapping 'title.type' is "keyword", and should be "text"`, "mapping 'year' is missing"],
  },
  DOCUMENT_NOT_FOUND: { className, id: 'tt0078748', index },
  DOCUMENT_WRONG_CLASS: { className, actual: 'a plain object' },
  DOCUMENT_INVALID_ID: { className, reason: 'it is empty' },
  DOCUMENT_INVALID_VALUE: { className, path: 'rating', reason: 'NaN is no number that JSON can hold' },
  DOCUMENT_UNMAPPED_PROPERTY: { className, path: 'titel' },
  DOCUMENT_SOURCE_MISSING: { className, id: 'tt0078748' },
  VERSION_CONFLICT: {
    className,
    id: 'tt0078748',
    index,
    reason:
      '[tt0078748]: version conflict, required seqNo [4], primary term [1]. current document has seqNo [5]',
  },
  BULK_FAILED: {
    className,
    failed: 1,
    total: 3,
    first: ['#1: 400 document_parsing_exception: failed to parse field [year] of type [short]'],
  },
  QUERY_UNDEFINED: { className, path: 'query.term.studio' },
  CLUSTER_NO_SOURCE: { tried: ['docker: not installed', 'maven: not installed'] },
  CLUSTER_START_FAILED: { version: '9.2.4', reason: 'it ended with code 78', log: 'bootstrap check failure' },
  CLUSTER_OPTION_INVALID: { option: 'nodes', reason: 'it is no number from 1 on' },
};
