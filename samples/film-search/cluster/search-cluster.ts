// The cluster behind the search: that of ELASTICSEARCH_URL, or one of its own that ends with the application.
import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { ConnectionOptions } from 'elastodm';
import { startCluster } from 'elastodm/testing';
import type { Cluster } from 'elastodm/testing';

@Injectable()
export class SearchCluster implements OnApplicationShutdown {
  private own: Cluster | undefined;

  /** Where it is, once it is there. */
  async connection(): Promise<ConnectionOptions> {
    const hosts = process.env['ELASTICSEARCH_URL'];
    if (hosts !== undefined) return { hosts };
    this.own = await startCluster();
    return this.own.connection;
  }

  // Called after the DataSource is closed: Nest ends first what was made last.
  async onApplicationShutdown(): Promise<void> {
    await this.own?.stop();
  }
}
