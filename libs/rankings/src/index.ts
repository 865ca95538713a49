export { Rankings1764100600000 } from './migrations/1764100600000-rankings';
