// Production, development and analytics: a connection for each, a class on one of them, and calls that go elsewhere.
// Here one cluster plays all three parts.
import { DataSource, Document, Id, Integer, Keyword, Search, Text } from 'elastodm';
import { heading, table } from '../support/terminal.js';
import { passwords, threeNodes } from '../support/three-nodes.js';

@Document('articles', 'production')
class Article {
  @Id() id?: string;
  @Text() title!: string;
  @Text() content!: string;
}

@Document('metrics', 'analytics')
class Metric {
  @Id() id?: string;
  @Keyword() page!: string;
  @Integer() visits!: number;
}

await using cluster = await threeNodes();
const { hosts, caCerts } = cluster;

await using dataSource = new DataSource({
  connections: {
    production: {
      hosts,
      httpAuth: ['prod_user', passwords.prod_user],
      caCerts,
      timeout: 30_000,
      maxRetries: 3,
      retryOnTimeout: true,
      sniffOnStart: true,
      sniffOnConnectionFail: true,
      sniffTimeout: 10_000,
      randomizeHosts: true,
    },
    development: {
      hosts: hosts[0]!,
      httpAuth: ['dev_user', passwords.dev_user],
      caCerts,
      timeout: 10_000,
      maxRetries: 1,
    },
    // Analytics ask longer questions.
    analytics: { hosts, httpAuth: ['analytics_user', passwords.analytics_user], caCerts, timeout: 60_000 },
  },
  documents: [Article, Metric],
  synchronize: 'update',
});
await dataSource.initialize();
const articles = dataSource.getRepository(Article);
const metrics = dataSource.getRepository(Metric);

heading('Saving: each class on its own connection');
const article = articles.create({ title: 'Test', content: 'Content' });
await articles.save(article, { refresh: true });
await metrics.saveMany(
  [
    metrics.create({ page: 'home', visits: 120 }),
    metrics.create({ page: 'shop', visits: 45 }),
    metrics.create({ page: 'home', visits: 30 }),
  ],
  { refresh: true },
);
console.log(`  article ${article.id} on production, ${await metrics.count()} metrics on analytics`);

heading('Saving elsewhere');
await articles.save(article, { using: 'development' });
console.log(`  the article is on development: ${await articles.using('development').exists(article.id!)}`);

heading('Searching without a class, on production');
const { connections } = dataSource;
const found = await new Search({ using: 'production', index: 'articles', connections })
  .query('match', { content: 'content' })
  .execute();
for (const hit of found) console.log(`  ${hit.score?.toFixed(2)}  ${String(hit.document.title)}`);

heading('Analysing, on the cluster for it');
const { aggs } = await metrics.search({
  size: 0,
  aggs: { pages: { terms: { field: 'page' }, aggs: { visits: { sum: { field: 'visits' } } } } },
});
table(aggs.pages.buckets.map(({ key, visits }) => [key, visits.value]));
