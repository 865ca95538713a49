export { Scoring1764100500000 } from './migrations/1764100500000-scoring';
