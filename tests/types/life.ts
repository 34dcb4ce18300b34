// Decorators of a document's life: on which properties and methods they may stand. Compiled in both decorator modes.
import {
  AfterDelete,
  AfterLoad,
  AfterSave,
  AfterUpdate,
  BeforeDelete,
  BeforeSave,
  BeforeUpdate,
  CreatedAt,
  DeletedAt,
  Discriminator,
  Document,
  Keyword,
  Routing,
  Text,
  UpdatedAt,
  Version,
} from 'elastodm';
import type { DocumentOptions } from 'elastodm';

// — what stands on what ————————————————————————————————————————————————————————————————————————————————————————

@Document({ index: 'media', discriminator: 'film', refresh: 'wait_for', hydration: 'strict' })
export class Right {
  @Discriminator() kind!: 'film';
  @Discriminator({ ignore_above: 20 }) other?: string;
  @Version() version?: number;
  @Version({ type: 'external' }) revision!: number;
  @Version({ type: 'external_gte' }) counter = 0;
  @Routing() tenant!: string;
  @Routing() number?: number;
  @Routing() flag!: boolean;
  @Routing() @Keyword() both: string | null = null;
  @CreatedAt() createdAt?: Date;
  @CreatedAt({ format: 'epoch_millis' }) made!: Date;
  @UpdatedAt() updatedAt: Date | null = null;
  @UpdatedAt({ index: false }) changed?: Date | null;
  @DeletedAt() deletedAt?: Date | null;

  @BeforeSave() beforeSave(): void {
    this.revision += 1;
  }
  @AfterSave() async afterSave(): Promise<void> {}
  @BeforeUpdate() beforeUpdate(): void {}
  @AfterUpdate() async afterUpdate(): Promise<void> {}
  @BeforeDelete() beforeDelete(): void {}
  @AfterDelete() afterDelete(): void {}
  @AfterLoad() @BeforeSave() afterLoad(): void {}
}

export class Wrong {
  // @ts-expect-error a version is a number
  @Version() version?: string;
  // @ts-expect-error a version is no date
  @Version({ type: 'external' }) revision!: Date;
  // @ts-expect-error there is no such version
  @Version({ type: 'force' }) counter?: number;
  // @ts-expect-error a routing is one value
  @Routing() tenants?: string[];
  // @ts-expect-error a routing is no Date
  @Routing() day?: Date;
  // @ts-expect-error a routing has no options
  @Routing({ required: true }) tenant?: string;
  // @ts-expect-error a time of creation is a Date
  @CreatedAt() createdAt?: string;
  // @ts-expect-error a document is created once
  @CreatedAt() times?: Date[];
  // @ts-expect-error a time of change is a Date
  @UpdatedAt() updatedAt?: number;
  // @ts-expect-error a date has no analyzer
  @UpdatedAt({ analyzer: 'english' }) changed?: Date;
  // @ts-expect-error a time of deletion is no truth
  @DeletedAt() deleted?: boolean;
  // @ts-expect-error a kind is text
  @Discriminator() kind?: number;
  // @ts-expect-error a document is of one kind
  @Discriminator() kinds?: string[];
  // @ts-expect-error a keyword has no format
  @Discriminator({ format: 'epoch_millis' }) other?: string;
}

// — hooks ——————————————————————————————————————————————————————————————————————————————————————————————————————

export class WrongHooks {
  // @ts-expect-error a hook takes nothing
  @BeforeSave() withParameter(_now: Date): void {}
  // @ts-expect-error a hook's answer would be lost
  @AfterLoad() withAnswer(): string {
    return '';
  }
  // @ts-expect-error a hook's answer would be lost
  @AfterSave() async withLateAnswer(): Promise<number> {
    return Promise.resolve(1);
  }
  // @ts-expect-error a property is no method
  @BeforeDelete() property = 1;
  // @ts-expect-error a decorator is called
  @AfterUpdate bare(): void {}
  // @ts-expect-error hooks have no options
  @BeforeUpdate({ first: true }) withOptions(): void {}
}

// — where documents are kept ———————————————————————————————————————————————————————————————————————————————————

@Document({
  index: (log: Log) => `logs-${log.day}`,
  pattern: 'logs-*',
  readFrom: () => 'logs-2026*',
  settings: { number_of_shards: 1 },
})
export class Log {
  @Keyword() day!: string;
}

@Document<Visit>({ index: ({ tenant }) => `visits-${tenant}`, pattern: 'visits-*' })
export class Visit {
  @Keyword() tenant!: string;
}

@Document({ index: 'metrics', dataStream: true, requireAlias: false })
export class Metric {
  @CreatedAt() '@timestamp'?: Date;
}

// @ts-expect-error the function takes documents of this class
@Document({ index: (log: Log) => log.day, pattern: 'other-*' })
export class Other {
  @Text() title!: string;
}

// @ts-expect-error an index by function is read by a pattern
export const withoutPattern: DocumentOptions<Log> = { index: (log: Log) => log.day };
// @ts-expect-error only an index by function has a pattern
export const withPattern: DocumentOptions = { index: 'logs', pattern: 'logs-*' };
// @ts-expect-error only an index by function is read from elsewhere
export const withReadFrom: DocumentOptions = { index: 'logs', readFrom: () => 'logs-1' };
// @ts-expect-error a data stream has one name
export const streams: DocumentOptions<Log> = { index: (log) => log.day, pattern: 'a-*', dataStream: true };
// @ts-expect-error an index by function is no alias
export const alias: DocumentOptions<Log> = { index: (log) => log.day, pattern: 'a-*', requireAlias: true };
// @ts-expect-error a value of a kind is text
export const kind: DocumentOptions = { index: 'media', discriminator: 5 };
// @ts-expect-error there is no such policy
export const refresh: DocumentOptions = { index: 'media', refresh: 'later' };
// @ts-expect-error there is no such hydration
export const hydration: DocumentOptions = { index: 'media', hydration: 'none' };
