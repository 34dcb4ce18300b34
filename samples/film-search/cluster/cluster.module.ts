// The cluster, for the module that connects to it.
import { Module } from '@nestjs/common';
import { SearchCluster } from './search-cluster.js';

@Module({ providers: [SearchCluster], exports: [SearchCluster] })
export class ClusterModule {}
