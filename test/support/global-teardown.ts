import { stopTestCluster } from './cluster';

export default stopTestCluster;
