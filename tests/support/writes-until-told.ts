// A program that writes documents until it gets SIGTERM, and then closes: what it took is written, or reported. The library
// installs no handler; this is the one of the program.
import { DataSource, Document, Id, Keyword } from '../../src/index.js';

const [, , url = '', index = '', version = '9'] = process.argv;

@Document(index)
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
}

async function run(): Promise<void> {
  const { username, password, origin } = new URL(url);
  const auth = username === '' ? {} : { httpAuth: `${username}:${password}` };
  const dataSource = new DataSource({
    // This process has the client of version 9, whatever the server is.
    connections: {
      default: { hosts: origin, ...auth, ...(version === '8' ? { compatibility: 8 as const } : {}) },
    },
    documents: [Film],
    synchronize: 'create',
  });
  await dataSource.initialize();
  const films = dataSource.getRepository(Film);
  const writer = films.createBulkWriter({ chunkSize: 70 });
  let taken = 0;
  process.on('SIGTERM', () => {
    const atOnce = taken;
    void dataSource.close({ timeout: 20_000 }).then(({ failures }) => {
      const { total, succeeded } = writer.result;
      process.stdout.write(
        `${JSON.stringify({ atOnce, taken, total, succeeded, failures: failures.length })}\n`,
      );
    });
  });
  try {
    for (;;) {
      await writer.save(films.create({ title: `film ${taken}` }));
      if (++taken === 1_000) process.stdout.write('writing\n');
      if (taken % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
  } catch (error) {
    process.stdout.write(`${String((error as { readonly code?: string }).code)}\n`);
  }
}

void run();
