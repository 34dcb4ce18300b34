// elastodm/testing: a real cluster for tests from one function call.
export { startCluster } from './start-cluster.js';
export type { Cluster, ClusterAuthority, ClusterConnection, IssuedCertificate } from './cluster.js';
export type { CertificatePair, CertificateRequest } from './certificates.js';
export type { ClusterNode, NodeState } from './cluster-node.js';
export type { ClusterOptions, ClusterUser, ServerSource, SettingValue } from './options.js';
