// The one catalogue of failures: code → what happened, in the user's names, and what to do. Used by all layers.
// docs/reference/errors.md has a section for each code; a test holds the two against each other and against the code.
import { isWrite } from '../types/writes.js';

interface CatalogueEntry<TDetails> {
  readonly fact: (details: TDetails) => string;
  readonly remedy: (details: TDetails) => string;
}

function entry<TDetails>(
  fact: (details: TDetails) => string,
  remedy: string | ((details: TDetails) => string),
): CatalogueEntry<TDetails> {
  return { fact, remedy: typeof remedy === 'string' ? () => remedy : remedy };
}

const list = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

interface ClassDetails {
  readonly className: string;
}
/** The numbers of a bulk write. */
export interface BulkCounts {
  /** How many documents, or operations, were taken from the input. */
  readonly total: number;
  /** How many were done. */
  readonly succeeded: number;
  /** How many deletions found nothing. */
  readonly missing: number;
  /** How many were not written, or may not have been: as many as `failures` are. */
  readonly failed: number;
  /** How many of those may have been written. */
  readonly unknown: number;
  /**
   * Every document before this position is done, or was refused for good: a place from which the same input can be gone
   * on with.
   */
  readonly settled: number;
  /** How many documents were sent again after the cluster had no room for them. */
  readonly retried: number;
  /** How many requests were made. */
  readonly requests: number;
  /** How many bytes of operations were sent. */
  readonly bytes: number;
}
/** One version of a document. */
export interface DocumentVersion {
  readonly version?: number;
  readonly seqNo?: number;
  readonly primaryTerm?: number;
}
interface FieldDetails extends ClassDetails {
  readonly field: string;
}

function partialCauses(failed: number, total: number, timedOut: boolean): string {
  const causes = failed > 0 ? [`${failed} of ${total} shards failed`] : [];
  return [...causes, ...(timedOut ? ['the time was up'] : [])].join(', and ') || 'the cluster says no more';
}

export const catalogue = {
  // — what decorators said ————————————————————————————————————————————————————————————————————————————————————
  METADATA_NO_DOCUMENT: entry<ClassDetails & { readonly documentedBase?: string }>(
    ({ className, documentedBase }) =>
      `Class ${className} has no @Document${documentedBase === undefined ? '' : ` of its own (its base class ${documentedBase} has one, and it is not inherited)`}.`,
    ({ className }) => `Put @Document('index-name') above class ${className}.`,
  ),
  METADATA_NO_FIELDS: entry<ClassDetails>(
    ({ className }) => `Class ${className} has no field decorators.`,
    'Decorate its properties, for example with @Text() or @Keyword().',
  ),
  METADATA_TWO_DOCUMENTS: entry<ClassDetails>(
    ({ className }) => `Class ${className} has two @Document decorators.`,
    'Keep one of them.',
  ),
  METADATA_TWO_IDS: entry<ClassDetails & { readonly fields: readonly string[] }>(
    ({ className, fields }) => `Class ${className} has more than one @Id: ${list(fields)}.`,
    'Keep @Id on one property, and map the others with @Keyword().',
  ),
  METADATA_ID_IN_OBJECT: entry<FieldDetails & { readonly usedBy: string }>(
    ({ className, field, usedBy }) =>
      `${className}.${field} has @Id, but ${className} is only a part of ${usedBy}.`,
    'Map it with @Keyword(): only a document has an _id.',
  ),
  METADATA_DUPLICATE_FIELD: entry<FieldDetails & { readonly decorators: readonly string[] }>(
    ({ className, field, decorators }) =>
      `Property ${className}.${field} has more than one field decorator: ${list(decorators)}.`,
    "Keep one; index the value in further ways with that decorator's `fields` option.",
  ),
  METADATA_DECORATED_MEMBER: entry<FieldDetails & { readonly decorator: string; readonly kind: string }>(
    ({ className, field, decorator, kind }) => `@${decorator} stands on the ${kind} ${className}.${field}.`,
    'Move it to a public instance property that is declared as a plain field.',
  ),
  METADATA_NOT_A_DECORATOR_CALL: entry<{ readonly decorator: string }>(
    ({ decorator }) => `@${decorator} was applied without parentheses or to something that is not a class.`,
    ({ decorator }) => `Write @${decorator}(…) directly above the class or the property.`,
  ),
  METADATA_UNSUPPORTED_COMPILER: entry<{ readonly decorator: string; readonly field: string }>(
    ({ decorator, field }) =>
      `@${decorator} on ${field} got no decorator metadata: the compiler emits an older draft of standard decorators.`,
    'Compile with TypeScript 5.2 or newer or esbuild 0.21 or newer, or switch on `experimentalDecorators`.',
  ),
  METADATA_FIELD_NAME: entry<FieldDetails & { readonly reason: string }>(
    ({ className, field, reason }) => `Property ${className}.${field} can't be a field: ${reason}.`,
    'Rename the property.',
  ),
  METADATA_FIELD_TYPE: entry<FieldDetails & { readonly type: string; readonly known: readonly string[] }>(
    ({ className, field, type }) => `Property ${className}.${field} has the unknown field type '${type}'.`,
    ({ known }) => `Use one of: ${list(known)}.`,
  ),
  METADATA_DATE_FORMAT: entry<FieldDetails & { readonly format: string }>(
    ({ className, field, format }) =>
      `A Date can't be written in any of the formats of ${className}.${field} ('${format}').`,
    "Add one that can, such as 'strict_date_optional_time', 'epoch_millis', 'epoch_second' or 'yyyy-MM-dd', with || between them; or map a text with @Keyword().",
  ),
  METADATA_FIELD_TYPE_UNKNOWN: entry<FieldDetails & { readonly designType: string }>(
    ({ className, field, designType }) =>
      `The field type of ${className}.${field} can't be inferred from its TypeScript type (${designType}).`,
    'Name the type with a decorator such as @Keyword(), or switch on `experimentalDecorators` and `emitDecoratorMetadata`.',
  ),
  METADATA_TYPE_UNDEFINED: entry<FieldDetails>(
    ({ className, field }) => `The type function of ${className}.${field} returned no class.`,
    'Return a class that is defined by the time the DataSource is initialized; look for a circular import.',
  ),
  METADATA_CIRCULAR_TYPE: entry<FieldDetails & { readonly path: readonly string[] }>(
    ({ className, field, path }) =>
      `The type of ${className}.${field} contains itself (${path.join(' → ')}), and a mapping has no end there.`,
    'Break the circle: store ids, or use a separate class without that property.',
  ),
  METADATA_INDEX_NAME: entry<ClassDetails & { readonly index: string; readonly reason: string }>(
    ({ className, index, reason }) => `'${index}' of class ${className} is no valid index name: ${reason}.`,
    'Use lower-case letters, digits, - and _, such as "articles" or "articles-2026".',
  ),
  METADATA_ROUTING_FIELD: entry<ClassDetails & { readonly routing: string }>(
    ({ className, routing }) =>
      `Class ${className} is routed by '${routing}', which is not one of its fields.`,
    'Name a field of the class in the `routing` option of @Document.',
  ),
  METADATA_TWO_ROLES: entry<
    ClassDetails & { readonly decorator: string; readonly fields: readonly string[] }
  >(
    ({ className, decorator, fields }) =>
      `Class ${className} has more than one @${decorator}: ${list(fields)}.`,
    ({ decorator }) => `Keep @${decorator} on one property.`,
  ),
  METADATA_ROLE_IN_OBJECT: entry<FieldDetails & { readonly usedBy: string; readonly decorator: string }>(
    ({ className, field, usedBy, decorator }) =>
      `${className}.${field} has @${decorator}, but ${className} is only a part of ${usedBy}.`,
    'Put it on the class of the document itself; a value that is only a part is mapped with a plain field decorator.',
  ),
  METADATA_HOOK_MEMBER: entry<
    ClassDetails & { readonly member: string; readonly decorator: string; readonly kind: string }
  >(
    ({ className, member, decorator, kind }) => `@${decorator} stands on the ${kind} ${className}.${member}.`,
    'Move it to a public method of the class.',
  ),
  METADATA_FIELD_OPTION: entry<FieldDetails & { readonly option: string; readonly reason: string }>(
    ({ className, field, option, reason }) =>
      `Option '${option}' of ${className}.${field} can't be used: ${reason}.`,
    ({ option }) => `Correct or remove '${option}'.`,
  ),
  METADATA_EXPOSE_NAME: entry<FieldDetails & { readonly name: string }>(
    ({ className, field, name }) =>
      `Property ${className}.${field} is renamed by class-transformer's @Expose({ name: '${name}' }), and a field has the name of its property.`,
    ({ name }) => `Name the property '${name}', or remove \`name\`.`,
  ),
  METADATA_INDEX_PATTERN: entry<ClassDetails & { readonly reason: string }>(
    ({ className, reason }) => `Class ${className} does not say where its documents are read: ${reason}.`,
    "Give a `pattern` such as 'logs-*' beside an `index` that is a function, and only there.",
  ),
  METADATA_DATA_STREAM: entry<ClassDetails & { readonly reason: string }>(
    ({ className, reason }) => `Class ${className} can't be a data stream: ${reason}.`,
    "Give it a property '@timestamp' with @DateField(), or remove `dataStream`.",
  ),
  METADATA_DISCRIMINATOR: entry<ClassDetails & { readonly reason: string }>(
    ({ className, reason }) => `The discriminator of class ${className} can't be used: ${reason}.`,
    "Put @Discriminator() on one property of the base class, and give each class a value of its own: @Document({ index, discriminator: 'film' }).",
  ),
  METADATA_SHARED_INDEX: entry<{
    readonly index: string;
    readonly path: string;
    readonly classNames: readonly [string, string];
  }>(
    ({ index, path, classNames: [first, second] }) =>
      `Classes ${first} and ${second} share the index '${index}', and map '${path}' differently.`,
    'Map it alike in both, rename one of the properties, or keep the classes in different indices.',
  ),
  METADATA_ANALYSIS: entry<
    ClassDetails & { readonly kind: string; readonly name: string; readonly reason: string }
  >(
    ({ className, kind, name, reason }) =>
      `The ${kind} '${name}' that class ${className} uses can't be defined: ${reason}.`,
    'Give each definition a name of its own, and define it once.',
  ),
  METADATA_CONSTRUCTOR: entry<ClassDetails>(
    ({ className }) => `new ${className}() failed, so no document can be made from a hit.`,
    'Let the constructor work without arguments: hydration calls it before it assigns the fields.',
  ),

  // — DataSource and connections ——————————————————————————————————————————————————————————————————————————————
  DOCUMENT_NOT_REGISTERED: entry<ClassDetails & { readonly registered: readonly string[] }>(
    ({ className, registered }) =>
      `Class ${className} is not registered with this DataSource (registered: ${list(registered)}).`,
    ({ className }) => `Add ${className} to the \`documents\` of the DataSource.`,
  ),
  DATA_SOURCE_OPTION_UNKNOWN: entry<{ readonly option: string; readonly nearest?: string }>(
    ({ option }) => `A DataSource has no option '${option}'.`,
    ({ nearest }) => (nearest === undefined ? 'Remove it.' : `Did you mean '${nearest}'?`),
  ),
  DATA_SOURCE_OPTION_INVALID: entry<{
    readonly option: string;
    readonly found: string;
    readonly allowed: readonly string[];
  }>(
    ({ option, found }) => `The option '${option}' of a DataSource can't be ${found}.`,
    ({ allowed }) => `Use one of ${allowed.map((value) => `'${value}'`).join(', ')}, or leave it out.`,
  ),
  REPOSITORY_WITHOUT_DATA_SOURCE: entry<{ readonly className?: string; readonly repository: string }>(
    ({ className, repository }) =>
      `${repository} was made ${className === undefined ? 'without a class and a DataSource' : `of class ${className} without a DataSource`}.`,
    ({ className = 'Film' }) =>
      `Give it a constructor that calls super(${className}, dataSource), with the DataSource that ${className} is registered with.`,
  ),
  NEST_ARGUMENT: entry<{ readonly asked: string; readonly found: string; readonly needs: string }>(
    ({ asked, found, needs }) => `${asked} was given ${found} where it needs ${needs}.`,
    'Pass classes with @Document, or classes that extend Repository. If it is one, two files import each other: move the class to a file that imports neither.',
  ),
  NEST_REPOSITORY_ALIAS: entry<ClassDetails & { readonly alias: string }>(
    ({ className, alias }) =>
      `${className} extends Repository, and can't be asked for at '${alias}': its own constructor says which DataSource it is of.`,
    ({ className, alias }) =>
      `Take @InjectDataSource('${alias}') in that constructor, or use ${className}'s using('${alias}') for a connection.`,
  ),
  NEST_NO_OPTIONS: entry<{ readonly dataSource: string }>(
    ({ dataSource }) =>
      `ElastodmModule.forRootAsync does not say how the options of the DataSource '${dataSource}' are made.`,
    'Give it one of useFactory, useClass and useExisting.',
  ),
  NEST_DATA_SOURCE_TWICE: entry<{ readonly dataSource: string }>(
    ({ dataSource }) =>
      `ElastodmModule.forRoot makes the DataSource '${dataSource}' more than once in this application.`,
    'Import it once, in the root module: all modules see it. Give another DataSource a `name` of its own.',
  ),
  NEST_DOCUMENT_NOT_REGISTERED: entry<
    ClassDetails & { readonly dataSource: string; readonly registered: readonly string[] }
  >(
    ({ className, dataSource, registered }) =>
      `ElastodmModule.forFeature asks for the repository of class ${className}, which the DataSource '${dataSource}' does not know (registered: ${list(registered)}).`,
    ({ className }) => `Add ${className} to the \`documents\` of ElastodmModule.forRoot.`,
  ),
  NEST_ALIAS_NOT_FOUND: entry<
    ClassDetails & {
      readonly alias: string;
      readonly dataSources: readonly string[];
      readonly connections: readonly string[];
    }
  >(
    ({ className, alias, dataSources, connections }) =>
      `ElastodmModule.forFeature asks for the repository of class ${className} at '${alias}', which is neither a DataSource (there are: ${list(dataSources)}) nor a connection of the default one (there are: ${list(connections)}).`,
    ({ alias }) =>
      alias === 'default'
        ? 'Import ElastodmModule.forRoot in the root module.'
        : `Add '${alias}' to the \`connections\` of ElastodmModule.forRoot, or import ElastodmModule.forRoot({ name: '${alias}', … }) in the root module.`,
  ),
  NEST_CONNECTION_NOT_FOUND: entry<{
    readonly alias: string;
    readonly asker: string;
    readonly dataSource: string;
    readonly aliases: readonly string[];
  }>(
    ({ alias, asker, dataSource, aliases }) =>
      `${asker} asks for the connection '${alias}', which the DataSource '${dataSource}' does not have (there are: ${list(aliases)}).`,
    ({ alias }) => `Add '${alias}' to the \`connections\` of ElastodmModule.forRoot.`,
  ),
  CONNECTION_NOT_FOUND: entry<{
    readonly alias: string;
    readonly aliases: readonly string[];
    readonly className?: string;
  }>(
    ({ alias, aliases, className }) =>
      `There is no connection '${alias}'${className === undefined ? '' : `, which class ${className} asks for`} (there are: ${list(aliases)}).`,
    ({ alias }) =>
      `Create it with createConnection('${alias}', …), or add it to the \`connections\` of the DataSource.`,
  ),
  CONNECTION_OPTION_UNKNOWN: entry<{
    readonly alias: string;
    readonly option: string;
    readonly nearest?: string;
  }>(
    ({ alias, option }) => `Connection '${alias}' has the unknown option '${option}'.`,
    ({ nearest }) =>
      nearest === undefined
        ? 'Remove it, or pass raw client options under `client`.'
        : `Did you mean '${nearest}'? Raw client options go under \`client\`.`,
  ),
  CONNECTION_OPTION_INVALID: entry<{
    readonly alias: string;
    readonly option: string;
    readonly reason: string;
  }>(
    ({ alias, option, reason }) => `Option '${option}' of connection '${alias}' can't be used: ${reason}.`,
    ({ option }) => `Correct '${option}'.`,
  ),
  CONNECTION_FILE: entry<{
    readonly alias: string;
    readonly option: string;
    readonly file: string;
    readonly reason: string;
  }>(
    ({ alias, option, file, reason }) =>
      `The file '${file}' of option '${option}' of connection '${alias}' can't be read: ${reason}.`,
    'Correct the path or the permissions; relative paths start at the working directory.',
  ),
  CONNECTION_OPTION_ENV: entry<{ readonly variable: string; readonly reason: string }>(
    ({ variable, reason }) => `The environment variable ${variable} can't be used: ${reason}.`,
    ({ variable }) => `Correct ${variable}, or unset it.`,
  ),
  CONNECTION_FAILED: entry<{ readonly alias: string; readonly reason: string }>(
    ({ alias, reason }) => `Connection '${alias}' can't reach its cluster: ${reason}.`,
    'Check `hosts`, and that the cluster runs and answers there.',
  ),
  CONNECTION_TIMEOUT: entry<{ readonly alias: string; readonly api: string }>(
    ({ alias, api }) => `Connection '${alias}' got no answer to ${api} in time.`,
    'Raise `timeout` (milliseconds), or look at what keeps the cluster busy.',
  ),
  CONNECTION_TLS: entry<{ readonly alias: string; readonly host?: string; readonly reason: string }>(
    ({ alias, host, reason }) =>
      `Connection '${alias}' does not trust the certificate of ${host ?? 'its cluster'}: ${reason}.`,
    'Give the CA that signed it in `caCerts`, and use a host name that the certificate carries.',
  ),
  CONNECTION_CLOSED: entry<{ readonly alias: string; readonly api?: string }>(
    ({ alias, api }) => `Connection '${alias}' was closed${api === undefined ? '' : `, and ${api} with it`}.`,
    'Close connections when nothing uses them any more, or make the connection anew.',
  ),
  CONNECTION_COMPATIBILITY: entry<{ readonly alias: string; readonly reason: string }>(
    ({ alias, reason }) =>
      `The cluster of connection '${alias}' does not speak the version that this client asks for: ${reason}.`,
    'Set `compatibility: 8` on the connection to a cluster of version 8.',
  ),
  CONFIG_FILE: entry<{ readonly file: string; readonly reason: string }>(
    ({ file, reason }) => `The configuration '${file}' can't be used: ${reason}.`,
    'Let it export { connections: { default: { hosts: … } } }.',
  ),
  REQUEST_ABORTED: entry<{ readonly alias: string; readonly api: string }>(
    ({ alias, api }) => `The signal that was passed to ${api} on connection '${alias}' aborted it.`,
    ({ api }) =>
      `Nothing needs mending, if that was meant${isWrite(api) ? '; a write that was under way may have been applied' : ''}.`,
  ),
  WRITE_OUTCOME_UNKNOWN: entry<{
    readonly alias: string;
    readonly api: string;
    readonly index?: string;
    readonly id?: string;
    readonly reason: string;
  }>(
    ({ alias, api, index, id, reason }) =>
      `Whether ${api}${id === undefined ? '' : ` of '${id}'`}${index === undefined ? '' : ` in '${index}'`} was applied is not known: connection '${alias}' got no answer to it (${reason}).`,
    'Read what is there before you write again.',
  ),
  AUTHENTICATION_FAILED: entry<{ readonly alias: string; readonly api: string }>(
    ({ alias, api }) => `The cluster of connection '${alias}' refused the credentials for ${api} (401).`,
    'Check `httpAuth`, `apiKey` or `bearerAuth` of this connection.',
  ),
  AUTHORIZATION_FAILED: entry<{ readonly alias: string; readonly api: string; readonly reason: string }>(
    ({ alias, api, reason }) => `The user of connection '${alias}' may not do ${api} (403): ${reason}.`,
    'Grant the missing privilege, or use a connection with another user.',
  ),

  // — what the cluster said ———————————————————————————————————————————————————————————————————————————————————
  INDEX_NOT_FOUND: entry<{ readonly alias: string; readonly index: string }>(
    ({ alias, index }) => `There is no index '${index}' in the cluster of connection '${alias}'.`,
    "Create it, for example with `synchronize: 'create'` on the DataSource.",
  ),
  REQUEST_REFUSED: entry<{
    readonly alias: string;
    readonly api: string;
    readonly index?: string;
    readonly status: number;
    readonly type: string;
    readonly reason: string;
  }>(
    ({ alias, api, index, status, type, reason }) =>
      `The cluster of connection '${alias}' refused ${api}${index === undefined ? '' : ` on '${index}'`} (${status} ${type}): ${reason}.`,
    'Correct the request.',
  ),
  REQUEST_BIGINT: entry<{ readonly alias: string; readonly api: string; readonly reason: string }>(
    ({ alias, api, reason }) => `Connection '${alias}' can't send the bigint in ${api}: ${reason}.`,
    'Let elastodm make the client: give `createConnection` the options, without a Serializer of your own.',
  ),
  RESPONSE_UNEXPECTED: entry<{
    readonly alias: string;
    readonly api: string;
    readonly status?: number;
    readonly reason: string;
  }>(
    ({ alias, api, reason }) =>
      `Connection '${alias}' got an answer to ${api} that is not Elasticsearch's: ${reason}.`,
    'Check that `hosts` names an Elasticsearch cluster and that no proxy answers in its place.',
  ),
  RESPONSE_CORRUPT: entry<{ readonly alias: string; readonly api: string; readonly reason: string }>(
    ({ alias, api, reason }) => `Connection '${alias}' got a damaged answer to ${api}: ${reason}.`,
    'Try again; if it stays so, look for a proxy that cuts or changes answers.',
  ),
  RESPONSE_TOO_LARGE: entry<{ readonly alias: string; readonly api: string; readonly limit: number }>(
    ({ alias, api, limit }) => `The answer to ${api} on connection '${alias}' is larger than ${limit} bytes.`,
    'Ask for less at once: a smaller `size`, or `pageSize` of `iterate`, fewer source fields; or raise `client.maxResponseSize`.',
  ),
  SEARCH_NO_INDEX: entry<{ readonly alias: string }>(
    ({ alias }) => `A search on connection '${alias}' names no index, and would search all of them.`,
    "Name one: new Search({ index: 'logs' }), or '*' where all are meant.",
  ),
  INDEX_DRIFT: entry<{
    readonly className: string;
    readonly index: string;
    readonly differences: readonly string[];
  }>(
    ({ className, index, differences }) =>
      `Index '${index}' is not what class ${className} describes:\n${differences.map((line) => `  - ${line}`).join('\n')}\n`,
    "Let `synchronize: 'update'` add what is missing, or reindex into a new index where a type has changed.",
  ),

  // — documents ———————————————————————————————————————————————————————————————————————————————————————————————
  DOCUMENT_NOT_FOUND: entry<ClassDetails & { readonly id: string; readonly index: string }>(
    ({ className, id, index }) => `There is no ${className} with id '${id}' in '${index}'.`,
    'Use getOrNull(id) where a missing document is no error.',
  ),
  DOCUMENT_NONE_FOUND: entry<ClassDetails & { readonly verb: string; readonly index: string }>(
    ({ className, verb, index }) => `No ${className} in '${index}' meets the condition of ${verb}.`,
    'Use findOne or findOneBy where a missing document is no error.',
  ),
  DOCUMENT_WRONG_CLASS: entry<ClassDetails & { readonly actual: string }>(
    ({ className, actual }) => `The repository of ${className} was given ${actual}.`,
    ({ className }) =>
      `Pass an instance of ${className}, made with new ${className}() or repository.create(…).`,
  ),
  DOCUMENT_INVALID_ID: entry<ClassDetails & { readonly reason: string }>(
    ({ className, reason }) => `The id of a ${className} can't be used: ${reason}.`,
    'Use a string of 1 to 512 bytes, or leave it undefined to have one made.',
  ),
  DOCUMENT_INVALID_VALUE: entry<ClassDetails & { readonly path: string; readonly reason: string }>(
    ({ className, path, reason }) => `${className}.${path} can't be stored: ${reason}.`,
    'Correct the value before saving; nothing was sent.',
  ),
  DOCUMENT_UNMAPPED_PROPERTY: entry<ClassDetails & { readonly path: string }>(
    ({ className, path }) =>
      `${className}.${path} has a value but no field decorator, and the mapping is strict.`,
    "Decorate it, leave it out with class-transformer's @Exclude(), or give the class another `dynamic`; nothing was sent.",
  ),
  DOCUMENT_VALIDATION: entry<
    ClassDetails & { readonly problems: readonly { readonly path: string; readonly reason: string }[] }
  >(
    ({ className, problems }) =>
      `The ${className} is not valid:\n${problems.map(({ path, reason }) => `  - ${path === '' ? className : `${className}.${path}`}: ${reason}`).join('\n')}\n`,
    'Correct the values before saving; nothing was sent.',
  ),
  DOCUMENT_WRONG_SOURCE: entry<
    ClassDetails & { readonly id: string; readonly path: string; readonly reason: string }
  >(
    ({ className, id, path, reason }) =>
      `The _source of ${className} '${id}' is not of the types of its class at '${path}': ${reason}.`,
    "Mend the document, or what reads it; `hydration: 'lenient'` keeps values of other types as they are.",
  ),
  DOCUMENT_UNKNOWN_KIND: entry<
    ClassDetails & {
      readonly id: string;
      readonly field: string;
      readonly value: string;
      readonly known: readonly string[];
    }
  >(
    ({ className, id, field, value, known }) =>
      `The ${className} '${id}' has the unknown kind '${value}' in '${field}' (known: ${list(known)}).`,
    'Register the class of this kind with the DataSource.',
  ),
  DOCUMENT_NOT_LOADED: entry<ClassDetails>(
    ({ className }) =>
      `What changed in this ${className} is not known: it was neither read nor saved through this connection.`,
    'Get it first, name the changes in update(document, changes), or save it whole.',
  ),
  DOCUMENT_PARTIAL: entry<ClassDetails & { readonly id: string }>(
    ({ className, id }) =>
      `The ${className} '${id}' was read with some of its fields only, and would lose the others.`,
    'Read it whole to save it; or change fields of it: repository.update(document, { … }).',
  ),
  DOCUMENT_NO_SOFT_DELETE: entry<ClassDetails>(
    ({ className }) => `Class ${className} has no property that says when a document was deleted.`,
    'Give it one with @DeletedAt(), or use delete().',
  ),
  DOCUMENT_INDEX: entry<ClassDetails & { readonly index: string; readonly reason: string }>(
    ({ className, index, reason }) => `The index '${index}' of a ${className} can't be used: ${reason}.`,
    'Correct the `index` function of @Document, or the `index` that was passed.',
  ),
  DOCUMENT_AMBIGUOUS_ID: entry<ClassDetails & { readonly id: string; readonly indices: readonly string[] }>(
    ({ className, id, indices }) =>
      `Several ${className} documents have the id '${id}', in the indices ${list(indices)}.`,
    'Name the index: get(id, { index }).',
  ),
  DOCUMENT_APPEND_ONLY: entry<ClassDetails & { readonly verb: string }>(
    ({ className, verb }) =>
      `${className} is kept in a data stream, which only takes new documents: ${verb} needs one that was read.`,
    'Read the document first: changes go to the index that holds it.',
  ),
  HOOK_FAILED: entry<ClassDetails & { readonly hook: string; readonly id: string }>(
    ({ className, hook, id }) => `The write of ${className} '${id}' is done, but its ${hook} failed.`,
    "Look at the `cause`; don't write again.",
  ),
  DOCUMENT_SOURCE_MISSING: entry<ClassDetails & { readonly id: string }>(
    ({ className, id }) => `The cluster returned ${className} '${id}' without its _source.`,
    'Enable _source in the mapping: a document can only be made from it.',
  ),
  VERSION_CONFLICT: entry<
    ClassDetails & {
      readonly id: string;
      readonly index: string;
      readonly reason: string;
      /** The version that was read or saved last, where there is one. */
      readonly expected?: DocumentVersion;
      /** The version that is stored now, where it could be read; undefined for a document that is gone. */
      readonly current?: DocumentVersion;
    }
  >(
    ({ className, id, index, reason }) =>
      `${className} '${id}' in '${index}' was changed by someone else since it was read: ${reason}.`,
    'Get it again, apply the change to the new state, and save that.',
  ),
  BULK_FAILED: entry<
    ClassDetails &
      BulkCounts & {
        readonly first: readonly string[];
        /** Why no more were taken from the input. */
        readonly stopped?: string;
      }
  >(
    ({ className, failed, total, unknown, settled, first, stopped }) =>
      (failed === 0
        ? `A bulk write of ${className} documents stopped after ${total}.`
        : `${failed} of ${total} ${className} documents were not written${unknown === 0 ? '' : `, or, ${unknown} of them, perhaps were`}:`) +
      `\n${first.map((line) => `  - ${line}\n`).join('')}` +
      (stopped === undefined ? '' : `No more were taken, because ${stopped}; go on from #${settled}.\n`),
    'See `error.failures` for each document that was not written, and why; all others are.',
  ),
  WRITER_CLOSED: entry<ClassDetails>(
    ({ className }) => `The bulk writer of ${className} is closed, and takes nothing more.`,
    'Make another one with `createBulkWriter`; or close it after the last document.',
  ),
  INDEX_BLOCKED: entry<{ readonly alias: string; readonly index?: string; readonly reason: string }>(
    ({ alias, index, reason }) =>
      `${index === undefined ? 'The index' : `The index '${index}'`} takes no writes on the connection '${alias}': ${reason}.`,
    'Free disk space or take the block away, then write again: nothing that was refused so was stored.',
  ),
  QUERY_NO_CONDITION: entry<ClassDetails & { readonly verb: string }>(
    ({ className, verb }) => `A ${verb} on ${className} has no condition, and would change every document.`,
    'Give it a `query`; or say `all: true` where every document is meant.',
  ),
  BY_QUERY_FAILED: entry<
    ClassDetails & {
      readonly verb: string;
      readonly done: number;
      readonly total: number;
      readonly first: readonly string[];
    }
  >(
    ({ className, verb, done, total, first }) =>
      `Only ${done} of ${total} ${className} documents were changed by ${verb}:\n${first.map((line) => `  - ${line}`).join('\n')}\n`,
    'Look at the reasons, and run it again for the rest.',
  ),
  QUERY_UNDEFINED: entry<{ readonly path: string; readonly className: string }>(
    ({ path, className }) => `The request on ${className} is undefined at '${path}', which would widen it.`,
    'Leave the key out on purpose, or give it a value.',
  ),

  QUERY_FIELD_UNKNOWN: entry<
    ClassDetails & { readonly path: string; readonly field: string; readonly nearest?: string }
  >(
    ({ path, className, field }) =>
      `The request on ${className} names the unknown field '${field}' at '${path}'.`,
    ({ nearest }) =>
      nearest === undefined
        ? 'Name a field of the class, or use Raw(…) with a query of your own.'
        : `Did you mean '${nearest}'? A field that the class does not have goes into Raw(…).`,
  ),
  QUERY_UNFIT: entry<
    ClassDetails & { readonly path: string; readonly reason: string; readonly remedy: string }
  >(
    ({ path, className, reason }) => `The request on ${className} can't ask this at '${path}': ${reason}.`,
    ({ remedy }) => remedy,
  ),
  QUERY_TOO_MANY: entry<ClassDetails & { readonly verb: string; readonly limit: number }>(
    ({ className, verb, limit }) =>
      `More than ${limit} ${className} documents match, and ${verb} without \`take\` returns all or none.`,
    'Say how many you want with `take`, narrow the condition, or go through them with iterate.',
  ),
  ESQL_VALUE: entry<{ readonly place: number; readonly reason: string }>(
    ({ place, reason }) =>
      `This can't be an ES|QL query${place === 0 ? '' : `, because of its value number ${place}`}: ${reason}.`,
    'Put text, numbers, booleans, dates, null, lists of these, and parts made by esql into the template, outside of quotes.',
  ),
  ESQL_NAME: entry<{ readonly kind: string; readonly reason: string }>(
    ({ kind, reason }) => `A name can't be that of an ES|QL ${kind}: ${reason}.`,
    'Take names from a list of your own, not from users.',
  ),
  QUERY_OBJECT_VALUE: entry<{ readonly path: string; readonly className: string }>(
    ({ path, className }) =>
      `The request on ${className} has an object where a value belongs, at '${path}': it could ask for anything.`,
    "Give options apart, as in .query('match', { title: text }, { operator: 'and' }); or raw({ … }), in a `where` Raw, if the program itself wrote it.",
  ),
  QUERY_LIMIT: entry<{
    readonly path: string;
    readonly className: string;
    readonly limit: string;
    readonly reason: string;
  }>(
    ({ path, className, limit, reason }) =>
      `The request on ${className} goes beyond its limit '${limit}' at '${path}': ${reason}.`,
    'Ask for less; where the program itself means it, raise that limit, or give the query as raw({ … }).',
  ),
  QUERY_NOT_ALLOWED: entry<{ readonly path: string; readonly className: string; readonly reason: string }>(
    ({ path, className, reason }) =>
      `The request on ${className} that came from outside is not allowed at '${path}': ${reason}.`,
    'Refuse it, or allow what it asks for in checkRequest.',
  ),
  QUERY_INVALID_VALUE: entry<{ readonly path: string; readonly className: string; readonly reason: string }>(
    ({ path, className, reason }) =>
      `The request on ${className} can't be sent as it is at '${path}': ${reason}.`,
    'Correct the value: Elasticsearch would refuse it, or take it for null and find more than you mean.',
  ),
  ITERATION_EXPIRED: entry<{
    readonly className: string;
    readonly alias: string;
    readonly count: number;
    readonly keepAlive: string;
  }>(
    ({ className, alias, count, keepAlive }) =>
      `The point in time of an iteration of ${className} on connection '${alias}' was gone after ${count} hits: no page was asked for within '${keepAlive}', or a node left.`,
    "Name a longer `keepAlive`, or smaller pages. With a `sort` by a unique key, go on with `after`, or let it do so by itself: `onExpired: 'reopen'`.",
  ),
  FACET_UNKNOWN: entry<
    ClassDetails & {
      readonly what: 'facet' | 'range';
      readonly path: string;
      readonly name: string;
      readonly known: readonly string[];
    }
  >(
    ({ className, what, path, name, known }) =>
      `The search on ${className} has no ${what} '${name}', which '${path}' chooses; it has ${known.map((one) => `'${one}'`).join(', ')}.`,
    'Choose one that it has, or refuse what the user sent.',
  ),
  AUTOCOMPLETE_FIELD: entry<ClassDetails & { readonly field: string; readonly reason: string }>(
    ({ className, field, reason }) => `Field '${field}' of ${className} can't be completed: ${reason}.`,
    'Name a field of type completion, search_as_you_type, text or keyword, and options that it knows.',
  ),
  ANALYSIS_NOT_INLINE: entry<{ readonly kind: string; readonly name: string; readonly what: string }>(
    ({ kind, name, what }) =>
      `The ${kind} '${name}' can't be tried out as it stands: Elasticsearch knows ${what} only by its name in an index.`,
    'Pass an `index` that has the definition.',
  ),
  MULTI_SEARCH_FAILED: entry<{
    readonly total: number;
    readonly failed: number;
    readonly first: readonly string[];
  }>(
    ({ total, failed, first }) => `${failed} of ${total} searches failed:\n  ${first.join('\n  ')}\n`,
    "The error's `results` has what the others found; with `settle: true`, nothing is thrown.",
  ),
  PARTIAL_RESULT: entry<{
    readonly alias: string;
    readonly api: string;
    readonly index: string;
    readonly failed: number;
    readonly total: number;
    /** Whether the time was up before all was searched. */
    readonly timedOut?: boolean;
    /** Why shards or clusters failed, each reason once. */
    readonly reasons?: readonly string[];
  }>(
    ({ alias, api, index, failed, total, timedOut = false, reasons = [] }) =>
      `The result of ${api} in '${index}' on connection '${alias}' is not whole: ${partialCauses(failed, total, timedOut)}${reasons.length === 0 ? '' : ` (${reasons.join('; ')})`}.`,
    "Look at the cluster's health and its logs, then try again; the error's `result` is what was found, and `strict: false` returns it.",
  ),

  // — elastodm/testing ————————————————————————————————————————————————————————————————————————————————————————
  CLUSTER_NO_SOURCE: entry<{ readonly tried: readonly string[] }>(
    ({ tried }) =>
      `No Elasticsearch server could be had. Tried:\n${tried.map((line) => `  - ${line}`).join('\n')}\n`,
    'Install Docker, or a JDK (21 or newer) with Maven, or unpack Elasticsearch and name its folder in ELASTODM_ES_HOME, or give a running server in ELASTICSEARCH_URL.',
  ),
  CLUSTER_START_FAILED: entry<{ readonly version: string; readonly reason: string; readonly log: string }>(
    ({ version, reason, log }) =>
      `Elasticsearch ${version} did not start: ${reason}.${log === '' ? '' : `\nThe end of its log:\n${log}\n`}`,
    'Correct what the log complains of, then try again.',
  ),
  CLUSTER_OPTION_INVALID: entry<{ readonly option: string; readonly reason: string }>(
    ({ option, reason }) => `Option '${option}' of startCluster can't be used: ${reason}.`,
    ({ option }) => `Correct '${option}'.`,
  ),
} as const;

/** The stable code of an {@link ElastodmError}; docs/reference/errors.md has a section for each. */
export type ErrorCode = keyof typeof catalogue;

export type ErrorDetails<TCode extends ErrorCode> = Parameters<(typeof catalogue)[TCode]['fact']>[0];
