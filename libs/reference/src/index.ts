export { Reference1764100200000 } from './migrations/1764100200000-reference';
