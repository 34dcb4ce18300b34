// A shop whose customers all want the same chair: checks, changes at the same time, conflicts, and a second thought.
import { randomBytes } from 'node:crypto';
import {
  BeforeSave,
  CreatedAt,
  DataSource,
  DeletedAt,
  Document,
  Id,
  Integer,
  Keyword,
  Text,
  UpdatedAt,
  ValidationError,
  VersionConflictError,
} from 'elastodm';
import { startCluster } from 'elastodm/testing';
import { ownIndex } from '../support/own-index.js';
import { heading, paint } from '../support/terminal.js';

const index = `elastodm-shop-${randomBytes(4).toString('hex')}`;

@Document({ index, refresh: 'wait_for', settings: { refresh_interval: '50ms' } })
class Product {
  @Id() id?: string;
  @Text({ required: true }) name!: string;
  @Keyword({ required: true }) maker!: string;
  @Keyword() slug?: string;
  @Integer({ validate: (stock) => (stock < 0 ? 'it is below zero' : undefined) }) stock = 0;
  @Keyword() buyers: string[] = [];
  @CreatedAt() createdAt?: Date;
  @UpdatedAt() updatedAt?: Date;
  @DeletedAt() deletedAt?: Date | null;

  @BeforeSave() makeSlug(): void {
    this.slug = this.name.toLowerCase().replaceAll(/\W+/g, '-');
  }
}

await using cluster = await startCluster();
await using dataSource = new DataSource({
  connections: { default: cluster.connection },
  documents: [Product],
  synchronize: 'create',
});
await using _index = ownIndex(dataSource, index);
await dataSource.initialize();
const products = dataSource.getRepository(Product);

heading('A product that is not as it should be');
const problems: unknown = await products
  .save(products.create({ name: 'Odd Chair', stock: -1 }))
  .catch((error: unknown) => (error instanceof ValidationError ? error.details.problems : error));
console.log(problems);

heading('One that is');
const chair = await products.save(products.create({ name: 'Blue Chair', maker: 'Thonet', stock: 5 }));
console.log(chair);

heading('Twelve customers, five chairs, all at once');
async function buy(customer: string): Promise<string> {
  try {
    // Reads, calls the function, sends what changed; again where another customer was faster.
    await products.update(
      chair.id!,
      (fresh) => {
        fresh.stock -= 1;
        fresh.buyers.push(customer);
      },
      { retryOnConflict: 50, refresh: false },
    );
    return paint('green', `${customer} has one`);
  } catch (error) {
    if (error instanceof ValidationError) return paint('gray', `${customer} came too late`);
    throw error;
  }
}
const customers = Array.from({ length: 12 }, (_, number) => `customer-${number + 1}`);
const said = await Promise.all(customers.map(buy));
console.log(`  ${said.join('\n  ')}`);
const after = await products.get(chair.id!);
console.log(`  left: ${after.stock}, sold to ${after.buyers.length}`);

heading('Two who edit the same page');
const mine = await products.get(chair.id!);
await products.update(chair.id!, { name: 'Navy Chair' });
mine.stock = 20;
try {
  await products.save(mine);
} catch (error) {
  if (!(error instanceof VersionConflictError)) throw error;
  const { expected, current } = error.details;
  console.log(`  read version ${expected?.version}, stored is version ${current?.version}`);
  await products.update(mine, undefined, { retryOnConflict: 1 }); // only what I changed
  console.log(`  ${mine.name}, ${mine.stock} in stock: both changes are there`);
}

heading('Taken off the shelves, and back');
await products.softDelete(mine);
console.log(
  `  found: ${await products.count()}, with deleted: ${await products.count({}, { withDeleted: true })}`,
);
await products.restore(mine);
console.log(`  found: ${await products.count()}`);
