// The connection follows ENVIRONMENT, and is made from the variables of that environment when it is first used.
import { DataSource, Document, Id, Text, connectionOptionsFromEnv } from 'elastodm';
import { heading } from '../support/terminal.js';
import { passwords, threeNodes } from '../support/three-nodes.js';

const environment = (): string => process.env['ENVIRONMENT'] ?? 'development';

@Document('configurable_docs', () => `es_${environment()}`)
class ConfigurableDocument {
  @Id() id?: string;
  @Text() title!: string;
}

// What stands in a .env file elsewhere.
await using cluster = await threeNodes();
Object.assign(process.env, {
  ES_PROD_HOSTS: cluster.hosts.join(','),
  ES_PROD_USER: 'prod_user',
  ES_PROD_PASSWORD: passwords.prod_user,
  ES_PROD_CA_CERTS: cluster.caCerts,
  ES_PROD_TIMEOUT: '30000',
  ES_DEV_HOSTS: cluster.hosts[0],
  ES_DEV_USER: 'dev_user',
  ES_DEV_PASSWORD: passwords.dev_user,
  ES_DEV_CA_CERTS: cluster.caCerts,
});

await using dataSource = new DataSource({
  connections: {
    es_production: () => connectionOptionsFromEnv('ES_PROD'),
    es_staging: () => connectionOptionsFromEnv('ES_STAGING'), // not set here, and never asked
    es_development: () => connectionOptionsFromEnv('ES_DEV'),
  },
  documents: [ConfigurableDocument],
  synchronize: 'update',
});
const documents = dataSource.getRepository(ConfigurableDocument);

// A program of yours starts in one of them.
for (const name of ['development', 'production']) {
  process.env['ENVIRONMENT'] = name;
  await dataSource.initialize();
  heading(`ENVIRONMENT=${name}`);
  const { id } = await documents.save(documents.create({ title: 'Test' }));
  const [report] = await dataSource.connections.health({ aliases: [`es_${name}`], search: false });
  console.log(`  ${id} was saved on ${report!.alias}, which is ${report!.status}`);
}
